/** Giving powers: what stands is asked of the portal, powers of attorney are prepared, and many are signed with one PIN. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { Employee, Principal } from '../../contract/portal/employees.ts';
import type { PoaSummary } from '../../contract/portal/powers-of-attorney.ts';
import { ask, listen } from '../api.ts';
import { standingOf } from '../logic/power-plan.ts';
import type { Plan, Standing, Term } from '../logic/power-plan.ts';
import { t } from './words.ts';
import { withKey } from './portal-work.ts';

/** How many questions are on their way at once. */
const atOnce = 6;

async function issuedTo(iin: string): Promise<PoaSummary[]> {
  const query = { direction: 'issued', state: null, endsWithin: null, text: iin, order: 'newest' } as const;
  const found: PoaSummary[] = [];
  for (let cursor: string | null = 'start'; cursor !== null;) {
    const page: { powersOfAttorney: PoaSummary[]; next: string | null } = await ask('poa.find', {
      ...query,
      cursor,
    });
    found.push(...page.powersOfAttorney);
    cursor = page.next;
  }
  return found;
}

/** Call in a component's setup. */
export function usePowersGiving(principal: () => Principal | null) {
  const standings = shallowRef<readonly Standing[]>([]);
  const done = ref(0);
  const count = ref(0);
  const progress = computed(() => (count.value === 0 ? undefined : done.value / count.value));
  const job = crypto.randomUUID();
  /** What was prepared and is to be signed: asked again, it is not prepared again. */
  const prepared = shallowRef<readonly string[]>([]);
  onScopeDispose(
    listen('poa.progress', news => {
      if (news.job !== job) return;
      done.value = news.done;
      count.value = news.count;
    }),
  );

  async function look(employees: readonly Employee[], today: string): Promise<readonly Standing[]> {
    const found = new Map<string, Standing>();
    const waiting = [...employees];
    done.value = 0;
    count.value = employees.length;
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        found.set(next.id, standingOf(next, await issuedTo(next.iin), today));
        done.value += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    count.value = 0;
    standings.value = employees.map(({ id }) => found.get(id)!);
    return standings.value;
  }

  /** Into the outbox, unsigned. @returns their numbers */
  async function prepare(plans: readonly Plan[], term: Term): Promise<readonly string[]> {
    if (prepared.value.length > 0) return prepared.value;
    const wishes = plans.map(({ employee, powers, replaces }) => ({
      iin: employee.iin,
      powers: [...powers],
      ...term,
      replaces: replaces?.id ?? null,
    }));
    // What the texts are made of is asked anew: somebody may have become an employee, or another document may be known of them.
    await ask('poa.principal', undefined);
    prepared.value = (await ask('poa.prepare', wishes)).map(({ id }) => id);
    return prepared.value;
  }

  /** @returns how many were signed; null where the person cancelled, and nothing was made. */
  async function signAll(plans: readonly Plan[], term: Term, asked: boolean): Promise<number | null> {
    const { requirement } = principal() ?? {};
    if (!requirement) return null;
    const wish = {
      requirement,
      purpose: () => t('employees.plan.purpose', { n: plans.length }),
      confirm: () => t('employees.plan.sign', { n: plans.length }),
      ask: asked,
    };
    return withKey(wish, async key => {
      const ids = [...(await prepare(plans, term))];
      const { signed } = await ask('poa.sign', { job, ids, queue: true, ...key });
      return signed;
    });
  }

  const stop = (): void => void ask('poa.cancel', job).catch(() => undefined);

  return { standings, prepared, progress, done, count, look, prepare, signAll, stop };
}
