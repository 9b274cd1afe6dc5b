/** Adding one's own signature to one that was verified just now. A CMS takes it in; of an XML document a copy with both is made. */
import { ref } from 'vue';
import type { FileDescription, SignedDocument } from '../../contract/documents.ts';
import { errorFromData } from '../../contract/errors/index.ts';
import { ask } from '../api.ts';
import { requestOf } from '../logic/sign-kind.ts';
import { useNotes } from '../stores/notes.ts';
import { useSigningChoices } from '../stores/signing-choices.ts';
import { useStamping } from '../stores/stamping.ts';
import { useVerification } from '../stores/verification.ts';
import type { VerifyItem } from '../stores/verification.ts';
import { pickKey } from './picker.ts';
import type { PickedKey } from './picker.ts';
import { attempt } from './say-fault.ts';
import { t } from './words.ts';

/** Name of the file that a signature is being added to; null: none. */
const addingTo = ref<string | null>(null);

/** What a signature can be added to: not to one that fails, since the sum would fail too. */
export function takesMine({ report }: VerifyItem): boolean {
  return report !== null && report.format !== 'raw' && report.verdict !== 'invalid';
}

async function request({ signature, report }: VerifyItem, key: PickedKey): Promise<SignedDocument[]> {
  const { timestamp, style } = useSigningChoices();
  const common = { job: crypto.randomUUID(), key: key.ref, pin: key.pin ?? undefined };
  if (report?.format === 'cms')
    return ask('signing.addSigner', { ...common, signatures: [signature.path], timestamp });
  const documents = [signature.path];
  return ask('signing.sign', {
    ...common,
    documents,
    outputFolder: null,
    ...requestOf({ ...style, kind: 'xml' }),
  });
}

async function showResult(item: VerifyItem, { output, pending, error }: SignedDocument): Promise<void> {
  if (error !== null) throw errorFromData(error);
  const file = item.signature.name;
  const verification = useVerification();
  useNotes().say(() => t(pending === null ? 'verify.addMineDone' : 'verify.addMinePending', { file }));
  if (output === null || output === item.signature.path) {
    useStamping().forget([item.signature.path]);
    return verification.again(item.id);
  }
  const [signature] = await ask('files.describe', [output]);
  if (signature) verification.add([{ signature, content: null }]);
}

export function useCoSign() {
  async function addMine(item: VerifyItem): Promise<void> {
    const file: FileDescription['name'] = item.signature.name;
    if (addingTo.value !== null) return;
    const purpose = (): string => t('verify.addMinePurpose', { file });
    const key = await pickKey({ purpose, requirement: { role: 'SIGN' } });
    if (!key) return;
    addingTo.value = file;
    await attempt(async () => {
      const [result] = await request(item, key);
      if (result) await showResult(item, result);
    });
    addingTo.value = null;
    key.pin?.fill(0);
  }

  return { addingTo, addMine };
}
