/** A person who walks flows at the real sandbox portal, step by step, with keys in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionName, FlowAction, FlowId, FlowStart, FlowView } from '../../contract/flow.ts';
import type { KeyRef } from '../../contract/keys.ts';
import type { Category, KeyRequirement, Project } from '../../contract/portal/model.ts';
import { portalConnections } from '../../contract/portal/profiles.ts';
import type { PortalConnection } from '../../contract/portal/profiles.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import type { Company, Person } from '../../sandbox/ca/people.ts';
import { createFlows } from '../../services/flows/flows.ts';
import type { Flows } from '../../services/flows/flows.ts';
import { openFlowStore } from '../../services/flows/flow-store.ts';
import { noProxies } from '../../services/network/proxies.ts';
import { createPortals } from '../../services/portal/portals.ts';
import type { Portals } from '../../services/portal/portals.ts';
import type { SigningKeys } from '../../services/portal/sign-text.ts';
import { systemClock } from '../../services/ports.ts';
import type { Clock } from '../../services/ports.ts';
import { signerFor } from './portal.ts';
import type { KeyWish } from './portal.ts';

/** A plan for one run of a flow. */
export interface Journey {
  readonly name: string;
  readonly flow: FlowId;
  readonly categories: Category[];
  readonly project?: Project;
  readonly person: Person;
  readonly company?: Company;
  /** Of the account that exists. */
  readonly password?: string;
}

const wishes = new Map<string, KeyWish>();

/** A reference by which the walker's key ring finds the key. */
export function keyRef(wish: KeyWish): KeyRef {
  const { person, company, profile = '', term } = wish;
  const alias = [person.iin, company?.bin ?? '', profile, term?.notAfter.toISOString() ?? ''].join(' ');
  wishes.set(alias, wish);
  return { store: { kind: 'file', path: '/keys.p12' }, alias };
}

export const keyRing: SigningKeys = {
  signerFor: ({ alias }) => ({ ...signerFor(wishes.get(alias)!), release: () => undefined }),
};

export interface Workplace {
  /** Where unfinished flows lie. */
  readonly folder: string;
  readonly portals: Portals;
  flows(): Flows;
  /** Ends the program and starts it again: what is left is what was on the disk. */
  restart(): Promise<void>;
  /** The portal's side of the same: sessions and what was learnt of the portal are gone. */
  forget(): void;
  remove(): void;
}

export interface WorkplaceOptions {
  readonly clock?: Clock;
  readonly backoffMs?: readonly number[];
  readonly connection?: Partial<PortalConnection>;
}

export async function openWorkplace(
  origin: () => string,
  { clock = systemClock, backoffMs = [], connection = {} }: WorkplaceOptions = {},
): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), 'tanba-flows-'));
  const openPortals = () =>
    createPortals({
      folder,
      connection: () => ({ ...portalConnections.sandbox, url: origin(), ...connection }),
      proxies: noProxies,
      keys: keyRing,
      clock,
      backoffMs,
    });
  let portals = openPortals();
  const open = async (): Promise<Flows> =>
    createFlows({ store: await openFlowStore(join(folder, 'flows')), portals, keys: keyRing, clock });
  let flows = await open();
  return {
    folder: join(folder, 'flows'),
    get portals() {
      return portals;
    },
    flows: () => flows,
    restart: async () => void (flows = await open()),
    forget: () => void (portals = openPortals()),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function startOf({ flow, categories, project }: Journey): FlowStart {
  return { flow, categories, project: project ?? null };
}

function keysFor(requirements: readonly KeyRequirement[], { person, company }: Journey) {
  return requirements.map(({ subjectTypes }) => {
    const legal = subjectTypes[0] === 'legal';
    return { key: keyRef({ person, ...(legal && company !== undefined && { company }) }) };
  });
}

export const newPassword = 'Qwerty12x';

/** What the person does next at this step; `linkOf` finds the secret that was mailed to an address. */
export function nextAction(
  view: FlowView,
  journey: Journey,
  linkOf: (recipient: string) => string,
): FlowAction {
  const { person } = journey;
  const email = view.recovery?.email ?? person.email;
  const [personal] = keysFor(view.requirements, journey);
  const make: Readonly<Record<ActionName, () => FlowAction>> = {
    continue: () => ({ do: 'continue' }),
    'present-key': () => ({ do: 'present-key', keys: keysFor(view.requirements, journey) }),
    'send-data': () => ({
      do: 'send-data',
      form: {
        phone: '8 (701) 555-01-01',
        email: person.email,
        documentNumber: '012345678',
        documentIssued: '05.05.2015',
        documentIssuer: 'МВД РК',
      },
      password: utf8ToBytes(journey.password ?? newPassword),
    }),
    'send-contract': () => ({ do: 'send-contract', form: contractForm(journey) }),
    'open-agreement': () => ({ do: 'open-agreement', language: 'kk' }),
    'sign-agreement': () => ({ do: 'sign-agreement', keys: keysFor(view.requirements, journey) }),
    'resend-mail': () => ({ do: 'resend-mail' }),
    refresh: () => ({ do: 'refresh' }),
    'follow-link': () => ({ do: 'follow-link', link: linkOf(email) }),
    'sign-email': () => ({
      do: 'sign-email',
      form: { iin: person.iin, newEmail: 'new@sandbox.example' },
      key: personal!,
    }),
    'request-password': () => ({
      do: 'request-password',
      form: { iin: person.iin, email: view.flow === 'recover-access' ? 'new@sandbox.example' : person.email },
    }),
    'sign-password': () => ({ do: 'sign-password', key: personal!, password: utf8ToBytes('Another34y') }),
  };
  return make[wanted(view)]();
}

function contractForm({ project }: Journey) {
  const psa = project === 'operator';
  return {
    contractKind: psa ? 'production-sharing' : 'agency',
    contractNumber: psa ? 'СРП-49/1' : 'ДП-7',
    contractDate: psa ? '15.03.2024' : '20.05.2025',
    contractParties: ['Первая сторона', 'Вторая сторона'],
    contractParticipants: [],
  };
}

function wanted(view: FlowView): ActionName {
  if (view.step === 'agreement') return view.agreement === null ? 'open-agreement' : 'sign-agreement';
  if (view.step === 'password-link')
    return view.recovery?.linkFollowed === true ? 'sign-password' : 'follow-link';
  if (view.step === 'completion') return 'follow-link';
  return view.actions[0]!;
}
