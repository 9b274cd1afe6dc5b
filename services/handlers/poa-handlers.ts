/** The answers to the calls about powers of attorney. */
import type { AppEmit, AppHandlers } from '../../contract/app-api.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import { viewPowerOfAttorney } from '../../contract/poa/view.ts';
import { folded, wordsSought } from '../../contract/search.ts';
import type { Portals } from '../portal/portals.ts';
import type { Clock } from '../ports.ts';
import { isPassing } from '../powers/at-portal.ts';
import type { Directory } from '../powers/outbox-store.ts';
import type { OutboxSender } from '../powers/outbox-sender.ts';
import { openedItem, openedPoa, viewOfItem } from '../powers/outbox-view.ts';
import { savePoa } from '../powers/poa-file.ts';
import type { PoaJob, Powers } from '../powers/powers.ts';
import type { Signed } from '../powers/signature-mark.ts';
import { throttle } from '../signing/throttle.ts';
import type { RunningJobs } from './running-jobs.ts';

type Calls = Extract<keyof AppHandlers, `poa.${string}`>;

export interface PoaParts {
  readonly powers: Powers;
  readonly sender: OutboxSender;
  readonly portals: Portals;
  readonly clock: Clock;
  readonly jobs: RunningJobs;
  readonly emit: AppEmit;
  readonly version: () => string;
  /** Paths that the session may open from now on. */
  readonly learn: (paths: string[]) => void;
  /** Asks where to; null where the person cancelled. */
  readonly savePdf: (suggestion: string) => Promise<string | null>;
  /** A page as PDF. */
  readonly printPage: (html: string) => Promise<Uint8Array>;
}

/** Of the employees that are shown at once. */
const SHOWN = 100;

export function createPoaHandlers(parts: PoaParts): Pick<AppHandlers, Calls> {
  const { powers, sender, portals, clock, jobs, emit } = parts;
  powers.onDidChangeOutbox(() => emit('poa.outboxChanged', { count: powers.outbox().length }));

  const item = (id: string) => powers.outbox().find(each => each.id === id);

  const run = <T>(job: string, phase: 'sign' | 'send', work: (job: PoaJob) => Promise<T>): Promise<T> =>
    jobs.run(job, signal => {
      const tell = throttle(clock, (done: { done: number; count: number }) =>
        emit('poa.progress', { job, phase, ...done }),
      );
      const onProgress: PoaJob['onProgress'] = ({ index, count }) =>
        tell({ done: index + 1, count }, index + 1 === count);
      return work({ signal, onProgress });
    });

  return {
    'poa.principal': async () => {
      try {
        return { principal: (await powers.refresh()).principal, fresh: true };
      } catch (error) {
        if (!(error instanceof TanbaError) || !isPassing(error)) throw error;
        return { principal: knownOr(error, powers).principal, fresh: false };
      }
    },
    'poa.employees': async ({ text }) => employeesWith(powers.directory(), text),
    'poa.find': query => powers.find(query),
    'poa.outbox': async () => ({ items: powers.outbox().map(viewOfItem), waiting: sender.waiting() }),
    'poa.open': async id => {
      const waiting = item(id);
      const now = clock.now();
      return waiting ? openedItem(waiting, now) : openedPoa(await powers.read(id), portals.session(), now);
    },
    'poa.prepare': async wishes => (await powers.prepare(wishes)).map(viewOfItem),
    'poa.renew': async ids => {
      await powers.refresh();
      return (await powers.renew(ids)).map(viewOfItem);
    },
    'poa.discard': ids => powers.discard(ids),
    'poa.sign': ({ job, ids, key, pin, queue }) =>
      run(job, 'sign', async how => {
        const signed = await powers.sign({ key, pin }, how, ids);
        // All of it was signed: what was stopped in the middle goes nowhere by itself.
        if (queue) await sender.queue(ids);
        return { signed: signed.length };
      }),
    'poa.send': ({ job, ids }) =>
      run(job, 'send', async how => {
        const gone = await sender.send(ids, how);
        const refused = gone.filter(({ state }) => state === 'refused').length;
        return { sent: gone.length - refused, refused };
      }),
    'poa.cancel': async job => jobs.cancel(job),
    'poa.revoke': ({ id, key, pin, language }) => powers.revoke(id, { key, pin }, language),
    'poa.save': async ({ id, path }) => {
      const signed: Signed = item(id) ?? (await powers.read(id));
      const target = path ?? (await parts.savePdf(fileName(signed.text)));
      if (target === null) return null;
      const { version, printPage, learn } = parts;
      const overwrite = path === null;
      const saved = await savePoa(signed, target, { clock, version: version(), printPage, overwrite });
      learn([saved.pdf, saved.cms]);
      return saved;
    },
  };
}

/** The network is away, and nothing was learnt before: then it is the network that is to be mended. */
function knownOr(error: TanbaError, powers: Powers): Directory {
  try {
    return powers.directory();
  } catch {
    throw error;
  }
}

/** Those who accepted, by name. */
function employeesWith({ employees }: Directory, text: string) {
  const words = wordsSought(text);
  const found = employees
    .filter(({ state, document }) => document !== null && (state === 'active' || state === 'inactive'))
    .filter(({ name, iin }) => {
      const person = folded(`${name} ${iin}`);
      return words.every(word => person.includes(word));
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'kk'));
  const shown = found.slice(0, SHOWN).map(({ iin, name, position, state, until }) => ({
    ...{ iin, name, position, state, until },
  }));
  return { employees: shown, total: found.length };
}

/** A name of a file that any system takes: the title and the number. */
function fileName(text: string): string {
  const view = viewPowerOfAttorney(text, 'ru');
  return `${view?.title ?? ''} ${view?.number ?? ''}.pdf`.trim();
}
