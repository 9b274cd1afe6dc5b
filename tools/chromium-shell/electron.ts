/** The module that 'electron' resolves to under the stand-in. Typed by the product's own surface: nothing less, nothing more. */
import { app } from './app.ts';
import { control } from './control.ts';
import { dialog, shell } from './desktop.ts';
import { ipcMain } from './ipc.ts';
import { protocol, session } from './session.ts';
import { nativeTheme } from './theme.ts';
import { utilityProcess } from './utility-process.ts';
import { ShellWindow } from './window.ts';
import type { Menu as MenuTemplate, Screen, WindowConstructor } from '../../electron/electron.ts';

/** Chromium keeps its windows on the screens itself. */
const screen: Screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 16_384, height: 16_384 } }],
};

/** Chromium has its own keys for what the menu would be for. */
const Menu = {
  buildFromTemplate: (template: MenuTemplate) => template,
  setApplicationMenu: () => undefined,
};

const BrowserWindow: WindowConstructor = ShellWindow;

export { app, BrowserWindow, control, dialog, ipcMain, Menu, nativeTheme, protocol, screen, session, shell };
export { utilityProcess };
