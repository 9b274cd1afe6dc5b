/** Verifying as the window does it: choosing files, the document for a detached signature, and what to do about findings. */
import type { FileDescription } from '../../contract/model.ts';
import { ask } from '../api.ts';
import { pairSignatures, sortFiles } from '../logic/intake.ts';
import { useNotes } from '../stores/notes.ts';
import { useSettings } from '../stores/settings.ts';
import { useVerification } from '../stores/verification.ts';
import { copyText } from './clipboard.ts';
import type { RemedyActions } from './remedies.ts';
import { attempt } from './say-fault.ts';
import { t } from './words.ts';

/** A single chosen file is meant as the signature, whatever its name says: the check will tell. */
function chosenPairs(files: readonly FileDescription[]) {
  const [only] = files;
  if (only && files.length === 1) return [{ signature: only, content: null }];
  const { signatures, documents } = sortFiles(files);
  return pairSignatures(signatures, documents).pairs;
}

/** Call in the setup of the verifying view. */
export function useVerifyRun() {
  const verification = useVerification();
  const settings = useSettings();
  const notes = useNotes();

  async function choose(): Promise<void> {
    await attempt(async () => {
      const paths = await ask('dialog.openFiles', { kind: 'signature', multiple: true });
      if (paths.length > 0) verification.add(chosenPairs(await ask('files.describe', paths)));
    });
  }

  async function chooseContent(): Promise<void> {
    const item = verification.current;
    await attempt(async () => {
      const [path] = await ask('dialog.openFiles', { kind: 'document', multiple: false });
      if (item && path) verification.again(item.id, path);
    });
  }

  async function addTrust(): Promise<void> {
    const item = verification.current;
    await attempt(async () => {
      const paths = await ask('dialog.openFiles', { kind: 'trust', multiple: true });
      if (!item || paths.length === 0) return;
      await settings.change({ trust: [...new Set([...settings.settings.trust, ...paths])] });
      notes.say(t('verify.trustAdded'));
      verification.again(item.id);
    });
  }

  function again(): void {
    const item = verification.current;
    if (item) verification.again(item.id);
  }

  async function stop(): Promise<void> {
    const item = verification.current;
    if (item) await attempt(() => verification.stop(item.id));
  }

  async function copyReport(): Promise<void> {
    const item = verification.current;
    if (!item?.report) return;
    const { signature, content, report } = item;
    const whole = { signature: signature.path, content, ...report };
    await copyText(JSON.stringify(whole, null, 2), t('verify.reportCopied'));
  }

  const actions: RemedyActions = {
    retry: again,
    'choose-other-file': () => void choose(),
    'choose-content': () => void chooseContent(),
    'add-trust': () => void addTrust(),
  };

  return { choose, chooseContent, copyReport, stop, actions };
}
