/** The client of the public SOAP services against the sandbox that serves the same operations, over HTTP. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { utf8ToBytes } from '../../../core/bytes.ts';
import { entityFor, personFor } from '../../../sandbox/portal/registry/taxpayers.ts';
import { keyRef, openWorkplace } from '../../../tests/support/flow-walker.ts';
import type { Workplace } from '../../../tests/support/flow-walker.ts';
import { startTestPortal } from '../../../tests/support/portal.ts';
import type { TestPortal } from '../../../tests/support/portal.ts';
import { systemClock } from '../../ports.ts';

const chief = personFor('head of two entities, both registered');
const company = entityFor('first of two');
let portal: TestPortal;
let place: Workplace;
let now = new Date();
const clock = { ...systemClock, now: () => now };

beforeAll(async () => {
  portal = await startTestPortal({ now: () => now });
});
afterAll(() => portal.close());
beforeEach(async () => {
  now = new Date(now.getTime() + 30 * 60_000);
  place = await openWorkplace(() => portal.origin, { clock, connection: { protocol: 'soap' } });
});
afterEach(() => place.remove());

const identify = () => place.portals.identify({ key: keyRef({ person: chief, company }) });
const open = async (password = 'Sandbox1') =>
  place.portals.open((await identify()).login, utf8ToBytes(password), null);

describe('logging in by SOAP', () => {
  it('opens a session for the entity of the key, knows its profiles, and closes it', async () => {
    const session = await open();
    expect(session).toMatchObject({
      iin: chief.iin,
      profile: { tin: company.bin, type: 'ADMIN_ENTERPRISE' },
    });
    expect(session.profiles).toHaveLength(2);
    expect((await place.portals.refresh())?.iin).toBe(chief.iin);
    await place.portals.close();
    expect(place.portals.session()).toBeNull();
    expect(portal.db.all("SELECT hash FROM sessions WHERE channel = 'soap' AND ended_at IS NULL")).toEqual(
      [],
    );
  });

  it('ends a session that was left open and opens its own', async () => {
    await open();
    const other = await openWorkplace(() => portal.origin, { clock, connection: { protocol: 'soap' } });
    const { login } = await other.portals.identify({ key: keyRef({ person: chief, company }) });
    expect((await other.portals.open(login, utf8ToBytes('Sandbox1'), null)).iin).toBe(chief.iin);
    expect(await place.portals.refresh()).toBeNull();
    other.remove();
  });

  it('does not ask for a second session within five minutes', async () => {
    await open();
    await place.portals.close();
    // Nor after the program was closed and started again: the service goes on counting.
    place.forget();
    await expect(open()).rejects.toMatchObject({ code: 'portal.session-too-soon' });
  });

  it('understands a wrong password, and a portal that does not register', async () => {
    await expect(open('Wrong1111')).rejects.toMatchObject({ code: 'portal.password-wrong' });
    const start = { flow: 'registration', categories: ['individual'], project: null } as const;
    await expect(place.flows().start({ ...start, categories: [...start.categories] })).rejects.toMatchObject({
      code: 'portal.no-registration-service',
    });
  });
});
