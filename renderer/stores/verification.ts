/** The signatures that were brought to be verified, one after the other, with what was found. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { FileDescription } from '../../contract/documents.ts';
import type { VerificationPolicy, VerificationReport } from '../../contract/report.ts';
import type { SignedPowerOfAttorney } from '../../contract/poa/document.ts';
import { ask } from '../api.ts';
import { faultOf } from '../logic/faults.ts';
import type { SignaturePair } from '../logic/intake.ts';
import { numberKind } from '../logic/report.ts';

export type VerifyState = 'waiting' | 'working' | 'needs-content' | 'done' | 'failed';

export interface VerifyItem {
  readonly id: string;
  readonly signature: FileDescription;
  /** Path of the document that was given, or that was found beside the signature. */
  readonly content: string | null;
  /** Whether the network is asked; null: as the settings say. */
  readonly offline: boolean | null;
  readonly state: VerifyState;
  readonly report: VerificationReport | null;
  /** What was signed, where it is one. */
  readonly powerOfAttorney: SignedPowerOfAttorney | null;
  readonly error: ErrorData | null;
}

/** How a signature is to be verified once more. */
export interface VerifyAgain {
  readonly content?: string;
  readonly offline?: boolean;
}

export const useVerification = defineStore('verification', () => {
  const items = shallowRef<readonly VerifyItem[]>([]);
  const currentId = ref('');
  const current = computed(() => items.value.find(item => item.id === currentId.value) ?? null);
  /** IIN or BIN of whoever is expected to have signed, for as long as the program runs; empty: anybody. */
  const expected = ref('');

  let queue: Promise<void> = Promise.resolve();

  function change(id: string, part: Partial<VerifyItem>): void {
    items.value = items.value.map(item => (item.id === id ? { ...item, ...part } : item));
  }

  function policy(): Partial<VerificationPolicy> {
    const kind = numberKind(expected.value);
    return kind === null ? {} : { [kind]: [expected.value] };
  }

  async function run(id: string): Promise<void> {
    const item = items.value.find(each => each.id === id);
    if (item?.state !== 'waiting') return;
    change(id, { state: 'working' });
    try {
      const { signature, content, offline } = item;
      const answer = await ask('verification.verify', {
        job: id,
        signature: signature.path,
        content,
        policy: policy(),
        offline: offline ?? undefined,
      });
      const { report, powerOfAttorney = null } = answer;
      change(id, { state: 'done', report, powerOfAttorney, content: content ?? answer.content });
    } catch (thrown) {
      const error = faultOf(thrown);
      change(id, { state: error.code === 'content.missing' ? 'needs-content' : 'failed', error });
    }
  }

  /** One at a time: several large files at once would only slow each other down. */
  function enqueue(id: string): void {
    queue = queue.then(() => run(id));
  }

  function add(pairs: readonly SignaturePair[]): void {
    const fresh = pairs.map(({ signature, content }): VerifyItem => ({
      id: crypto.randomUUID(),
      signature,
      content: content?.path ?? null,
      offline: null,
      state: 'waiting',
      report: null,
      powerOfAttorney: null,
      error: null,
    }));
    const paths = new Set(fresh.map(item => item.signature.path));
    items.value = [...fresh, ...items.value.filter(item => !paths.has(item.signature.path))];
    currentId.value = fresh[0]?.id ?? currentId.value;
    fresh.forEach(item => enqueue(item.id));
  }

  /** Verifies once more, where given with another document, or asking the network or nobody. */
  function again(id: string, how: VerifyAgain = {}): void {
    change(id, { state: 'waiting', report: null, powerOfAttorney: null, error: null, ...how });
    enqueue(id);
  }

  /** Every verdict that is shown is by the same expectation: they are reached once more, the one that is looked at first. */
  function expect(number: string): void {
    expected.value = number;
    const done = items.value.filter(item => item.state === 'done');
    const first = done.filter(({ id }) => id === currentId.value);
    for (const { id } of [...first, ...done.filter(item => !first.includes(item))]) again(id);
  }

  async function stop(id: string): Promise<void> {
    await ask('verification.cancel', id);
  }

  function select(id: string): void {
    currentId.value = id;
  }

  return { items, current, currentId, expected, add, again, expect, stop, select };
});
