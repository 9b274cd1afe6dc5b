/** The answers to the calls about the portal and the flows of the person. */
import type { AppEmit, AppHandlers } from '../../contract/app-api.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import type { PortalInfo } from '../../contract/portal/model.ts';
import type { Flows } from '../flows/flows.ts';
import type { Portals } from '../portal/portals.ts';

type Calls = Extract<keyof AppHandlers, `portal.${string}` | `flows.${string}`>;

export interface PortalParts {
  readonly portals: Portals;
  readonly flows: Flows;
  readonly emit: AppEmit;
  readonly openLink: (url: string) => Promise<void>;
}

export function createPortalHandlers(parts: PortalParts): Pick<AppHandlers, Calls> {
  const { portals, flows, emit, openLink } = parts;
  portals.onDidChangeSession(session => emit('portal.sessionChanged', session));

  return {
    'portal.state': async () => {
      const connection = portals.connection();
      const base = { connection, registers: connection.protocol === 'rest', session: portals.session() };
      try {
        const info = await portals.info();
        const { login } = await portals.requirements();
        return { ...base, info, login, error: null };
      } catch (error) {
        if (!(error instanceof TanbaError)) throw error;
        return { ...base, info: null, login: null, error: error.toData() };
      }
    },
    'portal.identify': async key => ({ ...(await portals.identify(key)) }),
    'portal.logIn': ({ login, password, profile }) => portals.open(login, password, profile),
    'portal.choose': profile => portals.choose(profile),
    'portal.refresh': () => portals.refresh(),
    'portal.logOut': () => portals.close(),
    'portal.registrable': async () => {
      const { profiles, categories, projects } = await portals.registrable();
      return { profiles: [...profiles], categories: [...categories], projects: [...projects] };
    },
    'portal.openMailbox': async () => openLink(mailboxOf(await portals.info(), portals.connection().url)),

    'flows.list': () => flows.list(),
    'flows.start': start => flows.start(start),
    'flows.get': id => flows.get(id),
    'flows.save': ({ id, form }) => flows.save(id, form),
    'flows.act': ({ id, action }) => flows.act(id, action),
    'flows.retry': id => flows.retry(id),
    'flows.discard': id => flows.discard(id),
  };
}

/** Only a page of the portal itself is opened: the address comes over the network. */
function mailboxOf(info: PortalInfo | null, portal: string): string {
  const mailbox = info?.mailbox ?? '';
  const own = URL.canParse(mailbox) && new URL(mailbox).origin === new URL(portal).origin;
  if (!own) throw new TanbaError('ipc.bad-request', { call: 'portal.openMailbox' });
  return mailbox;
}
