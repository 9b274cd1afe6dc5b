/** services' DesktopPort on Electron: dialogs over the window, and handing files to the system. */
import { basename } from 'node:path';
import { TanbaError } from '../contract/errors/index.ts';
import { fileDialog, folderDialog, saveFilters } from './dialogs.ts';
import { printToPdf } from './print.ts';
import type { Language } from '../contract/errors/index.ts';
import type { DesktopPort } from '../services/handlers/app-handlers.ts';
import type { Arrivals } from './opened-files.ts';
import type { App, Dialog, OpenDialogOptions, PrintWindow, Shell, Window } from './electron.ts';

export interface DesktopParts {
  readonly app: App;
  readonly dialog: Dialog;
  readonly shell: Shell;
  readonly openPrintWindow: () => PrintWindow;
  /** The window that asks; dialogs are shown over it. */
  readonly window: () => Window;
  readonly language: () => Language;
  /** What the system has asked to open. */
  readonly arrivals: Arrivals;
}

export function createDesktop(parts: DesktopParts): DesktopPort {
  const { app, dialog, shell, openPrintWindow, window, language, arrivals } = parts;
  const choose = async (options: OpenDialogOptions) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window(), options);
    return canceled ? [] : filePaths;
  };
  return {
    info: () => ({
      version: app.getVersion(),
      shell: process.versions['electron'] === undefined ? 'chromium' : 'electron',
      platform: process.platform,
      ...arrivals.take(),
    }),
    openFiles: (kind, multiple) => choose(fileDialog(kind, multiple, language())),
    openFolder: async () => (await choose(folderDialog))[0] ?? null,
    showInFolder: path => shell.showItemInFolder(path),
    openPath: async path => {
      const refusal = await shell.openPath(path);
      if (refusal !== '') throw new TanbaError('document.no-program', { file: basename(path) });
    },
    saveFile: async (suggestion, kind) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window(), {
        defaultPath: suggestion,
        filters: saveFilters(kind, language()),
      });
      return canceled || filePath === '' ? null : filePath;
    },
    printPage: html => printToPdf(openPrintWindow, html),
    openLink: url => shell.openExternal(url),
  };
}
