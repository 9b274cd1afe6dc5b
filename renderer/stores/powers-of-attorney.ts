/** Powers of attorney: what the portal has, a page at a time, and what waits on this computer. */
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { OpenedPoa, OutboxView } from '../../contract/poa/app-calls.ts';
import type { Principal } from '../../contract/portal/employees.ts';
import type { FoundPoas, PoaQuery, PoaSummary } from '../../contract/portal/powers-of-attorney.ts';
import { ask, listen } from '../api.ts';
import type { KeyUse } from '../composables/portal-work.ts';
import { faultOf } from '../logic/faults.ts';
import { readPoaQuery, writePoaQuery } from '../logic/powers-of-attorney.ts';
import { recall, remember } from '../logic/remember.ts';

export interface PoaWork {
  readonly job: string;
  readonly phase: 'sign' | 'send';
  readonly done: number;
  readonly count: number;
}

type Wish = Omit<PoaQuery, 'cursor'>;

export const everything: Wish = {
  direction: 'issued',
  state: null,
  endsWithin: null,
  text: '',
  order: 'newest',
};

export const usePowersOfAttorney = defineStore('powersOfAttorney', () => {
  const list = portalList();
  const outbox = outboxOf(list.reload);
  /** Of a draft of the portal that is signed here the copy is shown; what is about to be deleted is not. */
  const found = computed(() => {
    const here = new Set([...outbox.items.value.map(({ id }) => id), ...outbox.leaving.value]);
    return list.found.value.filter(({ id }) => !here.has(id));
  });
  const open = (id: string): Promise<OpenedPoa> => ask('poa.open', id);
  const principal = (): Promise<{ principal: Principal; fresh: boolean }> => ask('poa.principal', undefined);
  return { ...list, ...outbox, found, shownCount: computed(() => list.found.value.length), open, principal };
});

function portalList() {
  const query = reactive<Wish>({ ...everything, ...readPoaQuery(recall('poas')) });
  const narrowed = computed(() => query.state !== null || query.endsWithin !== null || query.text !== '');
  watch([() => query.state, () => query.order], () => remember('poas', writePoaQuery(query)));
  const found = shallowRef<readonly PoaSummary[]>([]);
  /** Of the last answer. */
  const page = shallowRef<Omit<FoundPoas, 'powersOfAttorney'> | null>(null);
  const loading = ref(false);
  const fault = shallowRef<ErrorData | null>(null);
  let asked = 0;

  /** The answer to the last question is shown, in whatever order answers come. */
  async function search(cursor: string, before: readonly PoaSummary[]): Promise<void> {
    asked += 1;
    const mine = asked;
    loading.value = true;
    try {
      const { powersOfAttorney, ...rest } = await ask('poa.find', { ...query, cursor });
      if (mine !== asked) return;
      found.value = [...before, ...powersOfAttorney];
      page.value = rest;
      fault.value = null;
    } catch (thrown) {
      if (mine === asked) fault.value = faultOf(thrown);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  const load = (): Promise<void> => search('start', []);

  /** Everything of the side that is looked at. */
  function clear(): Promise<void> {
    Object.assign(query, { ...everything, direction: query.direction });
    return load();
  }

  async function more(): Promise<void> {
    const next = page.value?.next;
    if (next && !loading.value) await search(next, found.value);
  }

  /** Once it was shown. */
  async function reload(): Promise<void> {
    if (page.value) await load();
  }

  /** Of somebody else, once the session is another one. */
  function forget(): void {
    asked += 1;
    found.value = [];
    page.value = null;
    fault.value = null;
    loading.value = false;
  }

  return { query, narrowed, found, page, loading, fault, load, clear, more, reload, forget };
}

function outboxOf(reload: () => Promise<void>) {
  const known = shallowRef<readonly OutboxView[]>([]);
  /** Those that are about to be deleted, unless the person takes that back. */
  const leaving = shallowRef<ReadonlySet<string>>(new Set());
  const items = computed(() => known.value.filter(({ id }) => !leaving.value.has(id)));
  /** Why what is queued still waits. */
  const waiting = shallowRef<ErrorData | null>(null);
  const work = shallowRef<PoaWork | null>(null);
  const queued = computed(() => items.value.filter(item => item.queued).length);

  async function loadOutbox(): Promise<void> {
    const outbox = await ask('poa.outbox', undefined);
    known.value = outbox.items;
    waiting.value = outbox.waiting;
  }

  async function inJob<T>(
    phase: PoaWork['phase'],
    count: number,
    act: (job: string) => Promise<T>,
  ): Promise<T> {
    const job = crypto.randomUUID();
    work.value = { job, phase, done: 0, count };
    try {
      return await act(job);
    } finally {
      work.value = null;
      await loadOutbox();
    }
  }

  const sign = (ids: readonly string[], key: KeyUse, queue: boolean) =>
    inJob('sign', ids.length, job => ask('poa.sign', { job, ids: [...ids], queue, ...key }));
  const send = (ids: readonly string[]) =>
    inJob('send', ids.length, job => ask('poa.send', { job, ids: [...ids] }));

  async function stop(): Promise<void> {
    if (work.value) await ask('poa.cancel', work.value.job);
  }

  /** Takes them out of sight, or puts them back. */
  function hide(ids: readonly string[], hidden: boolean): void {
    const others = [...leaving.value].filter(id => !ids.includes(id));
    leaving.value = new Set(hidden ? [...others, ...ids] : others);
  }

  async function discard(ids: readonly string[]): Promise<void> {
    await ask('poa.discard', [...ids]);
    await loadOutbox();
    await reload();
    hide(ids, false);
  }

  listen('poa.progress', ({ job, ...progress }) => {
    if (job === work.value?.job) work.value = { job, ...progress };
  });
  listen('poa.outboxChanged', () => {
    // A job that runs tells of itself, and looks when it is over.
    if (work.value) return;
    const before = items.value.length;
    // What went by itself is at the portal now, and stands in its list.
    void loadOutbox().then(() => (items.value.length < before ? reload() : undefined));
  });

  return { items, leaving, waiting, queued, work, loadOutbox, sign, send, stop, hide, discard };
}
