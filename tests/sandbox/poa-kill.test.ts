/**
 * SIGKILL of the app's side at random moments while it signs and sends powers of attorney: none is lost, none is made twice.
 * TANBA_KILLS: how often. TANBA_BATCH: how many documents are signed and sent together.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountant, company, head, hire, inDays, logIn, today } from '../support/enterprise.ts';
import { bundled } from '../support/entries.ts';
import { startTestPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { openPowers } from '../support/powers-process.ts';
import type { PowersOrder, PowersReport } from '../support/powers-process.ts';

const kills = Number(process.env['TANBA_KILLS'] ?? 2);
const batch = Number(process.env['TANBA_BATCH'] ?? 8);
/** From before the first signature to after the last answer, on a quiet machine and on a busy one. */
const spreadMs = 500;

let portal: TestPortal;
let order: PowersOrder;
let child: ChildProcess | null = null;

beforeAll(async () => {
  portal = await startTestPortal({ limits: { sessionIdleMinutes: 1e4 } });
  await hire(portal, await logIn(portal, head, company.bin), accountant);
  order = { origin: portal.origin, folder: mkdtempSync(join(tmpdir(), 'tanba-poa-kill-')) };
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await portal.close();
  rmSync(order.folder, { recursive: true, force: true });
});

const wish = { iin: accountant.iin, powers: ['invoice.view' as const], since: today(), until: inDays(90) };

async function prepare(): Promise<string[]> {
  const powers = await openPowers(order);
  await powers.refresh();
  const made = await powers.prepare(Array.from({ length: batch }, () => ({ ...wish, replaces: null })));
  return made.map(({ id }) => id);
}

interface Life {
  readonly finished: boolean;
  readonly killed: boolean;
  /** What had been done of it. */
  readonly signed: number;
  readonly sent: number;
}

/** One life of the app, ended so many milliseconds after it began; never where that is null. */
async function live(after: number | null): Promise<Life> {
  const env = { ...process.env, TANBA_POWERS_PROCESS: '1' };
  const app = fork(bundled.powers, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child = app;
  const ended = once(app, 'exit');
  const done = { sign: 0, send: 0 };
  let [finished, killed] = [false, false];
  app.on('message', (report: PowersReport) => {
    if ('done' in report) done[report.done] += 1;
    if ('finished' in report) finished = true;
    if (!('began' in report) || after === null) return;
    setTimeout(() => (killed = !finished && app.kill('SIGKILL')), after);
  });
  app.send(order);
  const [code] = (await ended) as [number | null];
  if (code !== 0 && code !== null) throw new Error(`the app ended by itself with ${code}`);
  return { finished, killed, signed: done.sign, sent: done.send };
}

const atPortal = (): string[] =>
  portal.db.all<{ id: string }>("SELECT id FROM powers_of_attorney WHERE state = 'sent'").map(({ id }) => id);
const waiting = (): string[] => readdirSync(order.folder).filter(name => /^[0-9a-f-]{36}\.json$/.test(name));

it(
  `${kills} times: no power of attorney lost, none twice`,
  { timeout: 60_000 + kills * 10_000 },
  async () => {
    const all: string[] = [];
    const during = { signing: 0, sending: 0 };
    let killed = 0;
    while (killed < kills) {
      all.push(...(await prepare()));
      while (killed < kills) {
        const life = await live(Math.random() * spreadMs);
        if (life.finished) break;
        if (!life.killed) continue;
        killed += 1;
        if (life.sent > 0 || life.signed === 0) during.sending += 1;
        else during.signing += 1;
      }
      expect((await live(null)).finished).toBe(true);
      expect(atPortal().toSorted()).toEqual(all.toSorted());
      expect(waiting()).toEqual([]);
    }
    console.log(
      `${killed} kills, ${during.signing} while signing, ${during.sending} after; ${all.length} documents`,
    );
  },
);
