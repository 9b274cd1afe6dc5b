/** The product's rim around an API of its own, so that the shell contract needs no hook in the product. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TanbaError } from '../../../contract/errors/index.ts';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  nativeTheme,
  protocol,
  screen,
  session,
  utilityProcess,
} from '../../../electron/electron.ts';
import { registerAppScheme, serveApp } from '../../../electron/app-protocol.ts';
import { utilityHostStarter } from '../../../electron/host-starter.ts';
import { emitTo, serveCalls } from '../../../electron/ipc-main.ts';
import { openedByArguments } from '../../../electron/opened-files.ts';
import { appOrigin, lockContents, lockSession } from '../../../electron/security.ts';
import { openWindow, raise } from '../../../electron/window.ts';
import { probeApi } from './api.ts';
import type { Handlers } from '../../../contract/define.ts';
import type { OpenDialogOptions, Window } from '../../../electron/electron.ts';
import type { HostProcess } from '../../../services/ports.ts';

const here = import.meta.dirname;
const userData = app.commandLine.getSwitchValue('user-data-dir');
mkdirSync(userData, { recursive: true });
app.setPath('userData', userData);
registerAppScheme(protocol);
if (!app.requestSingleInstanceLock()) process.exit(0);
app.on('web-contents-created', (_event, contents) => lockContents(contents));
app.on('window-all-closed', () => app.quit());

const windows: Window[] = [];
const emit = emitTo<typeof probeApi>(() => windows);
const starter = utilityHostStarter(utilityProcess, join(here, 'host.js'), app.isPackaged);
let host: HostProcess | null = null;
let lastContent: Uint8Array | null = null;

function startHost(): HostProcess {
  const started = starter.start({ provider: 'pkcs12' });
  started.onExit(code => {
    host = null;
    emit('probe.hostExit', { code });
  });
  return started;
}

async function choose(properties: OpenDialogOptions['properties']): Promise<string[]> {
  return (await dialog.showOpenDialog(windows[0]!, { properties })).filePaths;
}

const handlers: Handlers<typeof probeApi> = {
  'probe.echo': async ({ content }) => {
    lastContent = content;
    return { content: content.slice() };
  },
  'probe.wiped': async () => lastContent?.every(byte => byte === 0) ?? false,
  'probe.refuse': async ({ file }) => {
    throw new TanbaError('document.not-found', { file }, { cause: new Error('/secret/folder') });
  },
  'probe.crash': async () => {
    throw new RangeError('words that must not travel');
  },
  'probe.lie': async () => 'no number' as unknown as number,
  'probe.host': async ({ ping }) => {
    const current = (host ??= startHost());
    const copy = ping.slice();
    const answer = new Promise<unknown>(resolve => {
      current.onMessage(resolve);
    });
    current.send({ id: 1, command: 'hello', request: copy });
    return { pong: (await answer) as Uint8Array };
  },
  'probe.endHost': async how =>
    how === 'exit' ? host?.send({ id: 2, command: 'lock', request: 'exit' }) : host?.kill(),
  'probe.emit': async ({ content }) => emit('probe.event', { content: content.slice() }),
  'probe.openFile': () => choose(['openFile', 'multiSelections']),
  'probe.openFolder': () => choose(['openDirectory']),
  'probe.theme': async theme => {
    nativeTheme.themeSource = theme;
  },
};

void app.whenReady().then(() => {
  lockSession(session.defaultSession, null);
  serveApp(protocol, { folder: join(here, '..', 'renderer'), devServer: null });
  serveCalls({
    ipcMain,
    api: probeApi,
    handlers,
    origin: appOrigin,
    onFault: id => console.error(`fault ${id}`),
  });
  const window = openWindow({
    BrowserWindow,
    preload: join(here, '..', 'preload', 'preload.cjs'),
    placeFile: join(app.getPath('userData'), 'window.json'),
    workAreas: screen.getAllDisplays().map(display => display.workArea),
    dark: nativeTheme.shouldUseDarkColors,
    devTools: false,
  });
  windows.push(window);
  app.on('second-instance', (_event, argv, workingDirectory) => {
    raise(window);
    const { paths, links } = openedByArguments(argv, workingDirectory, app.isPackaged);
    emit('probe.opened', [...paths, ...links.map(link => JSON.stringify(link))]);
  });
});
