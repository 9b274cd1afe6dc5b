import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWindow } from './window.ts';
import type { Rectangle, Window, WindowOptions } from './electron.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tanba-window-'));
  file = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const screen: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };
const place = { x: 100, y: 80, width: 1200, height: 800, maximized: false };

/** Opens a window on a class that records what is asked of it. */
function open(workAreas: readonly Rectangle[] = [screen]) {
  const listeners = new Map<string, () => void>();
  const done: string[] = [];
  let crash: (reason: string) => void = () => undefined;
  let options: WindowOptions | undefined;
  class Recorder {
    readonly webContents = {
      on: (_name: string, listener: (event: unknown, details: { reason: string }) => void) =>
        (crash = reason => listener({}, { reason })),
    };
    constructor(given: WindowOptions) {
      options = given;
    }
    on = (name: string, listener: () => void) => listeners.set(name, listener);
    loadURL = async (url: string) => void done.push(url);
    show = () => void done.push('show');
    maximize = () => void done.push('maximize');
    isMaximized = () => true;
    getNormalBounds = (): Rectangle => ({ x: 1, y: 2, width: 1000, height: 700 });
    setMenuBarVisibility = (visible: boolean) => void done.push(`menu ${visible}`);
  }
  openWindow({
    BrowserWindow: Recorder as unknown as new (options: WindowOptions) => Window,
    preload: '/preload.cjs',
    placeFile: file,
    workAreas,
    dark: false,
    devTools: false,
  });
  return { options: options!, listeners, done, crash: (reason: string) => crash(reason) };
}

describe('the window', () => {
  it('is locked down switch by switch', () => {
    expect(open().options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      devTools: false,
    });
  });

  it('opens at its first size, and never smaller than it can be used', () => {
    expect(open().options).toMatchObject({ width: 1100, height: 720, minWidth: 900, minHeight: 600 });
  });

  it('opens where it was', () => {
    writeFileSync(file, JSON.stringify(place));
    expect(open().options).toMatchObject({ x: 100, y: 80, width: 1200, height: 800 });
  });

  it.each([
    ['its screen is gone', JSON.stringify({ ...place, x: 3000 })],
    ['its title bar would be above the screen', JSON.stringify({ ...place, y: -30 })],
    ['its title bar would be below the screen', JSON.stringify({ ...place, y: 1020 })],
    ['the file is broken', '{"x":'],
    ['the file holds something else', '{"x":"left"}'],
  ])('opens at its first size where %s', (_why, content) => {
    writeFileSync(file, content);
    const { options } = open();
    expect([options.width, options.height, options.x]).toEqual([1100, 720, undefined]);
  });

  it('shows itself when there is something to see, maximized where it was', () => {
    writeFileSync(file, JSON.stringify({ ...place, maximized: true }));
    const { listeners, done } = open();
    expect(done).not.toContain('show');
    listeners.get('ready-to-show')?.();
    expect(done.slice(-2)).toEqual(['maximize', 'show']);
  });

  it('keeps its place when it closes, and closes where that cannot be written', () => {
    open().listeners.get('close')?.();
    const kept = { x: 1, y: 2, width: 1000, height: 700, maximized: true };
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(kept);
    const second = open();
    file = join(folder, 'no', 'such', 'folder.json');
    expect(() => second.listeners.get('close')?.()).not.toThrow();
  });

  it('loads its page anew after a crash, but not when that crashes at once again', () => {
    const { done, crash } = open();
    const loads = () => done.filter(entry => entry === 'app://tanba/').length;
    crash('clean-exit');
    expect(loads()).toBe(1);
  });

  it('does not spin on a page that keeps crashing', () => {
    const { done, crash } = open();
    const loads = () => done.filter(entry => entry === 'app://tanba/').length;
    crash('crashed');
    crash('crashed');
    expect(loads()).toBe(2);
  });
});
