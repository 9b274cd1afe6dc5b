/**
 * SIGKILL of the portal while the agreement is being submitted, and while powers of attorney are being sent: repeated it is done, and
 * done once. TANBA_KILLS: how often.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { OperationName, PortalBody } from '../../contract/portal-api.ts';
import { openDatabase } from '../../sandbox/portal/database.ts';
import { personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import { accountant, company, head, hire, inDays, logIn, today } from '../support/enterprise.ts';
import { keptBundle } from '../support/entries.ts';
import { callPortal, signed, signerFor } from '../support/portal.ts';
import type { CallOptions, TestPortal } from '../support/portal.ts';
import { companyKey, openPowers } from '../support/powers-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'tanba-kill-'));
const database = join(folder, 'portal.sqlite');
const program = keptBundle('portal', join(folder, 'program'));
const kills = Number(process.env['TANBA_KILLS'] ?? 4);
const person = personFor('not registered');
const signer = signerFor({ person });
let child: ChildProcess | null = null;

afterAll(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

async function start(file = database, port = '0'): Promise<string> {
  const started = spawn(process.execPath, [program, file, port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  return new Promise((resolve, reject) => {
    started.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    started.once('exit', code => reject(new Error(`the portal ended with ${code}`)));
  });
}

async function kill(): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** A registration with its agreement signed, ready to be submitted. */
async function prepare(origin: string) {
  const call = <N extends OperationName>(name: N, body: PortalBody<N>, options?: CallOptions) =>
    callPortal(origin, name, body, options);
  const proof = await signed(await call('registration.challenge', { iin: person.iin, bin: null }), signer);
  const begun = await call('registration.begin', {
    categories: ['individual'],
    project: null,
    proofs: [proof],
  });
  const at = { params: { id: begun.registration.id }, token: begun.token };
  const document = { number: '1', issued: '2015-05-05', issuer: 'x' };
  await call(
    'registration.data',
    { phone: '+77015550101', email: person.email, password: 'Qwerty12x', document },
    at,
  );
  const { challenges } = await call('registration.agreement', { language: 'ru' }, at);
  return { ...at, signatures: [await signed(challenges[0]!, signer)] };
}

it(`${kills} times: no registration lost, none twice`, { timeout: 3_600_000 }, async () => {
  let origin = await start();
  let answered = 0;
  for (let round = 0; round < kills; round++) {
    const { signatures, ...at } = await prepare(origin);
    const options = { ...at, key: randomUUID() };
    const first = callPortal(origin, 'registration.submit', { signatures }, options).then(
      () => answered++,
      () => undefined,
    );
    // From before the request arrives to after it is answered; an instant more each time.
    await new Promise(resolve => {
      setTimeout(resolve, (60 * round) / kills);
    });
    await kill();
    await first;
    origin = await start();
    const again = await callPortal(origin, 'registration.submit', { signatures }, options);
    expect(again).toMatchObject({ status: 200, state: 'awaiting-link' });
  }
  await kill();
  const db = openDatabase(database);
  const states = db.all<{ state: string }>('SELECT state FROM registrations');
  expect(states.map(({ state }) => state)).toEqual(Array.from({ length: kills }, () => 'awaiting-link'));
  expect(db.all('SELECT id FROM mails')).toHaveLength(kills);
  expect(db.get('PRAGMA integrity_check')).toMatchObject({ integrity_check: 'ok' });
  db.close();
  console.log(`${answered} of ${kills} were answered before the end`);
});

it(`${kills} times: no power of attorney lost, none twice`, { timeout: 3_600_000 }, async () => {
  const file = join(folder, 'powers.sqlite');
  const origin = await start(file);
  const { port } = new URL(origin);
  const portal: Pick<TestPortal, 'call'> = {
    call: (name, body, options) => callPortal(origin, name, body, options),
  };
  await hire(portal, await logIn(portal, head, company.bin), accountant);
  const powers = await openPowers({ origin, folder: join(folder, 'outbox') });
  await powers.refresh();
  const wish = { iin: accountant.iin, powers: ['invoice.view' as const], since: today(), until: inDays(90) };
  const job = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
  const all: string[] = [];
  let waiting = 0;
  for (let round = 0; round < kills; round++) {
    await powers.prepare([1, 2, 3].map(() => ({ ...wish, replaces: null })));
    const ready = await powers.sign(companyKey, job());
    all.push(...ready.map(({ id }) => id));
    const first = powers.send(job()).catch(() => undefined);
    // From before the first arrives to after the last is answered.
    await new Promise(resolve => {
      setTimeout(resolve, Math.random() * 120);
    });
    await kill();
    await first;
    waiting += powers.outbox().length;
    await start(file, port);
    await powers.send(job());
    expect(powers.outbox()).toEqual([]);
  }
  await kill();
  const db = openDatabase(file);
  const sent = db.all<{ id: string }>("SELECT id FROM powers_of_attorney WHERE state = 'sent'");
  expect(sent.map(({ id }) => id).toSorted()).toEqual(all.toSorted());
  const steps = db.all("SELECT record, what FROM record_history WHERE what IN ('signed', 'sent')");
  expect(steps).toHaveLength(2 * all.length);
  expect(db.all("SELECT id FROM mails WHERE kind = 'powers-assigned'")).toHaveLength(all.length);
  db.close();
  console.log(`${waiting} of ${all.length} waited when the portal was ended`);
});
