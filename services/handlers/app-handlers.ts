/** The answers to every call of contract/app-api.ts. The rim gives the desktop, and holds no logic of its own. */
import { resolve } from 'node:path';
import type { OutputOf } from '../../contract/define.ts';
import type { AppApi, AppEmit, AppHandlers } from '../../contract/app-api.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import type { FileDescription } from '../../contract/documents.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Services } from '../index.ts';
import { describeVendor } from '../keys/describe-token.ts';
import { knownVendors } from '../known-vendors.ts';
import { createEmployeeHandlers } from './employee-handlers.ts';
import { createKeyHandlers } from './key-handlers.ts';
import { createPoaHandlers } from './poa-handlers.ts';
import { createPortalHandlers } from './portal-handlers.ts';
import { RunningJobs } from './running-jobs.ts';
import { createSigningHandlers } from './signing-handlers.ts';
import type { SaveKind } from './signing-handlers.ts';

export type DialogKind = 'document' | 'signature' | 'keystore' | 'trust' | 'library';

/** What only the outside can do: dialogs, and handing files to the system. */
export interface DesktopPort {
  info(): Omit<OutputOf<AppApi['app.info']>, 'notices'>;
  /** Empty where the person cancelled. */
  openFiles(kind: DialogKind, multiple: boolean): Promise<string[]>;
  /** Null where the person cancelled. */
  openFolder(): Promise<string | null>;
  showInFolder(path: string): void;
  openPath(path: string): Promise<void>;
  /** In the system's browser. */
  openLink(url: string): Promise<void>;
  /** Asks where a file is to go, beginning with a path; null where the person cancelled. The dialog asks before it replaces one. */
  saveFile(suggestion: string, kind: SaveKind): Promise<string | null>;
  /** A page of HTML as PDF; nothing in it is run or fetched. */
  printPage(html: string): Promise<Uint8Array>;
}

/** What the system would run instead of showing. Such a document can be signed, but is not opened by us. */
const PROGRAM =
  /\.(app|appref-ms|bat|chm|cmd|com|command|cpl|desktop|exe|hta|inf|jar|js|jse|lnk|msc|msi|msp|ps1|reg|scf|scr|sh|url|vb|vbe|vbs|wsf|wsh)$/i;

export async function createAppHandlers(
  services: Services,
  desktop: DesktopPort,
  emit: AppEmit,
): Promise<AppHandlers> {
  const { settings, keys, signing, verification, files } = services;
  const portal = await services.portal();
  const jobs = new RunningJobs();
  const known = new KnownPaths();
  const vendors = knownVendors().map(describeVendor);
  settings.onChange(changed => emit('settings.changed', changed));
  keys.onDidChange(stores => emit('keys.changed', stores));
  keys.onDidChangeDrivers(drivers => emit('keys.driversChanged', drivers));

  return {
    'app.info': async () => {
      const info = desktop.info();
      known.add(info.opened);
      const notices = services.damage.map(error => error.toData());
      return { ...info, notices };
    },

    'settings.get': async () => settings.get(),
    'settings.set': async change => {
      // A library is loaded, that is, run: one that the window names must be one that the person chose in a dialog.
      for (const path of change.tokenLibraries ?? []) {
        if (!settings.get().tokenLibraries.includes(path)) known.require(path, 'settings.set');
      }
      return settings.set(withoutUndefined(change));
    },

    'dialog.openFiles': async ({ kind, multiple }) => known.add(await desktop.openFiles(kind, multiple)),
    'dialog.openFolder': () => desktop.openFolder(),

    'app.openLink': async url => {
      if (!vendors.some(vendor => vendor.help === url || vendor.drivers === url))
        throw refused('app.openLink');
      await desktop.openLink(url);
    },

    'files.describe': async paths => {
      const described = await files.describe(paths);
      known.add(described.filter(isThere).map(file => file.path));
      return described;
    },
    'files.showInFolder': async path => {
      known.require(path, 'files.showInFolder');
      desktop.showInFolder(path);
    },
    'files.open': async path => {
      known.require(path, 'files.open');
      if (PROGRAM.test(path)) throw refused('files.open');
      await desktop.openPath(path);
    },

    ...createKeyHandlers(keys, vendors),
    ...createPortalHandlers({ ...portal, emit, openLink: url => desktop.openLink(url) }),
    ...createEmployeeHandlers(portal),

    ...createPoaHandlers({
      powers: portal.powers,
      sender: portal.outboxSender,
      portals: portal.portals,
      clock: services.clock,
      jobs,
      emit,
      version: () => desktop.info().version,
      learn: paths => void known.add(paths),
      savePdf: suggestion => desktop.saveFile(suggestion, 'pdf'),
      printPage: html => desktop.printPage(html),
    }),

    ...createSigningHandlers({
      signing,
      verification,
      jobs,
      emit,
      language: () => settings.get().language,
      version: () => desktop.info().version,
      learn: paths => void known.add(paths),
      saveFile: (suggestion, kind) => desktop.saveFile(suggestion, kind),
      printPage: html => desktop.printPage(html),
    }),
    'signing.cancel': async job => jobs.cancel(job),

    'verification.cancel': async job => jobs.cancel(job),
    'doctor.run': () => services.doctor.run(),
  };
}

/** Paths that this session was given by the person or made itself. */
class KnownPaths {
  readonly #paths = new Set<string>();

  /** Returns what it was given. */
  add(paths: string[]): string[] {
    for (const path of paths) this.#paths.add(resolve(path));
    return paths;
  }

  /** @throws TanbaError ipc.bad-request for any other path */
  require(path: string, call: string): void {
    if (!this.#paths.has(resolve(path))) throw refused(call);
  }
}

function refused(call: string): TanbaError {
  return new TanbaError('ipc.bad-request', { call });
}

function isThere(file: FileDescription): boolean {
  return file.kind !== 'missing';
}

/** A property that is there but undefined would wipe the setting. */
function withoutUndefined(change: {
  readonly [K in keyof Settings]?: Settings[K] | undefined;
}): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
