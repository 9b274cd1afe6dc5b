/**
 * SIGKILL of the app's side at every step of a registration and of a recovery, and while each change is being sent: no registration
 * is lost, none is made twice, and nothing that was typed is gone but passwords. TANBA_KILLS: how often.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FlowForm } from '../../contract/flow.ts';
import { personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import { resetDatabase } from '../../sandbox/portal/registry/seed.ts';
import type { Journey } from '../support/flow-walker.ts';
import type { WalkOrder, WalkReport } from '../support/flows-process.ts';
import { keptBundle } from '../support/entries.ts';
import { cheapPasswords, startTestPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

const kills = Number(process.env['TANBA_KILLS'] ?? 3);
/** How many kills a journey takes before it is let go to its end. */
const killsOfJourney = 14;
/** From before a change leaves to after its answer is kept; later than that the next thing has begun. */
const spreadMs = 60;

const registration: Journey = {
  name: 'an attorney',
  flow: 'registration',
  categories: ['entrepreneur'],
  project: 'attorney',
  person: personFor('party to a contract of agency'),
};
const recovery: Journey = {
  name: 'address, then password',
  flow: 'recover-access',
  categories: [],
  person: personFor('registered as a person'),
};

let portal: TestPortal;
let folder: string;
let program: string;
let child: ChildProcess | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tanba-flow-kill-'));
  program = keptBundle('flows', join(folder, 'program'));
  portal = await startTestPortal();
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Lives {
  /** What was certainly kept. */
  form: FlowForm;
  killed: number;
  /** Also those that came to their end; each is to be killed at another moment than the one before. */
  lived: number;
  /** What was being done when the end came. */
  readonly during: Map<string, number>;
}

/** One life of the app, ended after `until` things were begun, `late` milliseconds later; never where that is null. */
async function live(journey: Journey, lives: Lives, until: number | null, late: number): Promise<boolean> {
  const app = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child = app;
  const ended = once(app, 'exit');
  let begun = 0;
  let last = '';
  let finished = false;
  app.on('message', (report: WalkReport) => {
    if ('kept' in report) expect(report.kept ?? {}).toMatchObject(lives.form);
    if ('saved' in report) lives.form = { ...lives.form, ...report.saved };
    if ('linkFor' in report) app.send(portal.lastLink(report.linkFor));
    if ('finished' in report) finished = true;
    if (!('doing' in report)) return;
    last = report.doing;
    if (++begun !== until) return;
    setTimeout(() => {
      if (finished || !app.kill('SIGKILL')) return;
      lives.killed += 1;
      lives.during.set(last, (lives.during.get(last) ?? 0) + 1);
    }, late);
  });
  app.send({ origin: portal.origin, folder, journey } satisfies WalkOrder);
  const [code] = (await ended) as [number | null];
  if (code !== 0 && code !== null) throw new Error(`the app ended by itself with ${code}`);
  return finished;
}

function textOnDisk(): string {
  const flows = join(folder, 'flows');
  return readdirSync(flows)
    .map(name => readFileSync(join(flows, name), 'utf8'))
    .join('');
}

const count = (sql: string, ...parameters: string[]): number =>
  portal.db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`, ...parameters)!.n;

function expectOnce({ flow, person }: Journey): void {
  if (flow === 'registration') {
    const states = portal.db.all<{ state: string }>(
      'SELECT state FROM registrations WHERE iin = ?',
      person.iin,
    );
    expect(states).toEqual([{ state: 'confirmed' }]);
    expect(count("mails WHERE kind = 'registration-link'")).toBe(1);
    expect(count('profiles WHERE iin = ?', person.iin)).toBe(1);
  } else {
    expect(count("mails WHERE kind = 'email-changed'")).toBe(1);
    expect(count('accounts WHERE iin = ? AND email = ?', person.iin, 'new@sandbox.example')).toBe(1);
    expect(count("mails WHERE kind = 'password-changed'")).toBeGreaterThan(0);
  }
}

/** Kills the app again and again on its way, at another moment each time, until it is through. */
async function journeyWithKills(journey: Journey, lives: Lives): Promise<void> {
  const before = lives.killed;
  lives.form = {};
  for (let through = false; !through; lives.lived += 1) {
    const enough = lives.killed >= kills || lives.killed - before >= killsOfJourney;
    // Every other time one thing is done before the next is interrupted, so that each is, twice at least.
    const until = 1 + (lives.lived % 2);
    const late = (spreadMs * ((lives.lived * 7) % 20)) / 20;
    through = await live(journey, lives, enough ? null : until, late);
    expect(textOnDisk()).not.toMatch(/Qwerty12x|Another34y/);
  }
  expectOnce(journey);
  rmSync(join(folder, 'flows'), { recursive: true });
  await resetDatabase(portal.db, new Date(), cheapPasswords);
}

it(
  `${kills} times: no registration lost, none twice, nothing typed gone`,
  { timeout: 3_600_000 },
  async () => {
    const lives: Lives = { form: {}, killed: 0, lived: 0, during: new Map() };
    for (let round = 0; lives.killed < kills; round++) {
      await journeyWithKills(round % 2 === 0 ? registration : recovery, lives);
    }
    console.log(`${lives.killed} kills in ${lives.lived} lives:`, Object.fromEntries(lives.during));
  },
);
