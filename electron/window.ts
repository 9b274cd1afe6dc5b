/** The one window: how it is made, locked, and put back where it was. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { appOrigin } from './security.ts';
import type { Rectangle, Window, WindowConstructor, WindowOptions } from './electron.ts';

const firstSize = { width: 1100, height: 720 };
const smallest = { minWidth: 900, minHeight: 600 };

const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
});
type Place = z.infer<typeof placeSchema>;

export interface WindowSetting {
  readonly BrowserWindow: WindowConstructor;
  readonly preload: string;
  /** Where size and place are kept between starts. */
  readonly placeFile: string;
  /** The parts of the screens on which windows may lie, now. */
  readonly workAreas: readonly Rectangle[];
  readonly dark: boolean;
  /** Developer tools; off in what people run. */
  readonly devTools: boolean;
}

/** Opens the window on our page; it shows itself when there is something to see. */
export function openWindow(setting: WindowSetting): Window {
  const place = readPlace(setting.placeFile, setting.workAreas);
  const window = new setting.BrowserWindow({ ...optionsFor(setting), ...firstSize, ...boundsOf(place) });
  window.setMenuBarVisibility(false);
  window.on('ready-to-show', () => {
    if (place?.maximized) window.maximize();
    window.show();
  });
  window.on('close', () => keepPlace(window, setting.placeFile));
  reviveAfterCrash(window);
  void window.loadURL(`${appOrigin}/`);
  return window;
}

/** Every switch is spelt out, also where it is Electron's default, so that a changed default changes nothing here. */
function optionsFor(setting: WindowSetting): WindowOptions {
  return {
    title: 'Tanba',
    ...firstSize,
    ...smallest,
    show: false,
    // Painted before the page is: no white flash on a dark screen.
    backgroundColor: setting.dark ? '#1b1e23' : '#ffffff',
    webPreferences: {
      preload: setting.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      devTools: setting.devTools,
      navigateOnDragDrop: false,
    },
  };
}

function boundsOf(place: Place | null): Partial<Rectangle> {
  return place === null ? {} : { x: place.x, y: place.y, width: place.width, height: place.height };
}

/** The remembered place, unless its title bar would lie on no screen: monitors get unplugged. */
function readPlace(file: string, workAreas: readonly Rectangle[]): Place | null {
  try {
    const place = placeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return workAreas.some(area => isReachable(place, area)) ? place : null;
  } catch {
    return null; // the first start, or a file that somebody broke: nothing worth a message
  }
}

const gripWidth = 100;
const gripHeight = 40;

function isReachable(place: Rectangle, area: Rectangle): boolean {
  const across = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  return across >= gripWidth && place.y >= area.y && place.y + gripHeight <= area.y + area.height;
}

function keepPlace(window: Window, file: string): void {
  const { x, y, width, height } = window.getNormalBounds();
  try {
    writeFileSync(file, JSON.stringify({ x, y, width, height, maximized: window.isMaximized() }));
  } catch {
    // A full or read-only disk must not keep the window from closing.
  }
}

const crashesInARowMs = 10_000;

/** A page whose process crashed is loaded anew; one that crashes again at once is left, so that nothing spins. */
function reviveAfterCrash(window: Window): void {
  let last = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const now = performance.now();
    if (now - last > crashesInARowMs) void window.loadURL(`${appOrigin}/`);
    last = now;
  });
}

/** Brings the window forward, for a second start of the program. */
export function raise(window: Window): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
