/**
 * Logging in through the public SOAP services: createAuthTicket, a signed ticket, createSessionSigned with the cabinet's password
 * in its header, currentUser, currentUserProfiles, closeSession.
 */
import { createHash, randomUUID } from 'node:crypto';
import { TanbaError } from '../../../contract/errors/index.ts';
import type { CertificateInfo } from '../../../contract/keys.ts';
import { profileTypes, userStatuses } from '../../../contract/portal/model.ts';
import type {
  KeyFamily,
  KeyRequirement,
  PortalProfile,
  PortalSessionInfo,
} from '../../../contract/portal/model.ts';
import { childElements } from '../../../core/xml/tree.ts';
import type { XmlElement } from '../../../core/xml/tree.ts';
import type { Requirements } from '../../flows/flow-view.ts';
import type { Clock } from '../../ports.ts';
import type { Identified, LoginTicket, OpenedSession, PortalLogin } from '../login-port.ts';
import type { Transport } from '../transport.ts';
import { errorOfFault, isOpenSession } from './faults.ts';
import { createSoapLimits } from './limits.ts';
import type { SoapLimits } from './limits.ts';
import { fieldText, readSoapAnswer, soapRequest } from './messages.ts';
import type { Credentials, SoapFields } from './messages.ts';

const families: KeyFamily[] = ['RSA', 'GOST-2004', 'GOST-2015-256', 'GOST-2015-512'];
const any: KeyRequirement = {
  accepts: [
    { role: 'AUTH', families },
    { role: 'SIGN', families },
  ],
  subjectTypes: ['individual', 'legal'],
  positions: null,
  iin: null,
  bin: null,
};
/** The services publish no policy; logins with AUTH and with SIGN keys of every family are known to work. */
export const soapRequirements: Requirements = {
  login: any,
  'registration.individual': any,
  'registration.legal': any,
  recovery: any,
  'invitation.accept': any,
  'employees.manage': any,
};

const TICKET_MINUTES = 30;
/** A session lives twenty minutes and more without use. */
const IDLE_MS = 20 * 60_000;

export interface SoapLoginOptions {
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Where is kept how much of the service's limits was used; null: nowhere. */
  readonly limitsFile: string | null;
}

interface PendingLogin {
  readonly owner: CertificateInfo;
  readonly signedXml: string;
}

/** What a further session needs; lives as long as the session, and no longer. */
interface SoapSession {
  readonly owner: CertificateInfo;
  readonly openedAt: string;
}

export function createSoapLogin(options: SoapLoginOptions): PortalLogin {
  const { clock } = options;
  const limits = createSoapLimits(clock, options.limitsFile);
  const call = createCaller(options, limits);
  const { host } = new URL(options.baseUrl);
  const pending = new Map<string, PendingLogin>();
  const sessions = new Map<string, SoapSession>();

  async function show(token: string, tin: string | null): Promise<PortalSessionInfo> {
    const { owner, openedAt } = sessions.get(token) ?? { owner: null, openedAt: '' };
    if (owner === null) throw new TanbaError('portal.session-over', {});
    const answer = await call('SessionService', 'currentUserProfiles', [['sessionId', token]]);
    const profiles = childElements(answer)
      .filter(({ local }) => local === 'profileInfoList')
      .map(element => profileOf(element, owner));
    return {
      iin: owner.iin ?? '',
      name: owner.name,
      profile: profiles.find(profile => profile.tin === tin) ?? null,
      profiles,
      openedAt,
      idleUntil: new Date(clock.now().getTime() + IDLE_MS).toISOString(),
    };
  }

  return {
    requirement: () => Promise.resolve(any),
    async ticket(iin): Promise<LoginTicket> {
      const answer = await call('AuthService', 'createAuthTicket', [
        ['iin', iin],
        ['ttlInMinutes', TICKET_MINUTES],
      ]);
      const xml = fieldText(answer, 'authTicketXml');
      if (xml === null) throw new TanbaError('network.bad-answer', { host });
      return { id: randomUUID(), xml };
    },
    async identify(_, signedXml, owner): Promise<Identified> {
      const login = randomUUID();
      pending.set(login, { owner, signedXml });
      return { login, iin: owner.iin ?? '', name: owner.name, offer: null };
    },
    async open(login, password, wanted): Promise<OpenedSession> {
      const found = pending.get(login);
      if (found === undefined) throw new TanbaError('portal.session-over', {});
      const { owner } = found;
      const iin = owner.iin ?? '';
      const [tin = '', type = null] = wanted === null ? [owner.bin ?? iin] : wanted.split(' ');
      await limits.session(iin);
      const token = await createSession(call, found, { tin, type }, { user: iin, password });
      if (token === '') throw new TanbaError('network.bad-answer', { host });
      pending.delete(login);
      sessions.set(token, { owner, openedAt: clock.now().toISOString() });
      return { token, session: await show(token, tin) };
    },
    async choose() {
      // A session is for one taxpayer; another one needs a new ticket and the password again.
      throw new TanbaError('portal.session-over', {});
    },
    read: ({ token, session }) => show(token, session.profile?.tin ?? null),
    async close(token) {
      sessions.delete(token);
      await call('SessionService', 'closeSession', [['sessionId', token]]);
    },
    registrable: () => Promise.reject(new TanbaError('portal.no-registration-service', {})),
  };
}

/** The session's name. One that somebody left open is ended with the same proof, and asked for once more. */
async function createSession(
  call: Caller,
  { signedXml }: PendingLogin,
  { tin, type }: { readonly tin: string; readonly type: string | null },
  credentials: Credentials,
): Promise<string> {
  const proof: SoapFields = [
    ['tin', tin],
    ['businessProfileType', type],
    ['signedAuthTicket', signedXml],
  ];
  const create = () =>
    call('SessionService', 'createSessionSigned', [...proof, ['sourceType', 'DESKTOP']], credentials);
  const answer = await create().catch(async (error: unknown) => {
    if (!(error instanceof TanbaError && error.code === 'portal.session-elsewhere')) throw error;
    await call('SessionService', 'closeSessionBySignedCredentials', proof, credentials);
    return create();
  });
  return fieldText(answer, 'sessionId') ?? '';
}

type Caller = (
  service: 'AuthService' | 'SessionService',
  operation: string,
  fields: SoapFields,
  credentials?: Credentials,
) => Promise<XmlElement>;

function createCaller({ baseUrl, transport }: SoapLoginOptions, limits: SoapLimits): Caller {
  const base = baseUrl.replace(/\/+$/, '');
  const { host } = new URL(base);
  return async (service, operation, fields, credentials) => {
    await limits.call();
    const { status, text } = await transport.send({
      method: 'POST',
      url: `${base}/esf-web/ws/api1/${service}`,
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
      body: soapRequest(`${operation}Request`, fields, credentials ?? null),
    });
    const answer = readSoapAnswer(text, `${operation}Response`, host);
    if (answer.kind === 'answer') return answer.element;
    throw isOpenSession(answer.text)
      ? new TanbaError('portal.session-elsewhere', {})
      : errorOfFault(answer.text, status);
  };
}

/** A name for the profile that stays the same: the services have no identifier of it. */
function profileOf(element: XmlElement, owner: CertificateInfo): PortalProfile {
  const tin = fieldText(element, 'tin') ?? '';
  const type =
    profileTypes.find(known => known === fieldText(element, 'businessProfileType')) ?? 'INDIVIDUAL';
  const status = userStatuses.find(known => known === fieldText(element, 'status')) ?? 'BLOCKED';
  const hex = createHash('sha256').update(`${owner.iin} ${tin} ${type}`).digest('hex');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  const name = (tin === owner.bin ? owner.organisation : tin === owner.iin ? owner.name : null) ?? tin;
  return { id, iin: fieldText(element, 'iin') ?? '', tin, type, status, name, project: null };
}
