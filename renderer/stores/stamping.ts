/** Signatures that wait for their time-stamp, and what comes of adding them. */
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { PendingSignature, SignedDocument } from '../../contract/documents.ts';
import { ask, listen } from '../api.ts';
import { faultOf } from '../logic/faults.ts';
import { endedCount } from '../logic/signing-progress.ts';
import { useJobProgress } from './job-progress.ts';

export type StampState = 'waiting' | 'working' | 'failed' | 'stamped';

export const useStamping = defineStore('stamping', () => {
  const pending = shallowRef<readonly PendingSignature[]>([]);
  const errors = shallowRef<ReadonlyMap<string, ErrorData>>(new Map());
  const stamped = shallowRef<ReadonlySet<string>>(new Set());
  /** What is being stamped now, and how many of them have ended. */
  const batch = shallowRef<readonly string[]>([]);
  const { progress, begin, current } = useJobProgress();
  const ended = computed(() => endedCount(progress.value));
  const working = computed(() => batch.value.length > 0);

  listen('signing.pendingChanged', list => (pending.value = list));

  async function load(): Promise<void> {
    pending.value = await ask('signing.pending', undefined);
  }

  function stateOf(path: string): StampState {
    if (stamped.value.has(path)) return 'stamped';
    if (batch.value.includes(path)) return 'working';
    return errors.value.has(path) ? 'failed' : 'waiting';
  }

  /** @returns how many have their time-stamp now; what went wrong with the others stands with each. */
  async function stamp(paths: readonly string[]): Promise<number> {
    if (working.value || paths.length === 0) return 0;
    const job = begin();
    batch.value = [...paths];
    try {
      return take(await ask('signing.stamp', { job, signatures: [...paths] }));
    } catch (thrown) {
      const error = faultOf(thrown);
      errors.value = new Map([...errors.value, ...paths.map(path => [path, error] as const)]);
      return 0;
    } finally {
      batch.value = [];
    }
  }

  function take(results: readonly SignedDocument[]): number {
    // One that had a time-stamp already waits for nothing either.
    const good = results.filter(({ error }) => error === null || error.code === 'timestamp.exists');
    const bad = results.filter(result => !good.includes(result));
    const left = new Map(errors.value);
    for (const { document } of good) left.delete(document);
    for (const { document, error } of bad) if (error) left.set(document, error);
    errors.value = left;
    stamped.value = new Set([...stamped.value, ...good.map(({ document }) => document)]);
    return good.length;
  }

  /** A signature was made anew under this path: what was known of the one before counts no more. */
  function forget(paths: readonly string[]): void {
    const gone = new Set(paths);
    stamped.value = new Set([...stamped.value].filter(path => !gone.has(path)));
    errors.value = new Map([...errors.value].filter(([path]) => !gone.has(path)));
  }

  async function stop(): Promise<void> {
    await ask('signing.cancel', current());
  }

  return { pending, errors, batch, ended, working, load, stateOf, stamp, forget, stop };
});
