/** The application in plain Node, built in one place for the command line, the tests and Electron's main process. */
import { join } from 'node:path';
import type { Language, TanbaError } from '../contract/errors/index.ts';
import { defaultSettings } from '../contract/settings.ts';
import manifest from '../package.json' with { type: 'json' };
import { createAuthorities } from './authorities.ts';
import { createDoctor } from './doctor/doctor.ts';
import type { Doctor } from './doctor/doctor.ts';
import { describeFiles } from './files/describe.ts';
import type { OnFault } from './fault.ts';
import type { OnDamage } from './files/kept-json.ts';
import { createKeyStores } from './keys/key-stores.ts';
import type { KeyStores } from './keys/key-stores.ts';
import { knownVendors, thisSystem } from './known-vendors.ts';
import { tokenLibraries as findTokenLibraries } from './keys/token-libraries.ts';
import { environmentProxies } from './network/proxies.ts';
import type { ProxyResolver } from './network/proxies.ts';
import type { PortalServices } from './portal-services.ts';
import type { Clock, HostStarter } from './ports.ts';
import { openSettings } from './settings.ts';
import type { SettingsStore } from './settings.ts';
import { createPendingStamps } from './signing/pending-stamps.ts';
import { createSigning } from './signing/signing.ts';
import type { Signing } from './signing/signing.ts';
import { createVerification } from './signing/verification.ts';
import type { Verification } from './signing/verification.ts';
import { createTrust } from './trust/trust.ts';

/** What the outside gives. */
export interface ServicePorts {
  readonly hosts: HostStarter;
  readonly clock: Clock;
  /** Where settings and the list of known stores are kept; null: nowhere, as the command line does. */
  readonly dataFolder: string | null;
  /** The language before the person chose one. */
  readonly systemLanguage: Language;
  readonly onFault: OnFault;
  /** The proxies before the network; those of the environment where it is left out. */
  readonly proxies?: ProxyResolver;
}

export interface Services {
  readonly clock: Clock;
  /** What of the person's data could not be understood, and lies aside. */
  readonly damage: readonly TanbaError[];
  readonly settings: SettingsStore;
  readonly keys: KeyStores;
  readonly signing: Signing;
  readonly verification: Verification;
  readonly doctor: Doctor;
  /** Loaded when it is first asked for: the command line hardly ever needs it. */
  portal(): Promise<PortalServices>;
  readonly files: { readonly describe: typeof describeFiles };
  /** Ends the token hosts: the keys are gone from memory. */
  close(): void;
}

export async function createServices(ports: ServicePorts): Promise<Services> {
  const { clock, onFault } = ports;
  const damage: TanbaError[] = [];
  const onDamage: OnDamage = error => void damage.push(error);
  const inData = (name: string): string | null =>
    ports.dataFolder === null ? null : join(ports.dataFolder, name);
  const settings = await openSettings({
    file: inData('settings.json'),
    defaults: { ...defaultSettings, language: ports.systemLanguage },
    onDamage,
  });
  const keys = await createKeyStores({
    file: inData('stores.json'),
    onDamage,
    starter: ports.hosts,
    clock,
    idleLockMinutes: () => settings.get().idleLockMinutes,
    tokenKeepUnlocked: () => settings.get().tokenKeepUnlocked,
    tokenLibraries: () => {
      const { tokenLibraries: extra, tokenVendorsOff: vendorsOff } = settings.get();
      return findTokenLibraries({ extra, vendorsOff });
    },
  });
  settings.onChange(() => keys.reloadDrivers());
  const proxies = ports.proxies ?? environmentProxies(process.env);
  const authorities = createAuthorities({
    proxies,
    clock,
    cacheFolder: inData('revocation'),
  });
  const pending = await createPendingStamps({ file: inData('pending-stamps.json'), clock });
  const trust = createTrust({ settings: () => settings.get(), sandboxFolder: inData(join('sandbox', 'ca')) });
  const vendors = knownVendors();
  let portal: Promise<PortalServices> | null = null;
  return {
    clock,
    damage,
    settings,
    keys,
    signing: createSigning({ keys, clock, onFault, authorities, settings: () => settings.get(), pending }),
    verification: createVerification({ clock, trust, authorities, settings: () => settings.get() }),
    doctor: createDoctor({
      starter: ports.hosts,
      clock,
      system: thisSystem(),
      architecture: process.arch,
      version: manifest.version,
      vendors,
      // Those of the vendors it looks for by itself, also of such as are switched off.
      ownLibraries: () => {
        const vendorsOff = vendors.map(({ id }) => id);
        const own = findTokenLibraries({ extra: settings.get().tokenLibraries, vendorsOff });
        return own.map(({ path }) => path);
      },
    }),
    portal: () =>
      (portal ??= import('./portal-services.ts').then(({ createPortalServices }) =>
        createPortalServices({ settings, keys, clock, onFault, onDamage, proxies, inData }),
      )),
    files: { describe: describeFiles },
    close: () => keys.close(),
  };
}
