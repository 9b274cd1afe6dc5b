/** The module that 'electron' resolves to under the stand-in. Typed by the product's own surface: nothing less, nothing more. */
import { app } from './app.ts';
import { control } from './control.ts';
import { dialog, shell } from './desktop.ts';
import { ipcMain } from './ipc.ts';
import { protocol, session } from './session.ts';
import { nativeTheme } from './theme.ts';
import { utilityProcess } from './utility-process.ts';
import { HeadlessPage } from './print-window.ts';
import { ShellWindow } from './window.ts';
import type {
  Menu as MenuTemplate,
  Screen,
  WindowConstructor,
  WindowOptions,
} from '../../electron/electron.ts';

/** Chromium keeps its windows on the screens itself. */
const screen: Screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 16_384, height: 16_384 } }],
};

/** Chromium has its own keys for what the menu would be for. */
const Menu = {
  buildFromTemplate: (template: MenuTemplate) => template,
  setApplicationMenu: () => undefined,
};

/** A window without a preload is one that is only printed. */
const BrowserWindow = function (options: WindowOptions): ShellWindow | HeadlessPage {
  return 'preload' in options.webPreferences ? new ShellWindow(options) : new HeadlessPage();
} as unknown as WindowConstructor;

export { app, BrowserWindow, control, dialog, ipcMain, Menu, nativeTheme, protocol, screen, session, shell };
export { utilityProcess };
