/** SIGKILL while the agreement is being submitted: repeated with the same key it is done, and done once. TANBA_KILLS: how often. */
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
import { keptBundle } from '../support/entries.ts';
import { callPortal, signed, signerFor } from '../support/portal.ts';
import type { CallOptions } from '../support/portal.ts';

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

async function start(): Promise<string> {
  const started = spawn(process.execPath, [program, database], {
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
