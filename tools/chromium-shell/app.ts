/** app: life of the program, its folders, and the lock that lets only one instance run on the same user data. */
import { mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './browser.ts';
import { Emitter } from './emitter.ts';
import { openWindows, windowEvents } from './window.ts';
import type { App, Preventable, WebContents } from '../../electron/electron.ts';

interface Events extends Record<string, unknown[]> {
  'second-instance': [unknown, string[], string];
  'open-file': [Preventable, string];
  'open-url': [Preventable, string];
  'window-all-closed': [];
  'web-contents-created': [unknown, WebContents];
}

const events = new Emitter<Events>();
const product = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
};
let userData = join(configFolder(), product.name);

export const app: App = {
  isPackaged: false,
  commandLine: {
    getSwitchValue: name => {
      const prefix = `--${name}=`;
      return process.argv.find(argument => argument.startsWith(prefix))?.slice(prefix.length) ?? '';
    },
  },
  // Not before the entry module has run to its end: schemes and listeners are registered there.
  whenReady: () =>
    new Promise(resolve => {
      setImmediate(resolve);
    }),
  quit: () => void quit(),
  getVersion: () => product.version,
  getPath: () => {
    mkdirSync(userData, { recursive: true });
    return userData;
  },
  setPath: (_name, path) => {
    userData = path;
  },
  getPreferredSystemLanguages: () => [Intl.DateTimeFormat().resolvedOptions().locale],
  requestSingleInstanceLock: () => takeLock(app.getPath('userData')),
  enableSandbox: () => undefined,
  setAppUserModelId: () => undefined,
  // Never installed, so never what the system opens links with; a later start hands them over as Windows does.
  setAsDefaultProtocolClient: () => false,
  on: (event: keyof Events, listener: (...parameters: never[]) => void) =>
    events.on(event, listener as (...parameters: unknown[]) => void),
};

windowEvents.on('created', contents => events.emit('web-contents-created', {}, contents));
windowEvents.on('all-closed', () => {
  // Electron quits by itself where nobody listens.
  if (!events.emit('window-all-closed')) app.quit();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => app.quit());

let quitting = false;
async function quit(): Promise<void> {
  if (quitting) return;
  quitting = true;
  await Promise.all([...openWindows].map(window => window.close()));
  process.exit(0);
}

function configFolder(): string {
  if (process.platform === 'win32') return process.env.APPDATA ?? homedir();
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}

/** The lock is a file with our process id; a second start leaves its arguments beside it and the first picks them up. */
function takeLock(folder: string): boolean {
  const lock = join(folder, 'instance.lock');
  const inbox = join(folder, 'instance.inbox');
  mkdirSync(inbox, { recursive: true });
  const owner = readOwner(lock);
  if (owner !== null && owner !== process.pid && isAlive(owner)) {
    writeFileSync(
      join(inbox, `${process.pid}.json`),
      JSON.stringify({ argv: process.argv, cwd: process.cwd() }),
    );
    return false;
  }
  writeFileSync(lock, String(process.pid));
  process.once('exit', () => rmSync(lock, { force: true }));
  watch(inbox, () => readInbox(inbox)).unref();
  return true;
}

function readOwner(lock: string): number | null {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return null;
  }
}

function readInbox(inbox: string): void {
  for (const name of readdirSync(inbox)) {
    const file = join(inbox, name);
    try {
      const { argv, cwd } = JSON.parse(readFileSync(file, 'utf8')) as { argv: string[]; cwd: string };
      rmSync(file);
      events.emit('second-instance', {}, argv, cwd);
    } catch {
      // Still being written; its end is another change of the folder.
    }
  }
}
