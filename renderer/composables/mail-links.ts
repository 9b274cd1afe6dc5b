/** Links of the portal's mails that were opened outside: each leads to the screen that waits for it, and does nothing by itself. */
import { useRouter } from 'vue-router';
import type { StepId } from '../../contract/flow.ts';
import type { LinkKind, OpenedLink } from '../../contract/portal/links.ts';
import type { Screen } from '../router.ts';
import { useFlows } from '../stores/flows.ts';
import { useMailLink } from '../stores/mail-link.ts';
import { useNotes } from '../stores/notes.ts';
import { usePortal } from '../stores/portal.ts';
import { settlePick } from './picker.ts';
import { attempt } from './say-fault.ts';
import { t } from './words.ts';

/** The step of a flow that waits for a link. */
const STEP_OF: Partial<Record<LinkKind, StepId>> = {
  registration: 'completion',
  email: 'email-link',
  password: 'password-link',
};

/** Call in a component's setup. */
export function useMailLinks(): (link: OpenedLink) => Promise<void> {
  const router = useRouter();
  const portal = usePortal();
  const flows = useFlows();
  const mailLink = useMailLink();
  const notes = useNotes();

  /** The screen of the flow that waits for it, the last one that was touched. */
  async function screenOfFlow(kind: LinkKind): Promise<Screen> {
    await flows.load();
    const waiting = flows.unfinished.find(
      ({ step, recovery }) => step === STEP_OF[kind] && recovery?.linkFollowed !== true,
    );
    if (waiting) {
      flows.currentId = waiting.id;
      return 'esfFlow';
    }
    notes.say(() => t('esf.mailLink.none'));
    return 'esf';
  }

  function screenOfInvitation(): Screen {
    if (portal.session) return 'esfEnterprises';
    notes.say(() => t('esf.mailLink.logInFirst'));
    return 'esfLogin';
  }

  return link =>
    attempt(async () => {
      if (link.kind === 'unknown') return notes.say(() => t('esf.mailLink.unknown'), { tone: 'wrong' });
      // Whatever a key was asked for, the person has turned to something else.
      settlePick(null);
      if (link.kind === 'login') return void (await router.push({ name: 'esfLogin' }));
      mailLink.arrived = link;
      await portal.load();
      const name = link.kind === 'invitation' ? screenOfInvitation() : await screenOfFlow(link.kind);
      await router.push({ name });
    });
}
