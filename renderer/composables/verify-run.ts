/** Verifying as the window does it: choosing files, the document for a detached signature, what to do about findings, what to keep. */
import type { FileDescription } from '../../contract/documents.ts';
import { ask } from '../api.ts';
import { splitPath } from '../logic/format.ts';
import { pairSignatures, sortFiles } from '../logic/intake.ts';
import { useNotes } from '../stores/notes.ts';
import { useSettings } from '../stores/settings.ts';
import { useVerification } from '../stores/verification.ts';
import type { VerifyAgain, VerifyItem } from '../stores/verification.ts';
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

function saySaved(path: string | null): void {
  if (path === null) return;
  const run = (): void => void attempt(() => ask('files.showInFolder', path));
  useNotes().say(() => t('verify.saved', { file: splitPath(path).name }), {
    action: { label: () => t('common.showInFolder'), run },
  });
}

/** Call in the setup of the verifying view. */
export function useVerifyRun() {
  const verification = useVerification();
  const settings = useSettings();
  const notes = useNotes();

  /** On the signature that is shown, where there is one. */
  async function onCurrent(act: (item: VerifyItem) => Promise<unknown>): Promise<void> {
    const item = verification.current;
    if (item) await attempt(() => act(item));
  }

  async function choose(): Promise<void> {
    await attempt(async () => {
      const paths = await ask('dialog.openFiles', { kind: 'signature', multiple: true });
      if (paths.length > 0) verification.add(chosenPairs(await ask('files.describe', paths)));
    });
  }

  const chooseContent = (): Promise<void> =>
    onCurrent(async ({ id }) => {
      const [path] = await ask('dialog.openFiles', { kind: 'document', multiple: false });
      if (path) verification.again(id, { content: path });
    });

  const addTrust = (): Promise<void> =>
    onCurrent(async ({ id }) => {
      const paths = await ask('dialog.openFiles', { kind: 'trust', multiple: true });
      if (paths.length === 0) return;
      await settings.change({ trust: [...new Set([...settings.settings.trust, ...paths])] });
      notes.say(() => t('verify.trustAdded'));
      verification.again(id);
    });

  function again(how: VerifyAgain = {}): void {
    const item = verification.current;
    if (item) verification.again(item.id, how);
  }

  const stop = (): Promise<void> => onCurrent(({ id }) => verification.stop(id));

  async function copyReport(): Promise<void> {
    const item = verification.current;
    if (!item?.report) return;
    const { signature, content, report } = item;
    const whole = { signature: signature.path, content, ...report };
    await copyText(JSON.stringify(whole, null, 2), () => t('verify.reportCopied'));
  }

  const saveJson = (): Promise<void> =>
    onCurrent(async ({ id }) => saySaved(await ask('verification.exportJson', { job: id, path: null })));
  const savePdf = (): Promise<void> =>
    onCurrent(async ({ id }) => saySaved(await ask('verification.print', { job: id, path: null })));
  const extract = (): Promise<void> =>
    onCurrent(async ({ signature }) =>
      saySaved(await ask('verification.extract', { signature: signature.path, path: null })),
    );

  const actions: RemedyActions = {
    retry: () => again({ offline: false }),
    'choose-other-file': () => void choose(),
    'choose-content': () => void chooseContent(),
    'add-trust': () => void addTrust(),
  };

  return { choose, chooseContent, copyReport, saveJson, savePdf, extract, again, stop, actions };
}
