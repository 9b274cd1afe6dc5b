/** What the portal knows of employees and powers of attorney, asked in the session that is open. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { PortalSessionInfo } from '../../contract/portal/model.ts';
import type { Employee } from '../../contract/portal/employees.ts';
import type { PoaSummary } from '../../contract/portal/powers-of-attorney.ts';
import type { Portals } from '../portal/portals.ts';

/** @throws TanbaError portal.session-over */
export function tokenOf(portals: Portals): string {
  const token = portals.sessionToken();
  if (token === null) throw new TanbaError('portal.session-over', {});
  return token;
}

/** Whether what a principal and a giver have made may go in that session. */
export function isOfSession(
  session: PortalSessionInfo | null,
  principal: { readonly tin: string },
  giver: { readonly iin: string },
): boolean {
  return session?.profile?.tin === principal.tin && session.iin === giver.iin;
}

const PASSING: readonly string[] = [
  'host.cancelled',
  'portal.failed',
  'portal.maintenance',
  'portal.session-over',
  'portal.rate-limited',
  // Who issued the key could not be asked just now.
  'portal.revocation-unknown',
  'poa.clock-off',
];

/** Not a word about whether it was done, or nothing that concerns one alone: it is tried again later. */
export function isPassing({ code }: TanbaError): boolean {
  return code.startsWith('network.') || PASSING.includes(code);
}

export async function allEmployees(portals: Portals): Promise<Employee[]> {
  const token = tokenOf(portals);
  const all: Employee[] = [];
  for (let cursor: string | null = 'start'; cursor !== null;) {
    const page: { readonly employees: Employee[]; readonly next: string | null } = await portals
      .client()
      .call('employees.page', { params: { cursor }, body: undefined, token });
    all.push(...page.employees);
    cursor = page.next;
  }
  return all;
}

export async function allPoas(portals: Portals): Promise<PoaSummary[]> {
  const token = tokenOf(portals);
  const all: PoaSummary[] = [];
  for (let cursor: string | null = 'start'; cursor !== null;) {
    const page: { readonly powersOfAttorney: PoaSummary[]; readonly next: string | null } = await portals
      .client()
      .call('poa.page', { params: { cursor }, body: undefined, token });
    all.push(...page.powersOfAttorney);
    cursor = page.next;
  }
  return all;
}
