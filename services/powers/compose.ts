/** A power of attorney from what the portal says of the principal and the employee. */
import { randomUUID } from 'node:crypto';
import { TanbaError } from '../../contract/errors/index.ts';
import { powerOfAttorneySchema, writePowerOfAttorney } from '../../contract/poa/document.ts';
import type { PowerOfAttorney } from '../../contract/poa/document.ts';
import type { Power } from '../../contract/portal/powers.ts';
import { inOrder } from '../../contract/portal/powers.ts';
import type { Directory, OutboxItem } from './outbox-store.ts';

export interface PoaWish {
  /** IIN of the employee. */
  readonly iin: string;
  readonly powers: readonly Power[];
  readonly since: string;
  readonly until: string;
  readonly replaces: string | null;
}

/**
 * What the portal would refuse of it is refused here, before anybody signs.
 * @throws TanbaError portal.employee-unknown, portal.power-to-oneself, portal.no-power, portal.power-not-yours, portal.power-term,
 *   portal.poa-ended, portal.poa-backdated, portal.poa-unreadable where the portal knows what no such text can say
 */
export function composePoa(
  { principal, employees }: Pick<Directory, 'principal' | 'employees'>,
  wish: PoaWish,
  { id, today }: { readonly id: string; readonly today: string },
): PowerOfAttorney {
  const { tin, name, nameKk, address, addressKk, giver } = principal;
  if (wish.iin === giver.iin) throw new TanbaError('portal.power-to-oneself', {});
  const employee = employees.find(
    ({ iin, state }) => iin === wish.iin && (state === 'active' || state === 'inactive'),
  );
  const document = employee?.document ?? null;
  if (employee === undefined || document === null) throw new TanbaError('portal.employee-unknown', {});
  if (wish.until < today || wish.until < wish.since)
    throw new TanbaError('portal.poa-ended', { until: wish.until });
  if (wish.since < today) throw new TanbaError('portal.poa-backdated', { since: wish.since });
  assertGrants(principal.grants, wish);
  const composed = powerOfAttorneySchema.safeParse({
    id,
    replaces: wish.replaces,
    issued: today,
    principal: { tin, name, nameKk, address, addressKk },
    giver,
    attorney: { iin: employee.iin, name: employee.name, document },
    powers: inOrder(wish.powers),
    since: wish.since,
    until: wish.until,
  });
  if (!composed.success) throw new TanbaError('portal.poa-unreadable', {});
  return composed.data;
}

function assertGrants(grants: Directory['principal']['grants'], { powers, until }: PoaWish): void {
  const rights = new Map(grants.map(grant => [grant.power, grant.until]));
  if (!rights.has('employee.powers')) throw new TanbaError('portal.no-power', { power: 'employee.powers' });
  for (const power of powers) {
    const last = rights.get(power);
    if (last === undefined) throw new TanbaError('portal.power-not-yours', { power });
    if (last !== null && until > last) throw new TanbaError('portal.power-term', { until: last });
  }
}

/** For the outbox, under a new number. @throws TanbaError of composePoa() */
export function prepared(known: Directory, wish: PoaWish, today: string): OutboxItem {
  const id = randomUUID();
  const text = writePowerOfAttorney(composePoa(known, wish, { id, today }));
  const { portal } = known;
  return {
    id,
    portal,
    state: 'prepared',
    text,
    signature: null,
    key: randomUUID(),
    queued: false,
    error: null,
  };
}
