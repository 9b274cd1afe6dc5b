/** The part of the application that talks to a portal of ИС ЭСФ, over the keys and settings of the rest. */
import type { Settings } from '../contract/settings.ts';
import { portalConnections } from '../contract/portal/profiles.ts';
import type { PortalConnection } from '../contract/portal/profiles.ts';
import { createEmployees, createMemberships } from './employees/employees.ts';
import type { Employees, Memberships } from './employees/employees.ts';
import type { OnFault } from './fault.ts';
import type { OnDamage } from './files/kept-json.ts';
import { openFlowStore } from './flows/flow-store.ts';
import { createFlows } from './flows/flows.ts';
import type { Flows } from './flows/flows.ts';
import type { KeyStores } from './keys/key-stores.ts';
import type { ProxyResolver } from './network/proxies.ts';
import { createPortals } from './portal/portals.ts';
import type { Portals } from './portal/portals.ts';
import type { Clock } from './ports.ts';
import { createOutboxSender } from './powers/outbox-sender.ts';
import type { OutboxSender } from './powers/outbox-sender.ts';
import { openOutbox } from './powers/outbox-store.ts';
import { createPowers } from './powers/powers.ts';
import type { Powers } from './powers/powers.ts';
import type { SettingsStore } from './settings.ts';

export interface PortalServices {
  readonly portals: Portals;
  readonly flows: Flows;
  readonly employees: Employees;
  readonly memberships: Memberships;
  readonly powers: Powers;
  readonly outboxSender: OutboxSender;
}

export interface PortalServiceParts {
  readonly settings: SettingsStore;
  readonly keys: KeyStores;
  readonly clock: Clock;
  readonly onFault: OnFault;
  readonly onDamage: OnDamage;
  readonly proxies: ProxyResolver;
  /** A path in the person's data; null where nothing is kept. */
  readonly inData: (name: string) => string | null;
}

export async function createPortalServices(parts: PortalServiceParts): Promise<PortalServices> {
  const { settings, keys, clock, onFault, onDamage, proxies, inData } = parts;
  const connection = (): PortalConnection => connectionOf(settings.get());
  const portals = createPortals({ connection, proxies, keys, clock, folder: inData('portal') });
  const store = await openFlowStore(inData('flows'), onDamage);
  const outbox = await openOutbox(inData('outbox'), onDamage);
  const powers = createPowers({ store: outbox, portals, keys, clock, onFault });
  return {
    portals,
    flows: createFlows({ store, portals, keys, clock }),
    employees: createEmployees({ portals, keys, clock }),
    memberships: createMemberships({ portals, keys, clock }),
    powers,
    outboxSender: createOutboxSender({ powers, portals, clock, onFault }),
  };
}

/** The portal that the person chose; the sandbox is where they say it is. */
function connectionOf({ portal, sandboxPortal, sandboxProtocol }: Settings): PortalConnection {
  const connection = portalConnections[portal];
  if (portal !== 'sandbox') return connection;
  return { ...connection, url: sandboxPortal, protocol: sandboxProtocol };
}
