/** The portal that is chosen: its client, what its steps ask for, and who is logged in there. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { PortalInfo, PortalSessionInfo } from '../../contract/portal/model.ts';
import type { PortalConnection } from '../../contract/portal/profiles.ts';
import { bytesToUtf8, zeroize } from '../../core/bytes.ts';
import type { Requirements } from '../flows/flow-view.ts';
import type { ProxyResolver } from '../network/proxies.ts';
import type { Clock } from '../ports.ts';
import type { PortalClient } from './client.ts';
import { PortalEndpoint } from './endpoint.ts';
import type { Identified, PortalLogin, Registrable } from './login-port.ts';
import { withPortalKey } from './sign-text.ts';
import type { KeyUse, SigningKeys } from './sign-text.ts';
import { createTransport } from './transport.ts';
import type { Transport } from './transport.ts';

export interface Portals {
  connection(): PortalConnection;
  /** @throws TanbaError portal.no-registration-service where the portal has only the login services */
  client(): PortalClient;
  /** Asked once in a while; what is known stays in use where the portal cannot be reached. */
  info(): Promise<PortalInfo | null>;
  requirements(): Promise<Requirements>;
  /** The same without asking; null where nothing is known yet. */
  knownRequirements(): Requirements | null;
  session(): PortalSessionInfo | null;
  sessionToken(): string | null;
  /** The login key signs the portal's ticket; answers whose it is. */
  identify(key: KeyUse): Promise<Identified>;
  /** The password (UTF-8) is zeroed in any case. */
  open(login: string, password: Uint8Array, profile: string | null): Promise<PortalSessionInfo>;
  choose(profile: string): Promise<PortalSessionInfo>;
  /** Asks the portal whether the session is still open; null where it is not. */
  refresh(): Promise<PortalSessionInfo | null>;
  close(): Promise<void>;
  registrable(): Promise<Registrable>;
  /** Work in the open session; where the portal says that it is over, it is over here, too. @throws TanbaError portal.session-over */
  inSession<T>(work: (client: PortalClient, token: string) => Promise<T>): Promise<T>;
  onDidChangeSession(listener: (session: PortalSessionInfo | null) => void): void;
}

export interface PortalsOptions {
  /** The setting; asked each time. */
  readonly connection: () => PortalConnection;
  readonly proxies: ProxyResolver;
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly transport?: Transport;
  /** Where is kept what has to outlive the program: how much of a service's limits was used. */
  readonly folder?: string | null;
  /** Pauses between repetitions, shorter in tests. */
  readonly backoffMs?: readonly number[];
}

export function createPortals(options: PortalsOptions): Portals {
  const { clock, keys } = options;
  const transport = options.transport ?? createTransport(options.proxies);
  const endpoints = new Map<string, PortalEndpoint>();
  const listeners: ((session: PortalSessionInfo | null) => void)[] = [];
  const onSession = (session: PortalSessionInfo | null): void => {
    for (const listener of listeners) listener(session);
  };

  function endpoint(): PortalEndpoint {
    const connection = options.connection();
    const id = JSON.stringify(connection);
    const known = endpoints.get(id) ?? new PortalEndpoint(connection, { ...options, transport, onSession });
    endpoints.set(id, known);
    return known;
  }

  function client(): PortalClient {
    const found = endpoint();
    if (found.connection.protocol === 'soap') throw new TanbaError('portal.no-registration-service', {});
    return found.client;
  }

  return {
    connection: () => options.connection(),
    client,
    info: async () => endpoint().info(),
    requirements: async () => endpoint().requirements(),
    knownRequirements: () => endpoint().knownRequirements,
    session: () => endpoint().opened?.session ?? null,
    sessionToken: () => endpoint().opened?.token ?? null,
    identify: key => identify({ keys, clock }, endpoint().login, key),
    async open(login, password, profile) {
      try {
        const found = endpoint();
        const opened = await found.login.open(login, bytesToUtf8(password), profile);
        found.keep(opened);
        return opened.session;
      } finally {
        zeroize(password);
      }
    },
    async choose(profile) {
      const found = endpoint();
      const opened = await found.inSession(open => found.login.choose(open, profile));
      found.keep(opened);
      return opened.session;
    },
    async refresh() {
      const found = endpoint();
      if (found.opened === null) return null;
      try {
        const { token } = found.opened;
        const session = await found.inSession(open => found.login.read(open));
        found.keep({ token, session });
        return session;
      } catch (error) {
        if (error instanceof TanbaError && error.code === 'portal.session-over') return null;
        throw error;
      }
    },
    async close() {
      const found = endpoint();
      const { opened } = found;
      if (opened === null) return;
      found.keep(null);
      // Here it is over in any case; a portal that cannot be told ends it by idling.
      await found.login.close(opened.token).catch(() => undefined);
    },
    registrable: async () => {
      const found = endpoint();
      return found.inSession(({ token }) => found.login.registrable(token));
    },
    inSession: async work => endpoint().inSession(({ token }) => work(client(), token)),
    onDidChangeSession: listener => void listeners.push(listener),
  };
}

async function identify(
  parts: { readonly keys: SigningKeys; readonly clock: Clock },
  login: PortalLogin,
  key: KeyUse,
): Promise<Identified> {
  return withPortalKey(parts, key, await login.requirement(), async signer => {
    const { iin, subjectType } = signer.info;
    if (iin === null) throw new TanbaError('key.wrong-subject', { needed: 'individual', given: subjectType });
    const ticket = await login.ticket(iin);
    return login.identify(ticket, await signer.ticket(ticket.xml), signer.info);
  });
}
