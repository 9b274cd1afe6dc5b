/** What the buttons of an error do. A view gives its own; what is the same everywhere stands here. */
import type { ErrorData, Remedy } from '../../contract/errors/index.ts';
import { useShell } from '../stores/shell.ts';
import { copyText } from './clipboard.ts';
import { t } from './words.ts';

export type RemedyActions = Partial<Record<Remedy, () => void>>;

/** Code, parameters and version: no paths, no names of people, no content. */
function faultReport(error: ErrorData): string {
  const { about } = useShell();
  const { version, shell, platform } = about;
  return JSON.stringify({ code: error.code, params: error.params, version, shell, platform }, null, 2);
}

/** The actions of an error: the view's, and those that need nothing of it. A remedy without an action gets no button. */
export function actionsFor(error: ErrorData, own: RemedyActions): RemedyActions {
  const { openHelp } = useShell();
  return {
    'renew-key': () => openHelp('issuer'),
    'ask-issuer': () => openHelp('issuer'),
    'check-clock': () => openHelp('clock'),
    'report-fault': () => void copyText(faultReport(error), () => t('error.copied')),
    ...own,
  };
}
