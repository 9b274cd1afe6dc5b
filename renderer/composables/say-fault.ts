/** An error that has no place of its own on the screen: what and what to do, as a note. */
import { wordsOf } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import { faultOf } from '../logic/faults.ts';
import { useNotes } from '../stores/notes.ts';
import { actionsFor } from './remedies.ts';
import { language, t } from './words.ts';

/** @param stays until the person closes it: nobody may be looking when the program starts */
export function sayFault(error: ErrorData, { stays = false } = {}): void {
  const report = actionsFor(error, {})['report-fault'];
  const action = report ? { label: () => t('common.copy'), run: report } : null;
  const text = (): string => {
    const [what, why, next] = wordsOf(error, language.value);
    return `${what}. ${why} ${next} (${error.code})`;
  };
  useNotes().say(text, { tone: 'wrong', action, stays });
}

/** Runs work that the person has asked for; where it fails they are told. */
export async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    sayFault(faultOf(thrown));
  }
}
