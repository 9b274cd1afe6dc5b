/**
 * The public SOAP services of ИС ЭСФ as far as logging in goes: VersionService, AuthService, SessionService. The same accounts and
 * sessions as the API's; faults carry the bare code, as the real ones do.
 */
import type { IncomingMessage } from 'node:http';
import type { CertificateInfo } from '../../../contract/keys.ts';
import { parseXml } from '../../../core/xml/parse.ts';
import { childElements } from '../../../core/xml/tree.ts';
import { passwordAttempts } from '../attempts.ts';
import { completeOnLogin } from '../completion.ts';
import { Refusal } from '../context.ts';
import type { PortalContext } from '../context.ts';
import { readBody } from '../http/exchange.ts';
import type { OtherRoute } from '../http/server.ts';
import { findAccount } from '../registration-record.ts';
import { newSecret, passwordHolds } from '../secrets.ts';
import { assertUsable, endSessions, openSession, profilesOf, useSession } from '../sessions.ts';
import type { SessionRow } from '../sessions.ts';
import { createTicket, takeTicket } from '../tickets.ts';
import type { TakenTicket } from '../tickets.ts';
import { SoapFault, answerEnvelope, faultEnvelope, faultOf, readEnvelope } from './envelope.ts';
import type { SoapRequest } from './envelope.ts';

const BASE = '/esf-web/ws/api1/';

type Operation = (request: SoapRequest, now: Date) => Promise<string>;

export function soapRoute(context: PortalContext): OtherRoute {
  const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
    VersionService: { esfVersion: () => Promise.resolve('<version>InvoiceV2</version>') },
    AuthService: { createAuthTicket: (request, now) => createAuthTicket(context, request, now) },
    SessionService: {
      createSessionSigned: (request, now) => createSessionSigned(context, request, now),
      closeSessionBySignedCredentials: (request, now) => closeBySigned(context, request, now),
      closeSession: async (request, now) => {
        const { iin } = sessionOf(context, request, now);
        context.db.transaction(() => endSessions(context, now, iin));
        return '<status>CLOSED</status>';
      },
      currentSessionStatus: async (request, now) => {
        const open = useSession(context, now, request.field('sessionId'), 'soap') !== null;
        return `<status>${open ? 'OK' : 'NOT_FOUND'}</status>`;
      },
      currentUser: async (request, now) => userXml(context, sessionOf(context, request, now)),
      currentUserProfiles: async (request, now) => profilesXml(context, sessionOf(context, request, now)),
    },
  };
  const calls = callCounter(context);
  return async (request: IncomingMessage, url: URL) => {
    if (request.method !== 'POST' || !url.pathname.startsWith(BASE)) return null;
    const now = context.options.now();
    const type = 'text/xml; charset=utf-8';
    try {
      calls(now);
      const read = readEnvelope(await readBody(request));
      const operation = operations[url.pathname.slice(BASE.length)]?.[read.operation];
      if (operation === undefined) throw new SoapFault('ACCESS_DENIED');
      return { status: 200, type, body: answerEnvelope(read.operation, await operation(read, now)) };
    } catch (error) {
      if (error instanceof Refusal && error.note !== null) context.db.transaction(error.note);
      if (!(error instanceof Refusal) && !(error instanceof SoapFault)) context.options.onFault(error);
      return { status: 500, type, body: faultEnvelope(faultOf(error)) };
    }
  };
}

/** So many calls a day, of everybody together: the real service counts by address, and here there is one. */
function callCounter({ limits }: PortalContext): (now: Date) => void {
  let day = '';
  let calls = 0;
  return now => {
    const today = now.toISOString().slice(0, 10);
    calls = today === day ? calls + 1 : 1;
    day = today;
    if (calls > limits.soapCallsPerDay) throw new SoapFault('ACCESS_DENIED');
  };
}

async function createAuthTicket(context: PortalContext, request: SoapRequest, now: Date): Promise<string> {
  const iin = request.field('iin');
  const minutes = Number(request.field('ttlInMinutes') || '30');
  if (!/^\d{12}$/.test(iin)) throw new SoapFault('IIN_NOT_VALID');
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 1440)
    throw new SoapFault('SIGNATURE_INVALID_FORMAT');
  const { xml } = context.db.transaction(() => createTicket(context, now, iin, minutes));
  return `<authTicketXml>${escaped(xml)}</authTicketXml>`;
}

interface SignedLogin {
  readonly iin: string;
  readonly info: CertificateInfo;
  readonly ticket: TakenTicket;
}

/** The cabinet's password in the header and the signed ticket, both of one person. */
async function signedLogin(context: PortalContext, request: SoapRequest, now: Date): Promise<SignedLogin> {
  const { credentials } = request;
  if (credentials === null)
    throw new SoapFault('A security error was encountered when verifying the message');
  const signedXml = request.field('signedAuthTicket');
  const ticket = await takeTicket(context, now, ticketId(signedXml), signedXml);
  if (credentials.user !== ticket.iin) throw new SoapFault('IIN_NOT_VALID');
  const account = findAccount(context, ticket.iin);
  if (account === undefined) throw new SoapFault('USER_NOT_REGISTERED');
  const attempts = passwordAttempts(context, ticket.iin);
  attempts.assertOpen(now);
  if (!(await passwordHolds(credentials.password, account.password, context.passwordCost))) {
    context.db.transaction(() => attempts.failed(now));
    throw new SoapFault('PASSWORD_INVALID');
  }
  return { iin: ticket.iin, info: ticket.info, ticket };
}

/** The ticket's own number stands at the beginning of its state. */
function ticketId(signedXml: string): string {
  try {
    const state = childElements(parseXml(signedXml).root).find(({ local }) => local === 'state');
    const text = state?.children.map(child => (child.kind === 'text' ? child.data : '')).join('') ?? '';
    return text.slice(0, 36);
  } catch {
    throw new SoapFault('SIGNATURE_INVALID_FORMAT');
  }
}

async function createSessionSigned(context: PortalContext, request: SoapRequest, now: Date): Promise<string> {
  const { db, limits } = context;
  const { iin, ticket } = await signedLogin(context, request, now);
  const open = db.get<SessionRow>(
    "SELECT * FROM sessions WHERE iin = ? AND channel = 'soap' AND ended_at IS NULL",
    iin,
  );
  if (open !== undefined) {
    throw new SoapFault(
      `Can't create a new user session. User already has opened session with id ${open.public_id}`,
    );
  }
  const last = db.get<{ opened_at: string }>(
    "SELECT opened_at FROM sessions WHERE iin = ? AND channel = 'soap' ORDER BY opened_at DESC",
    iin,
  );
  const since = last === undefined ? Infinity : now.getTime() - Date.parse(last.opened_at);
  if (since < 1000 * limits.soapSessionSeconds) throw new SoapFault('ACCESS_DENIED');
  const profile = wantedProfile(context, iin, request);
  const token = newSecret();
  db.transaction(() => {
    ticket.spend();
    completeOnLogin(context, now, iin);
    openSession(context, now, { iin, token, profile: profile.id, channel: 'soap' });
  });
  return `<sessionId>${token}</sessionId>`;
}

function wantedProfile(context: PortalContext, iin: string, request: SoapRequest) {
  const tin = request.field('tin');
  const type = request.field('businessProfileType');
  const own = profilesOf(context, iin).filter(profile => profile.tin === tin);
  const wanted = own.filter(profile => type === '' || profile.type === type);
  const [profile] = wanted;
  if (profile === undefined) throw new SoapFault('ENTERPRISE_NOT_FOUND_FOR_USER');
  assertUsable(profile);
  return profile;
}

async function closeBySigned(context: PortalContext, request: SoapRequest, now: Date): Promise<string> {
  // The ticket stays good: the session that is opened next is opened with it.
  const { iin } = await signedLogin(context, request, now);
  context.db.transaction(() => {
    endSessions(context, now, iin);
    // The pause is between sessions that somebody wanted; this one was in the way.
    context.db.run("DELETE FROM sessions WHERE iin = ? AND channel = 'soap'", iin);
  });
  return '<status>CLOSED</status>';
}

function sessionOf(context: PortalContext, request: SoapRequest, now: Date): SessionRow {
  const session = useSession(context, now, request.field('sessionId'), 'soap');
  if (session === null) throw new SoapFault('SESSION_CLOSED');
  return session;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

function userXml(context: PortalContext, { iin }: SessionRow): string {
  const account = findAccount(context, iin);
  const fields = { login: iin, email: account?.email ?? '', mobile: account?.phone ?? '', status: 'ACTIVE' };
  const xml = Object.entries(fields).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
  return `<user>${xml.join('')}</user>`;
}

function profilesXml(context: PortalContext, { iin }: SessionRow): string {
  return profilesOf(context, iin)
    .map(
      ({ tin, type, status }) =>
        `<profileInfoList><iin>${iin}</iin><tin>${tin}</tin><businessProfileType>${type}</businessProfileType>` +
        `<status>${status}</status><type>GENERAL</type></profileInfoList>`,
    )
    .join('');
}
