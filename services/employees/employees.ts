/** Employees and memberships at the portal: read, changed, and signed for exactly as they were shown. */
import { randomUUID } from 'node:crypto';
import { TanbaError } from '../../contract/errors/index.ts';
import type { PortalBody, PortalParams, PortalResponse } from '../../contract/portal-api.ts';
import type { Employee, Membership, Principal } from '../../contract/portal/employees.ts';
import type { Proposal } from '../../contract/portal/employees-calls.ts';
import type { Challenge, KeyRequirement, SignedChallenge } from '../../contract/portal/model.ts';
import type { Portals } from '../portal/portals.ts';
import { withPortalKey } from '../portal/sign-text.ts';
import type { KeyUse, SigningKeys } from '../portal/sign-text.ts';
import type { Clock } from '../ports.ts';

type Operations =
  | 'principal.read'
  | `employees.${'page' | 'read' | 'check' | 'invite' | 'resend' | 'withdraw' | 'challenge' | 'save'}`
  | `memberships.${'list' | 'find' | 'challenge' | 'accept' | 'decline' | 'leave'}`;

export interface Seen {
  readonly id: string;
  readonly version: number;
}

export interface Employees {
  principal(): Promise<Principal>;
  page(cursor: string): Promise<PortalResponse<'employees.page'>>;
  read(id: string): Promise<PortalResponse<'employees.read'>>;
  check(iin: string): Promise<PortalResponse<'employees.check'>>;
  invite(terms: PortalBody<'employees.invite'>): Promise<Employee>;
  resend(employee: Seen): Promise<Employee>;
  withdraw(employee: Seen): Promise<Employee>;
  /** @throws TanbaError portal.changed-meanwhile */
  propose(wish: PortalBody<'employees.challenge'>): Promise<Proposal>;
  /** Signs what was proposed under that id. @throws TanbaError portal.challenge-expired, and those of withPortalKey() */
  save(challenge: string, key: KeyUse): Promise<Employee[]>;
}

export interface Memberships {
  list(): Promise<Membership[]>;
  find(link: string): Promise<Membership>;
  propose(id: string, wish: PortalBody<'memberships.challenge'>): Promise<Proposal>;
  accept(challenge: string, key: KeyUse): Promise<Membership>;
  decline(membership: Seen): Promise<Membership>;
  leave(membership: Seen): Promise<Membership>;
}

export interface EmployeesOptions {
  readonly portals: Portals;
  readonly keys: SigningKeys;
  readonly clock: Clock;
}

export function createEmployees(options: EmployeesOptions): Employees {
  const { ask, change } = createCaller(options.portals);
  const proposals = new Proposals(options);
  return {
    principal: () => ask('principal.read'),
    page: cursor => ask('employees.page', undefined, { cursor }),
    read: id => ask('employees.read', undefined, { id }),
    check: iin => change('employees.check', { iin }),
    invite: terms => change('employees.invite', terms),
    resend: ({ id, version }) => change('employees.resend', { version }, { id }),
    withdraw: ({ id, version }) => change('employees.withdraw', { version }, { id }),
    async propose(wish) {
      const challenge = await ask('employees.challenge', wish);
      return proposals.keep(challenge, '');
    },
    async save(challenge, key) {
      const { requirement } = await ask('principal.read');
      const { employees } = await proposals.hand(challenge, key, requirement, signed =>
        change('employees.save', signed),
      );
      return employees;
    },
  };
}

export function createMemberships(options: EmployeesOptions): Memberships {
  const { portals } = options;
  const { ask, change } = createCaller(portals);
  const proposals = new Proposals(options);
  return {
    list: async () => (await ask('memberships.list')).memberships,
    find: link => ask('memberships.find', { link }),
    async propose(id, wish) {
      return proposals.keep(await ask('memberships.challenge', wish, { id }), id);
    },
    async accept(challenge, key) {
      const requirements = await portals.requirements();
      const requirement = { ...requirements['invitation.accept'], iin: portals.session()?.iin ?? null };
      return proposals.hand(challenge, key, requirement, (signed, id) =>
        change('memberships.accept', signed, { id }),
      );
    },
    decline: ({ id, version }) => change('memberships.decline', { version }, { id }),
    leave: ({ id, version }) => change('memberships.leave', { version }, { id }),
  };
}

/** Texts that were shown and may be signed; the window names one, and cannot have another signed. */
class Proposals {
  readonly #options: EmployeesOptions;
  readonly #kept = new Map<string, { readonly challenge: Challenge; readonly about: string }>();
  /** Signed once: sent again after a lost answer it is the same request. */
  readonly #signed = new Map<string, SignedChallenge>();

  constructor(options: EmployeesOptions) {
    this.#options = options;
  }

  keep(challenge: Challenge, about: string): Proposal {
    // One dialog shows one text at a time.
    this.#kept.clear();
    this.#signed.clear();
    this.#kept.set(challenge.id, { challenge, about });
    const { id, text, expiresAt } = challenge;
    return { challenge: id, text, expiresAt };
  }

  /** Signs it and hands it in; what was taken is kept no longer, and of what was refused another key may sign it anew. */
  async hand<T>(
    id: string,
    key: KeyUse,
    requirement: KeyRequirement,
    send: (signed: SignedChallenge, about: string) => Promise<T>,
  ): Promise<T> {
    const kept = this.#kept.get(id);
    if (kept === undefined) throw new TanbaError('portal.challenge-expired', {});
    const signed =
      this.#signed.get(id) ??
      (await withPortalKey(this.#options, key, requirement, signer => signer.text(kept.challenge)));
    this.#signed.set(id, signed);
    try {
      const done = await send(signed, kept.about);
      this.#kept.delete(id);
      this.#signed.delete(id);
      return done;
    } catch (error) {
      if (!isUnanswered(error)) this.#signed.delete(id);
      throw error;
    }
  }
}

function createCaller(portals: Portals) {
  /**
   * Keys of changes that were not answered: the same change again is the same request, and is done once. Not after another change
   * was answered: an invitation that was taken back meanwhile is a new one.
   */
  const unanswered = new Map<string, string>();

  const ask = <N extends Operations>(
    name: N,
    ...[body, params]: [body?: PortalBody<N>, params?: PortalParams<N>]
  ): Promise<PortalResponse<N>> =>
    portals.inSession((client, token) =>
      client.call(name, { body: body as PortalBody<N>, token, ...(params && { params }) }),
    );

  async function change<N extends Operations>(
    name: N,
    ...[body, params]: [body: PortalBody<N>, params?: PortalParams<N>]
  ): Promise<PortalResponse<N>> {
    const who = portals.session();
    const what = JSON.stringify([portals.connection().url, who?.iin, who?.profile?.id, name, params, body]);
    const key = unanswered.get(what) ?? randomUUID();
    unanswered.set(what, key);
    try {
      const done = await portals.inSession((client, token) =>
        client.call(name, { body, key, token, ...(params && { params }) }),
      );
      unanswered.clear();
      return done;
    } catch (error) {
      if (!isUnanswered(error)) unanswered.delete(what);
      throw error;
    }
  }

  return { ask, change };
}

function isUnanswered(error: unknown): boolean {
  return error instanceof TanbaError && (error.code.startsWith('network.') || error.code === 'portal.failed');
}
