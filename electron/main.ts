/** The main process: puts the parts together, in the order in which they need each other, and holds no logic of its own. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { appApi } from '../contract/app-api.ts';
import { languages, wordsOf } from '../contract/errors/index.ts';
import { readOpenedLink } from '../contract/portal/links.ts';
import { createAppHandlers } from '../services/handlers/app-handlers.ts';
import { toErrorData } from '../services/fault.ts';
import { createServices } from '../services/index.ts';
import { systemClock } from '../services/ports.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { createDesktop } from './desktop.ts';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  menus,
  nativeTheme,
  openPrintWindow,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
} from './electron.ts';
import { utilityHostStarter } from './host-starter.ts';
import { emitTo, serveCalls } from './ipc-main.ts';
import { menu } from './menu.ts';
import { Arrivals, claimLinks, openedByArguments } from './opened-files.ts';
import { systemProxies } from './system-proxies.ts';
import { appOrigin, lockContents, lockSession } from './security.ts';
import { openWindow, raise } from './window.ts';
import type { Language } from '../contract/errors/index.ts';
import type { OnFault } from '../services/fault.ts';
import type { AppApi } from '../contract/app-api.ts';
import type { Window } from './electron.ts';
import type { Opened } from './opened-files.ts';

const built = (path: string) => join(import.meta.dirname, '..', path);
const userData = app.commandLine.getSwitchValue('user-data-dir');
/** Vite's server while developing; what people run has none. */
const devServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
/** For the eyes of a developer; an installed program shows a fault's number and writes it nowhere. */
const onFault: OnFault = (id, error) => {
  if (!app.isPackaged)
    process.stderr.write(`fault ${id}: ${error instanceof Error ? error.stack : 'no error'}\n`);
};

// An installed program looks for the libraries of tokens itself: none is loaded because a variable says so.
if (app.isPackaged) delete process.env['TANBA_TOKEN_LIBRARIES'];

// Before the program is ready, since Electron fixes these at that moment.
if (userData !== '') {
  mkdirSync(userData, { recursive: true });
  app.setPath('userData', resolve(userData));
}
app.enableSandbox();
app.setAppUserModelId('kz.tanba.app');
registerAppScheme(protocol);
app.on('web-contents-created', (_event, contents) => lockContents(contents));

const windows: Window[] = [];
const emit = emitTo<AppApi>(() => windows);
const arrivals = new Arrivals();
arrivals.add(openedByArguments(process.argv, process.cwd(), app.isPackaged));
claimLinks(app, process.execPath);

// While developing, one start ends while the next begins.
if (devServer !== null || app.requestSingleInstanceLock()) run().catch(giveUp);
else app.quit();

async function run(): Promise<void> {
  receiveOpened();
  await app.whenReady();
  lockSession(session.defaultSession, devServer);
  serveApp(protocol, { folder: built('renderer'), devServer });
  menus.setApplicationMenu(menu);

  const services = await createServices({
    hosts: utilityHostStarter(utilityProcess, built('main/token-host.js'), app.isPackaged),
    clock: systemClock,
    dataFolder: app.getPath('userData'),
    systemLanguage: systemLanguage(),
    proxies: systemProxies(session.defaultSession),
    onFault,
  });
  app.on('window-all-closed', () => {
    services.close();
    app.quit();
  });
  nativeTheme.themeSource = services.settings.get().theme;
  services.settings.onChange(({ theme }) => {
    nativeTheme.themeSource = theme;
  });

  const language = () => services.settings.get().language;
  const window = (): Window => windows[0]!;
  const desktop = createDesktop({ app, dialog, shell, openPrintWindow, window, language, arrivals });
  const handlers = await createAppHandlers(services, desktop, emit);
  serveCalls({ ipcMain, api: appApi, handlers, origin: appOrigin, onFault });
  windows.push(
    openWindow({
      BrowserWindow,
      preload: built('preload/preload.cjs'),
      placeFile: join(app.getPath('userData'), 'window.json'),
      workAreas: screen.getAllDisplays().map(display => display.workArea),
      dark: nativeTheme.shouldUseDarkColors,
      devTools: devServer !== null,
    }),
  );
}

/** Files and links from a later start, and from macOS, which hands them over as events. */
function receiveOpened(): void {
  const receive = (what: Opened) => {
    if (windows[0]) raise(windows[0]);
    if (!arrivals.add(what)) return;
    if (what.paths.length > 0) emit('app.opened', [...what.paths]);
    for (const link of what.links) emit('app.linkOpened', link);
  };
  app.on('second-instance', (_event, argv, workingDirectory) =>
    receive(openedByArguments(argv, workingDirectory, app.isPackaged)),
  );
  app.on('open-file', (event, path) => {
    event.preventDefault();
    receive({ paths: [path], links: [] });
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    receive({ paths: [], links: [readOpenedLink(url)] });
  });
}

/** The first of the system's languages that we speak. */
function systemLanguage(): Language {
  const preferred = app.getPreferredSystemLanguages().map(tag => tag.split('-')[0]);
  return preferred.map(tag => languages.find(language => language === tag)).find(found => found) ?? 'en';
}

/** Without services there is no window to say it in. */
function giveUp(error: unknown): void {
  const [what, why, next] = wordsOf(toErrorData(error, onFault), systemLanguage());
  dialog.showErrorBox(what, `${why}\n${next}`);
  app.quit();
}
