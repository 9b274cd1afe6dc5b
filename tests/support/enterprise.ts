/** An enterprise at the real sandbox portal: its head, its employees, their sessions and their keys. */
import type { PoaQuery } from '../../contract/portal/powers-of-attorney.ts';
import { randomUUID } from 'node:crypto';
import { addDays, dayInKazakhstan } from '../../contract/poa/days.ts';
import { writePowerOfAttorney } from '../../contract/poa/document.ts';
import type { PowerOfAttorney } from '../../contract/poa/document.ts';
import type { Employee } from '../../contract/portal/employees.ts';
import type { Power } from '../../contract/portal/powers.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { entityFor, personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import type { RegistryPerson } from '../../sandbox/portal/registry/taxpayers.ts';
import { detachedCms, signed, signedTicket, signerFor } from './portal.ts';
import type { TestPortal } from './portal.ts';

/** The query of all that a principal gave, from the newest. */
export const everything: PoaQuery = {
  direction: 'issued',
  state: null,
  endsWithin: null,
  text: '',
  order: 'newest',
  cursor: 'start',
};

export const head = personFor('head of two entities, both registered');
export const company = entityFor('first of two');
export const otherCompany = entityFor('second of two');
export const accountant = personFor('registered as a person; invited as an employee');
export const secondEmployee = personFor('registered as a person');
/** It may be a process of its own. */
type Caller = Pick<TestPortal, 'call'>;

export const headKey = (): Signer => signerFor({ person: head, company });

export const today = (): string => dayInKazakhstan(new Date());
export const inDays = (days: number): string => addDays(today(), days);

/** The token of a session, for `tin`. */
export async function logIn(portal: Caller, person: RegistryPerson, tin: string): Promise<string> {
  const signer = signerFor({ person });
  const ticket = await portal.call('session.ticket', { iin: person.iin });
  const identified = await portal.call('session.identify', {
    ticket: ticket.id,
    signedXml: await signedTicket(ticket.xml, signer),
  });
  const { login } = identified;
  const opened = await portal.call('session.open', { login, password: 'Sandbox1', profile: null });
  const there = opened.session.profiles.filter(found => found.tin === tin);
  const profile = there.find(({ status }) => status === 'ACTIVE') ?? there[0];
  if (profile === undefined) throw new Error(`no profile for ${tin}`);
  const chosen = await portal.call('session.choose', { profile: profile.id }, { token: opened.token });
  if (chosen.code !== '') throw new Error(chosen.code);
  return opened.token;
}

/** Invited, accepted and active; as whoever manages them sees it. */
export async function hire(
  portal: Caller,
  token: string,
  person: RegistryPerson,
  signer = headKey(),
): Promise<Employee> {
  const { iin, email } = person;
  const terms = { position: 'Бухгалтер', since: inDays(-1), until: inDays(700), email };
  const invited = await portal.call('employees.invite', { iin, ...terms }, { token });
  if (invited.code !== '') throw new Error(invited.code);
  await accept(portal, person, invited.id);
  const changes = [{ id: invited.id, version: invited.version + 1, active: true, ...terms }];
  const challenge = await portal.call('employees.challenge', { changes, language: 'ru' }, { token });
  const saved = await portal.call('employees.save', await signed(challenge, signer), { token });
  if (saved.code !== '') throw new Error(saved.code);
  return saved.employees[0]!;
}

export async function accept(portal: Caller, person: RegistryPerson, id: string): Promise<void> {
  const at = { params: { id }, token: await logIn(portal, person, person.iin) };
  const acceptance = await portal.call('memberships.challenge', { language: 'kk' }, at);
  const { code } = await portal.call(
    'memberships.accept',
    await signed(acceptance, signerFor({ person })),
    at,
  );
  if (code !== '') throw new Error(code);
}

/** What the head writes for an employee. */
export async function draft(
  portal: Caller,
  token: string,
  employee: Employee,
  wish: Partial<Omit<PowerOfAttorney, 'powers'>> & { readonly powers?: Power[] } = {},
): Promise<PowerOfAttorney> {
  const principal = await portal.call('principal.read', undefined, { token });
  const { tin, name, nameKk, address, addressKk, giver } = principal;
  return {
    id: randomUUID(),
    replaces: null,
    issued: today(),
    principal: { tin, name, nameKk, address, addressKk },
    giver,
    attorney: { iin: employee.iin, name: employee.name, document: employee.document! },
    powers: ['invoice.view', 'invoice.create'],
    since: today(),
    until: inDays(365),
    ...wish,
  };
}

export async function submit(portal: Caller, token: string, data: PowerOfAttorney, signer = headKey()) {
  const text = writePowerOfAttorney(data);
  const body = { text, signature: await detachedCms(text, signer), send: true };
  return portal.call('poa.create', body, { token });
}
