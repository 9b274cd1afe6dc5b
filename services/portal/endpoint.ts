/** What is known of a portal: how it is reached, what its steps ask for, and the session that is open there. */
import { join } from 'node:path';
import type { PortalInfo, PortalSessionInfo } from '../../contract/portal/model.ts';
import type { PortalConnection } from '../../contract/portal/profiles.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import type { Requirements } from '../flows/flow-view.ts';
import type { Clock } from '../ports.ts';
import { createPortalClient } from './client.ts';
import type { PortalClient } from './client.ts';
import type { OpenedSession, PortalLogin } from './login-port.ts';
import { createRestLogin } from './rest-login.ts';
import { createSoapLogin, soapRequirements } from './soap/soap-login.ts';
import type { Transport } from './transport.ts';

const INFO_FRESH_MS = 5 * 60_000;

export interface EndpointOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Pauses between repetitions, shorter in tests. */
  readonly backoffMs?: readonly number[];
  /** Where is kept what has to outlive the program; null: nowhere. */
  readonly folder?: string | null;
  readonly onSession: (session: PortalSessionInfo | null) => void;
}

function limitsFile({ url }: PortalConnection, { folder = null }: EndpointOptions): string | null {
  return folder && join(folder, `limits-${new URL(url).host.replace(/[^\w.-]/g, '_')}.json`);
}

export class PortalEndpoint {
  readonly connection: PortalConnection;
  readonly client: PortalClient;
  readonly login: PortalLogin;
  readonly #options: EndpointOptions;
  #info: PortalInfo | null = null;
  #infoAt = 0;
  #opened: OpenedSession | null = null;
  #stopIdle: () => void = () => undefined;

  constructor(connection: PortalConnection, options: EndpointOptions) {
    const { transport, clock } = options;
    const baseUrl = connection.url;
    this.connection = connection;
    this.#options = options;
    this.client = createPortalClient({ baseUrl, ...options });
    this.login =
      connection.protocol === 'soap'
        ? createSoapLogin({ baseUrl, transport, clock, limitsFile: limitsFile(connection, options) })
        : createRestLogin(this.client, async () => (await this.requirements()).login);
  }

  get opened(): OpenedSession | null {
    return this.#opened;
  }

  /** Asked once in a while; what is known stays in use where the portal cannot be reached. Null: it publishes nothing. */
  async info(): Promise<PortalInfo | null> {
    if (this.connection.protocol === 'soap') return null;
    const now = this.#options.clock.now().getTime();
    if (this.#info !== null && now - this.#infoAt < INFO_FRESH_MS) return this.#info;
    try {
      this.#info = await this.client.call('portal.info', { body: undefined });
      this.#infoAt = now;
    } catch (error) {
      if (this.#info === null) throw error;
    }
    return this.#info;
  }

  /** Without asking: what was learnt last; null where nothing was. */
  get knownRequirements(): Requirements | null {
    return this.connection.protocol === 'soap' ? soapRequirements : (this.#info?.requirements ?? null);
  }

  async requirements(): Promise<Requirements> {
    return (await this.info())?.requirements ?? soapRequirements;
  }

  /** The end of a session by idling is known here at once, even where no call was made. */
  keep(opened: OpenedSession | null): void {
    const { clock, onSession } = this.#options;
    this.#stopIdle();
    this.#stopIdle = () => undefined;
    this.#opened = opened;
    if (opened !== null) {
      const wait = Date.parse(opened.session.idleUntil) - clock.now().getTime();
      this.#stopIdle = clock.after(Math.max(0, wait), () => this.keep(null));
    }
    onSession(opened?.session ?? null);
  }

  /** @throws TanbaError portal.session-over */
  async inSession<T>(work: (opened: OpenedSession) => Promise<T>): Promise<T> {
    if (this.#opened === null) throw new TanbaError('portal.session-over', {});
    try {
      return await work(this.#opened);
    } catch (error) {
      if (error instanceof TanbaError && error.code === 'portal.session-over') this.keep(null);
      throw error;
    }
  }
}
