/** tanba poa as people run it, at the real sandbox portal: from a table of employees to what the portal has, and back. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDigit } from '../../contract/identifiers.ts';
import { powerPresets, powers } from '../../contract/portal/powers.ts';
import { buildPkcs12 } from '../../core/pkcs12/build.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { personFor } from '../../sandbox/portal/registry/taxpayers.ts';
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
const poaVerify = (...args: string[]): Promise<CliResult> =>
  tanba(['poa', 'verify', ...args], { cwd: place.path });
const signedIn = (): string[] => ['--key', key, '--password-file', place.pin];
const listed = ({ stdout }: CliResult) =>
  (JSON.parse(stdout) as { powersOfAttorney: { id: string; state: string; powers: string[] }[] })
    .powersOfAttorney;
const atPortal = (): number =>
  portal.db.get<{ n: number }>('SELECT count(*) AS n FROM powers_of_attorney')!.n;

/** Ended while it sends: when the portal has so many. */
async function endedSend(signal: 'SIGKILL' | 'SIGINT', count: number): Promise<CliResult> {
  const child = startTanba(['poa', 'send', '--json', ...common, ...signedIn()], { cwd: place.path });
  const timer = setInterval(() => {
    if (atPortal() < count) return;
    clearInterval(timer);
    child.kill(signal);
  }, 2);
  const ended = await finished(child);
  clearInterval(timer);
  return ended;
}

describe('tanba poa', () => {
  it('goes from a table to the portal, killed in between, and back; nothing is lost or doubled', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, n) => `${accountant.iin};invoices-only;${inDays(90 + n)}\r\n`,
    );
    const others = `${secondEmployee.iin};"invoice.view, contract.edit";${inDays(30)}\r\n`;
    const table = place.write('employees.csv', `\ufeffIIN;powers;until\r\n${rows.join('')}${others}`);
    // A dry run leaves nothing behind, not even what it was told by the portal.
    const dry = await poa('create', table, '--dry-run', ...signedIn());
    expect([dry.exit, existsSync(place.at('outbox'))]).toEqual([0, false]);
    const made = listed(await poa('create', table, '--json', ...signedIn()));
    expect(made.map(({ state }) => state)).toEqual(Array.from({ length: 21 }, () => 'prepared'));
    expect(made.at(-1)!.powers).toEqual(['invoice.view', 'contract.edit']);
    // The same table again makes nothing, unless that is said.
    const again = await poa('create', table, '--json', ...signedIn());
    expect([listed(again), (JSON.parse(again.stdout) as { skipped: object[] }).skipped.length]).toEqual([
      [],
      21,
    ]);
    expect(listed(await poa('create', table, '--dry-run', '--force', '--json', '--offline'))).toHaveLength(
      21,
    );
    const wouldSign = await poa('sign', '--key', key, '--dry-run', '--json');
    expect([listed(wouldSign).length, new Set(listed(wouldSign).map(({ state }) => state))]).toEqual([
      21,
      new Set(['prepared']),
    ]);
    const signed = await poa('sign', '--key', key, '--out', place.at('signed'));
    expect([signed.exit, signed.stderr, readdirSync(place.at('signed')).length]).toEqual([0, '', 21]);
    // What a command that was ended had not written yet, the next one writes.
    rmSync(join(place.at('signed'), `${made[0]!.id}.cms`));
    await poa('sign', '--key', key, '--out', place.at('signed'));
    expect(readdirSync(place.at('signed'))).toHaveLength(21);
    expect((await endedSend('SIGKILL', 3)).exit).toBeNull();
    // Ctrl+C stops between two, and what had gone until then is told.
    const had = atPortal();
    const stopped = await endedSend('SIGINT', had + 3);
    expect([stopped.exit, codeIn(stopped)]).toEqual([130, 'host.cancelled']);
    expect(listed(stopped).length).toBeGreaterThanOrEqual(3);
    expect(atPortal()).toBeLessThan(21);
    const sent = listed(await poa('send', '--json', ...signedIn()));
    expect(new Set(sent.map(({ state }) => state))).toEqual(new Set(['sent']));
    expect([atPortal(), sent.length < 21]).toEqual([21, true]);
    expect(listed(await poa('create', table, '--json', ...signedIn()))).toEqual([]);
    // One that is not there does not keep the others in force.
    const unknown = randomUUID();
    const revoked = await poa('revoke', unknown, made[0]!.id, '--json', ...signedIn());
    expect(JSON.parse(revoked.stdout)).toMatchObject({
      failed: [{ id: unknown, error: { code: 'portal.record-gone' } }],
    });
    expect(listed(revoked)).toMatchObject([{ id: made[0]!.id, state: 'revoked' }]);
    expect(codeIn(revoked)).toBe('portal.record-gone');
    const wouldRevoke = await poa('revoke', made[1]!.id, '--dry-run', '--json', ...signedIn());
    expect(listed(wouldRevoke)).toMatchObject([{ id: made[1]!.id, state: 'active' }]);
    expect(listed(await poa('list', '--state', 'revoked', '--json', ...signedIn()))).toHaveLength(1);

    const trust = place.write('root.pem', authorityPem());
    const file = join(place.at('signed'), `${made[1]!.id}.cms`);
    const verified = await poaVerify(file, '--trust', trust, '--offline', '--lang', 'ru');
    expect([verified.exit, verified.stderr]).toEqual([0, '']);
    for (const text of ['Доверенность', made[1]!.id, 'Создавать новый Счет-фактуру'])
      expect(verified.stdout).toContain(text);
    // The last day ends at midnight in Kazakhstan.
    const last = join(place.at('signed'), `${made.at(-1)!.id}.cms`);
    const at = async (time: string) =>
      codeIn(await poaVerify(last, '--trust', trust, '--offline', '--at', `${inDays(30)}T${time}:00Z`));
    expect([await at('18:59'), await at('19:01')]).toEqual(['', 'poa.not-in-force']);
  });

  it('says what is wrong before anything is made', async () => {
    const outbox = readdirSync(place.at('outbox')).length;
    const errorsOf = ({ exit, stdout }: CliResult) => {
      const { errors } = JSON.parse(stdout) as {
        errors: { code: string; params: Record<string, unknown> }[];
      };
      return [
        exit,
        errors.map(({ code, params }) => [code, params['line'], params['field'] ?? params['code']]),
      ];
    };
    const ofTwoThousand = `00010150001${checkDigit('00010150001')}`;
    const table = (...rows: string[]): string => ['iin,powers,until', ...rows, ''].join('\n');
    const bad = table(
      `${accountant.iin},invoice.fly,${inDays(9)}`,
      `${accountant.iin},invoice.view,30.02.2027`,
      `${accountant.iin},invoice.view,${inDays(9)}`,
      `123456789012,invoice.view,${inDays(9)}`,
    );
    expect(errorsOf(await poa('create', place.write('bad.csv', bad), '--offline', '--json'))).toEqual([
      5,
      [
        ['poa.bad-row', 2, 'powers: invoice.fly'],
        ['poa.bad-row', 3, 'until'],
        ['poa.bad-row', 5, 'iin'],
      ],
    ]);
    const wrong = table(
      `${accountant.iin},invoice.view,${inDays(9)}`,
      `${head.iin},invoice.view,${inDays(9)}`,
      `${personFor('notary, registered').iin},invoice.view,${inDays(9)}`,
      // Of somebody born in 2000, as a spreadsheet writes it.
      `${Number(ofTwoThousand)},invoice.view,${inDays(9)}`,
    );
    expect(errorsOf(await poa('create', place.write('wrong.csv', wrong), '--offline', '--json'))).toEqual([
      5,
      [
        ['poa.row-refused', 3, 'portal.power-to-oneself'],
        ['poa.row-refused', 4, 'portal.employee-unknown'],
        ['poa.row-refused', 5, 'portal.employee-unknown'],
      ],
    ]);
    const good = ['--iin', accountant.iin, '--powers', 'full-accountant', '--until', inDays(9)];
    const dry = await poa('create', ...good, '--offline', '--dry-run');
    expect([dry.exit, dry.stdout]).toEqual([0, expect.stringContaining('would be prepared: 1')]);
    expect(readdirSync(place.at('outbox'))).toHaveLength(outbox);
    expect(codeIn(await poa('sign', '--key', personal))).toBe('key.wrong-subject');
    // What was refused is made anew by the same words, and is then out of the way.
    const [made] = listed(await poa('create', ...good, '--offline', '--json'));
    const file = join(place.at('outbox'), `${made!.id}.json`);
    const error = { code: 'portal.poa-differs', params: { field: 'principal.address' } };
    const kept = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...kept, state: 'refused', error }));
    const [anew] = listed(await poa('create', ...good, '--offline', '--json'));
    expect(listed(await poa('list', '--offline', '--json'))).toMatchObject([
      { id: anew!.id, state: 'prepared' },
    ]);
    for (const words of [['revoke', '12'], ['revok'], []])
      expect((await tanba(['poa', ...words], { cwd: place.path })).exit).toBe(2);
  });

  it('reads what spreadsheets write, in the code page of Windows and with titles in Russian', async () => {
    const text = `ФИО;ИИН;Полномочия;Окончание\r\nБУЛАКОВ;${accountant.iin};budget.settle;${inDays(9)}\r\n`;
    const cp1251 = Uint8Array.from(text, char => {
      const code = char.codePointAt(0)!;
      return code < 0x80 ? code : code - 0x410 + 0xc0;
    });
    const dry = ['--offline', '--dry-run', '--json'];
    const made = listed(await poa('create', place.write('windows.csv', cp1251), ...dry));
    expect(made).toMatchObject([{ powers: ['budget.settle'], attorney: { iin: accountant.iin } }]);
    const tabs = Buffer.from(`\ufeff${text.replaceAll(';', '\t').replaceAll('\n', '')}`, 'utf16le');
    expect(listed(await poa('create', place.write('unicode.txt', tabs), ...dry))).toHaveLength(1);
  });

  it.each([
    ['kk', 'Өкілеттіктер:'],
    ['ru', 'Полномочия:'],
    ['en', 'Powers:'],
  ])('says in %s what it does and what the powers are called', async (language, title) => {
    const { exit, stdout } = await tanba(['poa', '--help', '--lang', language]);
    expect(exit).toBe(0);
    for (const part of [title, ...powers, ...Object.keys(powerPresets), '--dry-run'])
      expect(stdout).toContain(part);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(130);
  });
});
