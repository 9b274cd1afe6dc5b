/** The signing job of the window: how far it is, and how each document ended. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, triggerRef } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { FileDescription, Progress, SignedDocument } from '../../contract/model.ts';
import { ask, listen } from '../api.ts';
import { faultOf } from '../logic/faults.ts';
import { mergeResults } from '../logic/signing-progress.ts';
import type { PickedKey } from '../composables/picker.ts';
import { useDocuments } from './documents.ts';
import { useSigningChoices } from './signing-choices.ts';

export type SigningPhase = 'choosing' | 'working' | 'done';

export const useSigning = defineStore('signing', () => {
  const documents = useDocuments();
  const choices = useSigningChoices();
  const phase = ref<SigningPhase>('choosing');
  /** What is being signed now: all the documents, or those that had failed. */
  const batch = shallowRef<readonly FileDescription[]>([]);
  const progress = shallowRef(new Map<string, Progress>());
  const results = shallowRef<readonly SignedDocument[]>([]);
  /** Of the whole job; a document's own is in its result. */
  const fault = shallowRef<ErrorData | null>(null);
  const keyName = ref('');
  const stopping = ref(false);
  const failed = computed(() => results.value.filter(result => result.error));
  const signed = computed(() => results.value.filter(result => !result.error));

  let job = '';
  /** Events may come by the thousand in a second; the screen is told once a frame. */
  let told = true;
  function tellSoon(): void {
    if (!told) return;
    told = false;
    requestAnimationFrame(() => {
      told = true;
      triggerRef(progress);
    });
  }
  listen('signing.progress', step => {
    if (step.job !== job) return;
    progress.value.set(step.document, step);
    tellSoon();
  });

  function reset(): void {
    phase.value = 'choosing';
    results.value = [];
    fault.value = null;
    documents.clear();
  }

  function begin(files: readonly FileDescription[], key: PickedKey): void {
    job = crypto.randomUUID();
    batch.value = files;
    progress.value = new Map();
    fault.value = null;
    keyName.value = key.name;
    stopping.value = false;
    phase.value = 'working';
  }

  /** Signs the given documents of the list. A fault of the whole job leaves everything as it was before. */
  async function sign(files: readonly FileDescription[], key: PickedKey): Promise<void> {
    const before = phase.value;
    begin(files, key);
    try {
      const { detached, outputFolder } = choices;
      const paths = files.map(file => file.path);
      const pin = key.pin ?? undefined;
      const request = {
        job,
        documents: paths,
        key: key.ref,
        pin,
        format: 'cms',
        detached,
        outputFolder,
      } as const;
      const fresh = await ask('signing.sign', request);
      results.value = mergeResults(documents.files, results.value, fresh);
      phase.value = 'done';
    } catch (thrown) {
      fault.value = faultOf(thrown);
      phase.value = before;
    } finally {
      key.pin?.fill(0);
    }
  }

  async function stop(): Promise<void> {
    stopping.value = true;
    await ask('signing.cancel', job);
  }

  return { phase, batch, progress, results, fault, keyName, stopping, failed, signed, reset, sign, stop };
});
