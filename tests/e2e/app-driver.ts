/** What a spec sees of a running app, whichever shell it runs on. */
import type { Locator, Page } from '@playwright/test';
import type { ProcessInfo } from './processes.ts';

export interface AppDriver {
  readonly shell: 'electron' | 'chromium';
  readonly page: Page;
  readonly userData: string;
  /** The next file dialog gives these paths at once; an empty list is a cancelled dialog. */
  answerDialog(paths: readonly string[]): Promise<void>;
  /** Drops files from outside onto an element, as a file manager does. */
  dropFiles(target: Locator, paths: readonly string[]): Promise<void>;
  /** Holds files over an element without letting them go; the function takes them away again. */
  hoverFiles(target: Locator, paths: readonly string[]): Promise<() => Promise<void>>;
  /** Page zoom: 2 is 200 %. */
  setZoom(factor: number): Promise<void>;
  /** Size of the page's area. */
  resize(width: number, height: number): Promise<void>;
  /** What the program asked the system to open or show since the last question. */
  openedBySystem(): Promise<string[]>;
  /** A second start of the program with these arguments; resolves when it ended. */
  startAgain(parameters: readonly string[]): Promise<void>;
  /** The main process and all below it. */
  processes(): ProcessInfo[];
  /** The processes that hold keys. */
  hosts(): ProcessInfo[];
  /** What the page's document did against its content policy, from its first byte on. */
  policyViolations(): Promise<string[]>;
  /** As a person closing the window. */
  closeWindow(): Promise<void>;
  /** As the system ending the main process without asking. */
  kill(): Promise<void>;
  /** Ends what is left and removes nothing. */
  dispose(): Promise<void>;
}

export interface LaunchOptions {
  /** Built main process. */
  readonly entry: string;
  readonly userData: string;
  readonly parameters?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export type PageParts = Awaited<ReturnType<typeof pageParts>>;

/** The parts that need nothing but the page and its DevTools session; both shells are Chromium inside. */
export async function pageParts(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  // Of several windows on one display only one has the system's focus; each shall behave as if it had it.
  await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  let size = { width: 1100, height: 664 };
  let zoom = 1;
  const applyMetrics = () =>
    cdp.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(size.width / zoom),
      height: Math.round(size.height / zoom),
      deviceScaleFactor: zoom,
      mobile: false,
    });
  const dragOnto = async (target: Locator, paths: readonly string[]) => {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('The drop target is not visible');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    return async (type: 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel') => {
      await cdp.send('Input.dispatchDragEvent', { type, x, y, data });
    };
  };
  return {
    /** The browser keeps its reports, so also those of the first load, before any test could listen. */
    policyViolations: () =>
      page.evaluate(
        () =>
          new Promise<string[]>(resolve => {
            const tell = (reports: readonly Report[]) =>
              resolve(reports.map(report => JSON.stringify(report.body)));
            const observer = new ReportingObserver(tell, { types: ['csp-violation'], buffered: true });
            observer.observe();
            // With nothing to report it would never be called.
            setTimeout(() => tell(observer.takeRecords()), 100);
          }),
      ),
    setZoom: async (factor: number) => {
      zoom = factor;
      await applyMetrics();
    },
    resize: async (width: number, height: number) => {
      size = { width, height };
      await applyMetrics();
    },
    dropFiles: async (target: Locator, paths: readonly string[]) => {
      const drag = await dragOnto(target, paths);
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await drag(type);
    },
    hoverFiles: async (target: Locator, paths: readonly string[]) => {
      const drag = await dragOnto(target, paths);
      for (const type of ['dragEnter', 'dragOver'] as const) await drag(type);
      return () => drag('dragCancel');
    },
  };
}
