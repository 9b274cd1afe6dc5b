/** BrowserWindow: one Chromium with one app window each. Windows open when a URL is loaded, since all is known then. */
import { startBrowser } from './browser.ts';
import { Emitter } from './emitter.ts';
import { toBrowser } from './origins.ts';
import { themeChanges } from './theme.ts';
import { ShellWebContents } from './web-contents.ts';
import type { Browser } from './browser.ts';
import type { CdpSession } from './cdp.ts';
import type { Rectangle, Window, WindowOptions } from '../../electron/electron.ts';

type Events = { 'ready-to-show': []; close: []; closed: [] };

/** How often the window's place is asked for; Chromium does not tell. */
const placeIntervalMs = 500;

export const openWindows = new Set<ShellWindow>();
export const windowEvents = new Emitter<{ created: [ShellWebContents]; 'all-closed': [] }>();
/** Further flags for tests, see control.ts. */
export const extraFlags: string[] = [];

export class ShellWindow implements Window {
  readonly webContents: ShellWebContents;
  readonly #events = new Emitter<Events>();
  readonly #options: WindowOptions;
  #bounds: Rectangle;
  #state: 'normal' | 'minimized' | 'maximized' | 'fullscreen' = 'normal';
  #browser: Browser | null = null;
  #windowId: number | null = null;
  #destroyed = false;

  constructor(options: WindowOptions) {
    this.#options = options;
    const { x = 60, y = 60, width, height } = options;
    this.#bounds = { x, y, width, height };
    this.webContents = new ShellWebContents(options.webPreferences.preload);
    openWindows.add(this);
    windowEvents.emit('created', this.webContents);
    themeChanges.on('changed', () => void this.webContents.applyTheme().catch(() => undefined));
  }

  on(event: keyof Events, listener: () => void): void {
    this.#events.on(event, listener);
  }

  async loadURL(url: string): Promise<void> {
    if (this.#browser) return this.webContents.load(url);
    const { x, y, width, height } = this.#bounds;
    const browser = startBrowser({
      url: toBrowser(url),
      preferences: { browser: { enable_spellchecking: this.#options.webPreferences.spellcheck } },
      flags: [
        `--window-position=${x},${y}`,
        `--window-size=${width},${height}`,
        // Nothing has a way out of this machine: page requests are answered by main, names are not resolved.
        '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost',
        ...extraFlags,
      ],
    });
    this.#browser = browser;
    void browser.exited.then(() => this.#afterClose());
    const control = browser.connection.session();
    const { targetId, sessionId } = await attachToFirstPage(control);
    control.on('Target.attachedToTarget', ({ targetInfo }) => {
      if (this.webContents.isOpeningDenied())
        void control.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined);
    });
    // An app window lives as long as its page.
    control.on('Target.detachedFromTarget', detached => {
      if (detached.sessionId === sessionId) void browser.close();
    });
    await this.webContents.attach(control, browser.connection.session(sessionId), targetId, url);
    await this.#followPlace(control, targetId);
    this.#events.emit('ready-to-show');
  }

  show(): void {
    this.focus();
  }

  focus(): void {
    const target = this.#browser?.connection.session();
    void target?.send('Target.activateTarget', { targetId: this.#targetId }).catch(() => undefined);
  }

  restore(): void {
    this.#setState('normal');
  }

  maximize(): void {
    this.#setState('maximized');
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }

  /** An app window has no menu bar. */
  setMenuBarVisibility(): void {}

  async close(): Promise<void> {
    await this.#browser?.close();
    this.#afterClose();
  }

  /** For tests: where Playwright may attach; needs --remote-debugging-port among the extra flags. */
  get profile(): string | null {
    return this.#browser?.profile ?? null;
  }

  #targetId = '';

  async #followPlace(control: CdpSession, targetId: string): Promise<void> {
    this.#targetId = targetId;
    const { windowId } = await control.send('Browser.getWindowForTarget', { targetId });
    this.#windowId = windowId;
    const timer = setInterval(() => void this.#readPlace(control).catch(() => undefined), placeIntervalMs);
    timer.unref();
    this.on('closed', () => clearInterval(timer));
  }

  async #readPlace(control: CdpSession): Promise<void> {
    if (this.#windowId === null) return;
    const { bounds } = await control.send('Browser.getWindowBounds', { windowId: this.#windowId });
    this.#state = bounds.windowState ?? 'normal';
    if (this.#state !== 'normal') return;
    const { minWidth, minHeight } = this.#options;
    const { left = 0, top = 0, width = minWidth, height = minHeight } = bounds;
    this.#bounds = { x: left, y: top, width: Math.max(width, minWidth), height: Math.max(height, minHeight) };
    if (width < minWidth || height < minHeight)
      await control.send('Browser.setWindowBounds', {
        windowId: this.#windowId,
        bounds: { width: this.#bounds.width, height: this.#bounds.height },
      });
  }

  #setState(windowState: 'normal' | 'maximized'): void {
    if (this.#windowId === null) return;
    const control = this.#browser?.connection.session();
    const change = control?.send('Browser.setWindowBounds', {
      windowId: this.#windowId,
      bounds: { windowState },
    });
    void change?.catch(() => undefined);
    this.#state = windowState;
  }

  #afterClose(): void {
    if (this.#destroyed) return;
    this.#events.emit('close');
    this.#destroyed = true;
    openWindows.delete(this);
    this.#events.emit('closed');
    if (openWindows.size === 0) windowEvents.emit('all-closed');
  }
}

/**
 * The app window's page; its first load of a name that nobody resolves fails, and is of no interest. Pages that come later wait
 * until it is known whether they may be.
 */
async function attachToFirstPage(control: CdpSession): Promise<{ targetId: string; sessionId: string }> {
  const first = new Promise<{ targetId: string; sessionId: string }>(resolve => {
    control.on('Target.attachedToTarget', ({ targetInfo, sessionId }) =>
      resolve({ targetId: targetInfo.targetId, sessionId }),
    );
  });
  const filter = [{ type: 'page' }, { exclude: true }];
  const waiting = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter };
  await control.send('Target.setAutoAttach', waiting);
  return first;
}
