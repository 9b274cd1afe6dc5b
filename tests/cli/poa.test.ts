/** tanba poa as people run it, at the real sandbox portal: from a table of employees to what the portal has, and back. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPkcs12 } from '../../core/pkcs12/build.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { accountant, company, head, hire, inDays, logIn, secondEmployee } from '../support/enterprise.ts';
import { authorityPem, issuedKeyFor, startTestPortal } from '../support/portal.ts';
import type { KeyWish, TestPortal } from '../support/portal.ts';
import { codeIn, finished, makeWorkplace, startTanba, tanba } from '../support/cli.ts';
import type { CliResult, Workplace } from '../support/cli.ts';

let portal: TestPortal;
let place: Workplace;
let key: string;
let personal: string;
let common: string[];

function keyFile(name: string, wish: KeyWish): string {
  const { key: made, certificateDer } = issuedKeyFor(wish);
  const content = buildPkcs12({
    privateKeyInfo: made.privateKeyDer,
    certificateDer,
    password: utf8ToBytes('Sandbox1'),
    random: length => Uint8Array.from(randomBytes(length)),
  });
  return place.write(name, content);
}

beforeAll(async () => {
  place = makeWorkplace([]);
  portal = await startTestPortal();
  const token = await logIn(portal, head, company.bin);
  await hire(portal, token, accountant);
  await hire(portal, token, secondEmployee);
  key = keyFile('head.p12', { person: head, company });
  personal = keyFile('person.p12', { person: head });
  common = ['--portal', portal.origin, '--outbox', place.at('outbox'), '--pin-file', place.pin];
});
afterAll(async () => {
  await portal.close();
  place.remove();
});

const poa = (action: string, ...args: string[]): Promise<CliResult> =>
  tanba(['poa', action, ...common, ...args], { cwd: place.path });
const signedIn = (): string[] => ['--key', key, '--password-file', place.pin];
const listed = ({ stdout }: CliResult) =>
  (JSON.parse(stdout) as { powersOfAttorney: { id: string; state: string; powers: string[] }[] })
    .powersOfAttorney;
const atPortal = (): number =>
  portal.db.get<{ n: number }>('SELECT count(*) AS n FROM powers_of_attorney')!.n;

/** Killed while it sends: when the portal has some of it. */
async function killedSend(): Promise<void> {
  const child = startTanba(['poa', 'send', ...common, ...signedIn()], { cwd: place.path });
  const timer = setInterval(() => {
    if (atPortal() > 2) child.kill('SIGKILL');
  }, 5);
  const { exit } = await finished(child);
  clearInterval(timer);
  expect(exit).toBeNull();
}

describe('tanba poa', () => {
  it('goes from a table to the portal, killed in between, and back; nothing is lost or doubled', async () => {
    const rows = Array.from({ length: 20 }, () => `${accountant.iin};invoices-only;${inDays(90)}\r\n`);
    const others = `${secondEmployee.iin};"invoice.view, contract.edit";${inDays(30)}\r\n`;
    const table = place.write('employees.csv', `\ufeffIIN;powers;until\r\n${rows.join('')}${others}`);
    const made = listed(await poa('create', table, '--json', ...signedIn()));
    expect(made.map(({ state }) => state)).toEqual(Array.from({ length: 21 }, () => 'prepared'));
    expect(made.at(-1)!.powers).toEqual(['invoice.view', 'contract.edit']);
    const wouldSign = await poa('sign', '--key', key, '--dry-run', '--json');
    expect([listed(wouldSign).length, new Set(listed(wouldSign).map(({ state }) => state))]).toEqual([
      21,
      new Set(['prepared']),
    ]);
    const signed = await poa('sign', '--key', key, '--out', place.at('signed'));
    expect([signed.exit, signed.stderr, readdirSync(place.at('signed')).length]).toEqual([0, '', 21]);
    await killedSend();
    const sent = listed(await poa('send', '--json', ...signedIn()));
    expect(new Set(sent.map(({ state }) => state))).toEqual(new Set(['sent']));
    expect([atPortal(), sent.length < 21]).toEqual([21, true]);
    // One that is not there does not keep the others in force.
    const revoked = await poa('revoke', randomUUID(), made[0]!.id, '--json', ...signedIn());
    expect(listed(revoked)).toMatchObject([{ id: made[0]!.id, state: 'revoked' }]);
    expect(codeIn(revoked)).toBe('portal.record-gone');
    const wouldRevoke = await poa('revoke', made[1]!.id, '--dry-run', '--json', ...signedIn());
    expect(listed(wouldRevoke)).toMatchObject([{ id: made[1]!.id, state: 'active' }]);
    expect(listed(await poa('list', '--state', 'revoked', '--json', ...signedIn()))).toHaveLength(1);

    const trust = place.write('root.pem', authorityPem());
    const file = join(place.at('signed'), `${made[1]!.id}.cms`);
    const verified = await tanba(['poa', 'verify', file, '--trust', trust, '--offline', '--lang', 'ru']);
    expect([verified.exit, verified.stderr]).toEqual([0, '']);
    for (const text of ['Доверенность', made[1]!.id, 'Создавать новый Счет-фактуру'])
      expect(verified.stdout).toContain(text);
  });

  it('says what is wrong before anything is made', async () => {
    const outbox = readdirSync(place.at('outbox')).length;
    const bad = place.write('bad.csv', `iin,powers,until\n${accountant.iin},invoice.fly,${inDays(9)}\n`);
    const failed = await poa('create', bad, '--offline', '--json');
    expect([failed.exit, JSON.parse(failed.stdout)]).toMatchObject([5, { error: { code: 'poa.bad-row' } }]);
    const good = ['--iin', accountant.iin, '--powers', 'full-accountant', '--until', inDays(9)];
    const dry = await poa('create', ...good, '--offline', '--dry-run');
    expect([dry.exit, dry.stdout]).toEqual([0, expect.stringContaining('would be prepared: 1')]);
    expect(readdirSync(place.at('outbox'))).toHaveLength(outbox);
    expect(codeIn(await poa('sign', '--key', personal))).toBe('key.wrong-subject');
  });
});
