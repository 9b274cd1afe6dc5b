/** The signing job of the window: how far it is, and how each document ended. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { FileDescription, SignedDocument } from '../../contract/documents.ts';
import { ask } from '../api.ts';
import { faultOf } from '../logic/faults.ts';
import { requestOf } from '../logic/sign-kind.ts';
import type { SignKind } from '../logic/sign-kind.ts';
import { mergeResults } from '../logic/signing-progress.ts';
import type { PickedKey } from '../composables/picker.ts';
import { useDocuments } from './documents.ts';
import { useJobProgress } from './job-progress.ts';
import { useSigningChoices } from './signing-choices.ts';
import { useStamping } from './stamping.ts';

export type SigningPhase = 'choosing' | 'working' | 'done';

export const useSigning = defineStore('signing', () => {
  const documents = useDocuments();
  const choices = useSigningChoices();
  const stamping = useStamping();
  const phase = ref<SigningPhase>('choosing');
  /** What is being signed now: all the documents, or those that had failed. */
  const batch = shallowRef<readonly FileDescription[]>([]);
  const { progress, begin: beginJob, current: currentJob } = useJobProgress();
  const results = shallowRef<readonly SignedDocument[]>([]);
  /** Of the whole job; a document's own is in its result. */
  const fault = shallowRef<ErrorData | null>(null);
  const keyName = ref('');
  /** Of the signatures that are being made, or were made last. */
  const kind = ref<SignKind>('attached');
  const stopping = ref(false);
  const failed = computed(() => results.value.filter(result => result.error));
  const signed = computed(() => results.value.filter(result => !result.error));

  function reset(): void {
    phase.value = 'choosing';
    results.value = [];
    fault.value = null;
    documents.clear();
  }

  function begin(files: readonly FileDescription[], key: PickedKey): void {
    beginJob();
    batch.value = files;
    kind.value = choices.kind;
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
      const paths = files.map(file => file.path);
      const pin = key.pin ?? undefined;
      const request = {
        job: currentJob(),
        documents: paths,
        key: key.ref,
        pin,
        outputFolder: choices.outputFolder,
        ...requestOf(choices.style),
      };
      const fresh = await ask('signing.sign', request);
      stamping.forget(fresh.flatMap(({ output }) => output ?? []));
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
    await ask('signing.cancel', currentJob());
  }

  return {
    phase,
    batch,
    progress,
    results,
    fault,
    keyName,
    kind,
    stopping,
    failed,
    signed,
    reset,
    sign,
    stop,
  };
});
