/** More than a page of employees and of powers of attorney: what is worked on in portions is whole in the end. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import { pageSize } from '../../contract/portal/employees.ts';
import { hireCrowd } from '../../sandbox/portal/registry/crowd.ts';
import { company, inDays, today } from '../../tests/support/enterprise.ts';
import { job, key, openPowersWorkplace } from '../../tests/support/powers-workplace.ts';
import type { PowersWorkplace } from '../../tests/support/powers-workplace.ts';

let at: PowersWorkplace;
beforeAll(async () => {
  // Four of seven are at work and have a power of attorney, one more has accepted.
  const crowd = { tin: company.bin, employees: 2 * pageSize + 7, powersOfAttorney: 1 };
  at = await openPowersWorkplace(({ db }) => hireCrowd(db, new Date(), crowd));
});
afterAll(() => at.close());

it('reads all pages, prepares for more than one, and signs and sends what is among them', async () => {
  const { powers, portal } = at;
  const { employees } = await powers.refresh();
  expect(new Set(employees.map(({ id }) => id)).size).toBe(2 * pageSize + 7);
  const listed = await powers.list();
  expect(listed.length).toBeGreaterThan(pageSize);
  expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);

  const working = employees.filter(({ state }) => state === 'active' || state === 'inactive');
  expect(working.length).toBeGreaterThan(pageSize);
  const term = { since: today(), until: inDays(1), replaces: null };
  await powers.prepare(working.map(({ iin }) => ({ iin, powers: ['invoice.view'], ...term })));
  const prepared = powers.outbox().map(({ text }) => readPowerOfAttorney(text)!.attorney.iin);
  expect(new Set(prepared)).toEqual(new Set(working.map(({ iin }) => iin)));

  // In portions, as somebody does who is interrupted: none is left out, and none is done twice.
  const ids = powers.outbox().map(({ id }) => id);
  for (const portion of [ids.slice(0, 3), ids.slice(2, 6)]) {
    await powers.sign(key, job(), portion);
    await powers.send(job(), portion);
  }
  expect(powers.outbox()).toHaveLength(working.length - 6);
  expect(await powers.list()).toHaveLength(listed.length + 6);

  // One that the portal fails at waits, and the others go; a portal that fails at each is not asked about all.
  const four = powers.outbox().map(({ id }) => id);
  await powers.sign(key, job(), four.slice(0, 4));
  const fail = (count: number) =>
    portal.faults.set([{ kind: 'error', operation: 'poa.create', count, milliseconds: 0 }]);
  const failed = expect.objectContaining({ code: 'portal.failed' });
  const left = () => powers.outbox().filter(({ signature }) => signature !== null).length;
  fail(3);
  await expect(powers.send(job())).rejects.toEqual(failed);
  expect(left()).toBe(4);
  fail(1);
  await expect(powers.send(job())).rejects.toEqual(failed);
  expect(left()).toBe(1);
  expect(await powers.send(job())).toHaveLength(1);
});
