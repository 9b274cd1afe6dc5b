/** What the buttons of the portal's errors do on every screen of ИС ЭСФ. */
import { shallowReactive, watchEffect } from 'vue';
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
  const actions = shallowReactive<RemedyActions>({
    'log-in': () => void router.push({ name: 'esfLogin' }),
    register: () => void router.push({ name: 'esf' }),
    'recover-access': () => void start({ flow: 'recover-password', categories: [], project: null }),
    'check-certificates': () => shell.openHelp('esfKeys'),
  });
  // What the portal says of itself may be learnt later than this screen is made.
  watchEffect(() => {
    const { mailbox, supportEmail: email } = portal.state?.info ?? {};
    delete actions['open-mail'];
    delete actions['ask-support'];
    if (mailbox) actions['open-mail'] = () => void attempt(() => portal.openMailbox());
    if (email) actions['ask-support'] = () => void copyText(email, () => t('esf.support', { email }));
  });
  return actions;
}
