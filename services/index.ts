/** The application in plain Node, built in one place for the command line, the tests and Electron's main process. */
import { join } from 'node:path';
import type { Language } from '../contract/errors/index.ts';
import type { Settings } from '../contract/model.ts';
import { portalConnections } from '../contract/portal/profiles.ts';
import type { PortalConnection } from '../contract/portal/profiles.ts';
import manifest from '../package.json' with { type: 'json' };
import { createAuthorities } from './authorities.ts';
import { createDoctor } from './doctor/doctor.ts';
import type { Doctor } from './doctor/doctor.ts';
import { createEmployees, createMemberships } from './employees/employees.ts';
import type { Employees, Memberships } from './employees/employees.ts';
import { describeFiles } from './files/describe.ts';
import type { OnFault } from './fault.ts';
import { openFlowStore } from './flows/flow-store.ts';
import { createFlows } from './flows/flows.ts';
import type { Flows } from './flows/flows.ts';
import { createKeyStores } from './keys/key-stores.ts';
import type { KeyStores } from './keys/key-stores.ts';
import { knownVendors, thisSystem } from './known-vendors.ts';
import { tokenLibraries as findTokenLibraries } from './keys/token-libraries.ts';
import { environmentProxies } from './network/proxies.ts';
import type { ProxyResolver } from './network/proxies.ts';
import { createPortals } from './portal/portals.ts';
import type { Portals } from './portal/portals.ts';
import { openOutbox } from './powers/outbox-store.ts';
import { createOutboxSender } from './powers/outbox-sender.ts';
import type { OutboxSender } from './powers/outbox-sender.ts';
import { createPowers } from './powers/powers.ts';
import type { Powers } from './powers/powers.ts';
import type { Clock, HostStarter } from './ports.ts';
import { defaultSettings, openSettings } from './settings.ts';
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
  readonly settings: SettingsStore;
  readonly keys: KeyStores;
  readonly signing: Signing;
  readonly verification: Verification;
  readonly doctor: Doctor;
  readonly portals: Portals;
  readonly flows: Flows;
  readonly employees: Employees;
  readonly memberships: Memberships;
  readonly powers: Powers;
  readonly outboxSender: OutboxSender;
  readonly files: { readonly describe: typeof describeFiles };
  /** Ends the token hosts: the keys are gone from memory. */
  close(): void;
}

export async function createServices(ports: ServicePorts): Promise<Services> {
  const { clock, onFault } = ports;
  const inData = (name: string): string | null =>
    ports.dataFolder === null ? null : join(ports.dataFolder, name);
  const settings = await openSettings({
    file: inData('settings.json'),
    defaults: { ...defaultSettings, language: ports.systemLanguage },
  });
  const keys = await createKeyStores({
    file: inData('stores.json'),
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
  const connection = (): PortalConnection => connectionOf(settings.get());
  const portals = createPortals({ connection, proxies, keys, clock, folder: inData('portal') });
  const store = await openFlowStore(inData('flows'));
  const outbox = await openOutbox(inData('outbox'));
  const powers = createPowers({ store: outbox, portals, keys, clock, onFault });
  return {
    clock,
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
    portals,
    flows: createFlows({ store, portals, keys, clock }),
    employees: createEmployees({ portals, keys, clock }),
    memberships: createMemberships({ portals, keys, clock }),
    powers,
    outboxSender: createOutboxSender({ powers, portals, clock, onFault }),
    files: { describe: describeFiles },
    close: () => keys.close(),
  };
}

/** The portal that the person chose; the sandbox is where they say it is. */
function connectionOf({ portal, sandboxPortal, sandboxProtocol }: Settings): PortalConnection {
  const connection = portalConnections[portal];
  if (portal !== 'sandbox') return connection;
  return { ...connection, url: sandboxPortal, protocol: sandboxProtocol };
}
