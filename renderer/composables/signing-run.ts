/** Signing as the window does it: ask for the key, run, and offer for each failure what can be done about it. */
import { onScopeDispose } from 'vue';
import type { FileDescription, SignedDocument } from '../../contract/documents.ts';
import { ask } from '../api.ts';
import { useDocuments } from '../stores/documents.ts';
import { useNotes } from '../stores/notes.ts';
import { useSigning } from '../stores/signing.ts';
import { useSigningChoices } from '../stores/signing-choices.ts';
import { pickKey, settlePick } from './picker.ts';
import type { RemedyActions } from './remedies.ts';
import { attempt } from './say-fault.ts';
import { t } from './words.ts';

function purposeOf(files: readonly FileDescription[]): string {
  const [first] = files;
  return first && files.length === 1
    ? t('sign.purposeOne', { file: first.name })
    : t('sign.purposeMany', { n: files.length });
}

/** Call in the setup of the signing view. */
export function useSigningRun(choose: () => Promise<void>) {
  const signing = useSigning();
  const documents = useDocuments();
  onScopeDispose(() => settlePick(null));

  async function sign(files: readonly FileDescription[]): Promise<void> {
    if (files.length === 0 || signing.phase === 'working') return;
    const key = await pickKey({ purpose: () => purposeOf(files), requirement: { role: 'SIGN' } });
    if (key) await signing.sign(files, key);
  }

  const filesOf = (results: readonly SignedDocument[]): readonly FileDescription[] =>
    documents.files.filter(file => results.some(result => result.document === file.path));

  const signFailed = (): Promise<void> => sign(filesOf(signing.failed));

  async function toOtherFolder(again: () => Promise<void>): Promise<void> {
    await attempt(async () => {
      const folder = await ask('dialog.openFolder', undefined);
      if (folder === null) return;
      useSigningChoices().outputFolder = folder;
      await again();
    });
  }

  /** For one document's failure, or the whole job's: `again` signs what it was about. */
  function actionsFor(again: () => Promise<void>): RemedyActions {
    const run = (): void => void again();
    return {
      retry: run,
      'type-pin-again': run,
      'unlock-again': run,
      'choose-other-key': run,
      'choose-other-store': run,
      'choose-other-folder': () => void toOtherFolder(again),
      'choose-other-file': () => void choose(),
    };
  }

  const actionsOf = (result: SignedDocument): RemedyActions => actionsFor(() => sign(filesOf([result])));
  const faultActions = actionsFor(() =>
    sign(signing.phase === 'done' ? filesOf(signing.failed) : documents.files),
  );

  function clear(): void {
    const before = documents.files;
    documents.clear();
    const run = (): void => documents.add(before);
    useNotes().say(() => t('sign.cleared'), { action: { label: () => t('common.undo'), run } });
  }

  return { sign, signFailed, actionsOf, faultActions, clear };
}
