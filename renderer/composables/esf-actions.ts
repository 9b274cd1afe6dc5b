/** What the buttons of the portal's errors do on every screen of ИС ЭСФ. */
import { useRouter } from 'vue-router';
import type { FlowStart } from '../../contract/flow.ts';
import { useFlows } from '../stores/flows.ts';
import { usePortal } from '../stores/portal.ts';
import { useShell } from '../stores/shell.ts';
import { copyText } from './clipboard.ts';
import type { RemedyActions } from './remedies.ts';
import { attempt } from './say-fault.ts';
import { t } from './words.ts';

/** Starts a flow and shows it. */
export function useStartFlow(): (start: FlowStart) => Promise<void> {
  const flows = useFlows();
  const router = useRouter();
  return start =>
    attempt(async () => {
      await flows.start(start);
      await router.push({ name: 'esfFlow' });
    });
}

export function useEsfActions(): RemedyActions {
  const portal = usePortal();
  const router = useRouter();
  const shell = useShell();
  const start = useStartFlow();
  const email = (): string => portal.state?.info?.supportEmail ?? '';
  return {
    'log-in': () => void router.push({ name: 'esfLogin' }),
    register: () => void router.push({ name: 'esf' }),
    'recover-access': () => void start({ flow: 'recover-password', categories: [], project: null }),
    'check-certificates': () => shell.openHelp('esfKeys'),
    ...(portal.state?.info?.mailbox && { 'open-mail': () => void attempt(() => portal.openMailbox()) }),
    ...(email() && {
      'ask-support': () => void copyText(email(), t('esf.support', { email: email() })),
    }),
  };
}
