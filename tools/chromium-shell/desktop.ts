/** dialog and shell. A person gets the system's own file chooser, through a click on a hidden input of the preload's world. */
import { spawn } from 'node:child_process';
import { basename, dirname, join, sep } from 'node:path';
import { control } from './control.ts';
import type { ChooserOptions } from './preload-world.ts';
import type { Dialog, OpenDialogOptions, Shell } from '../../electron/electron.ts';
import type { ShellWindow } from './window.ts';

export const dialog: Dialog = {
  showOpenDialog: async (window, options) => {
    const prepared = control?.nextDialogAnswer();
    const filePaths = prepared ?? (await choosePaths(window as ShellWindow, options));
    return { canceled: filePaths.length === 0, filePaths };
  },
  // A page's input chooses files that exist; for a new one, the folder is asked for, and the name is the one that was suggested.
  showSaveDialog: async (window, { defaultPath }) => {
    const prepared = control?.nextDialogAnswer();
    if (prepared) return { canceled: prepared.length === 0, filePath: prepared[0] ?? '' };
    const [folder] = await choosePaths(window as ShellWindow, { properties: ['openDirectory'] });
    return folder === undefined
      ? { canceled: true, filePath: '' }
      : { canceled: false, filePath: join(folder, basename(defaultPath)) };
  },
  showErrorBox: (title, content) => void process.stderr.write(`${title}\n${content}\n`),
};

async function choosePaths(window: ShellWindow, options: OpenDialogOptions): Promise<string[]> {
  const chooser: ChooserOptions = {
    multiple: options.properties.includes('multiSelections'),
    folder: options.properties.includes('openDirectory'),
    accept: extensionsOf(options).map(extension => `.${extension}`),
  };
  const { pipe } = window.webContents;
  const chosen = (await pipe.evaluate(`choose(${JSON.stringify(chooser)})`)) as {
    id: number;
    relativePath: string;
  }[];
  const files = chooser.folder ? chosen.slice(0, 1) : chosen;
  return Promise.all(
    files.map(async ({ id, relativePath }) => folderOrFile(await pipe.pathOf(id), relativePath)),
  );
}

/** All extensions, or none where one of the filters takes any file. */
function extensionsOf(options: OpenDialogOptions): string[] {
  const extensions = (options.filters ?? []).flatMap(filter => filter.extensions);
  return extensions.includes('*') ? [] : extensions;
}

/** For a folder Chromium gives the files in it, each with its path from the folder's own name on. */
function folderOrFile(path: string, relativePath: string): string {
  if (relativePath === '') return path;
  const below = relativePath.split('/').length - 1;
  return path.split(sep).slice(0, -below).join(sep);
}

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
};

function open(path: string): void {
  if (control) {
    control.opened(path);
    return;
  }
  const [program = 'xdg-open', ...parameters] = openers[process.platform] ?? [];
  const child = spawn(program, [...parameters, path], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // no such program: the person sees that nothing opens
  child.unref();
}

export const shell: Shell = {
  showItemInFolder: path => open(dirname(path)),
  openPath: path => {
    open(path);
    return Promise.resolve('');
  },
  openExternal: url => {
    open(url);
    return Promise.resolve();
  },
};
