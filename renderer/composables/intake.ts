/** Files that arrive, from wherever: each is led to its place. */
import { useRouter } from 'vue-router';
import type { Router } from 'vue-router';
import type { FileDescription } from '../../contract/documents.ts';
import { ask } from '../api.ts';
import { pairSignatures, sortFiles } from '../logic/intake.ts';
import type { Intake } from '../logic/intake.ts';
import { faultOf } from '../logic/faults.ts';
import { useDocuments } from '../stores/documents.ts';
import { useKeys } from '../stores/keys.ts';
import { useNotes } from '../stores/notes.ts';
import { useSigning } from '../stores/signing.ts';
import { useVerification } from '../stores/verification.ts';
import { sayFault } from './say-fault.ts';
import { pickRequest } from './picker.ts';
import { t } from './words.ts';

export interface FileIntake {
  /** Takes paths in and goes to the screen where they belong. */
  readonly take: (paths: readonly string[]) => Promise<void>;
}

/** Call in a component's setup. */
export function useIntake(): FileIntake {
  const router = useRouter();
  return {
    async take(paths) {
      if (paths.length === 0) return;
      try {
        await place(sortFiles(await ask('files.describe', [...paths])), router);
      } catch (thrown) {
        sayFault(faultOf(thrown));
      }
    },
  };
}

async function place(intake: Intake, router: Router): Promise<void> {
  const notes = useNotes();
  for (const folder of intake.folders) notes.say(() => t('intake.folders', { file: folder.name }));
  for (const file of intake.missing)
    notes.say(() => t('intake.missing', { file: file.name }), { tone: 'wrong' });
  if (pickRequest.value) return placeInPicker(intake);
  await placeKeys(intake, router);
  if (router.currentRoute.value.name === 'verify') placeForVerifying(intake, router);
  else await placeForSigning(intake, router);
}

/** A dialog is open and asks for a key: only keys have a place now. */
async function placeInPicker({ keystores, documents, signatures }: Intake): Promise<void> {
  if (keystores.length > 0) await useKeys().add(keystores.map(file => file.path));
  if (documents.length + signatures.length > 0) useNotes().say(() => t('intake.pickerOnly'));
}

async function placeKeys({ keystores, documents, signatures }: Intake, router: Router): Promise<void> {
  if (keystores.length === 0) return;
  await useKeys().add(keystores.map(file => file.path));
  const text = () => t('intake.keysAdded', { n: keystores.length });
  if (documents.length + signatures.length === 0) {
    useNotes().say(text);
    await router.push({ name: 'keys' });
    return;
  }
  const run = () => void router.push({ name: 'keys' });
  useNotes().say(text, { action: { label: () => t('intake.openKeys'), run } });
}

function placeForVerifying({ signatures, documents }: Intake, router: Router): void {
  const verification = useVerification();
  const [document] = documents;
  const { current } = verification;
  if (signatures.length > 0) {
    verification.add(pairSignatures(signatures, documents).pairs);
  } else if (document && (current?.state === 'needs-content' || current?.report?.attached === false)) {
    verification.again(current.id, { content: document.path });
  } else if (document) {
    const run = () => void addForSigning(documents, router);
    useNotes().say(() => t('verify.onlyDocument'), { action: { label: () => t('verify.signIt'), run } });
  }
}

/** A signature that comes alone or with its document wants to be verified; among other documents it waits to be asked for. */
async function placeForSigning({ signatures, documents }: Intake, router: Router): Promise<void> {
  const { pairs, rest } = pairSignatures(signatures, documents);
  const verify = (): void => {
    useVerification().add(pairs);
    void router.push({ name: 'verify' });
  };
  if (pairs.length > 0 && rest.length === 0) return verify();
  if (rest.length > 0) await addForSigning(rest, router);
  if (pairs.length === 0) return;
  const text = () => t('intake.signatures', { n: pairs.length });
  useNotes().say(text, { action: { label: () => t('intake.verifyThem'), run: verify } });
}

async function addForSigning(documents: readonly FileDescription[], router: Router): Promise<void> {
  const signing = useSigning();
  if (signing.phase === 'working') {
    useNotes().say(() => t('sign.busy'));
    return;
  }
  if (signing.phase === 'done') signing.reset();
  signing.fault = null;
  useDocuments().add(documents);
  await router.push({ name: 'sign' });
}
