/** The token hosts of the program: one for key files, one for each library of tokens. */
import type { StoreRef } from '../../contract/keys.ts';
import type { HostCommandName, HostSpec } from '../../contract/token-host.ts';
import type { Clock, HostStarter } from '../ports.ts';
import type { HostEnd } from './host-connection.ts';
import { createTokenHost } from './supervisor.ts';
import type { TokenHost } from './supervisor.ts';

export interface TokenHostsOptions {
  readonly starter: HostStarter;
  readonly clock: Clock;
  readonly deadlines?: Partial<Record<HostCommandName, number>> | undefined;
  /** Told whenever a host has ended: what was open in it is not any more. */
  readonly ended: (host: TokenHost, reason: HostEnd) => void;
}

export interface TokenHosts {
  /** The one host of a kind; made at first asking, started at its first command. */
  of(spec: HostSpec): TokenHost;
  /** Ends a host for good. */
  forget(spec: HostSpec): void;
  stopAll(): void;
}

/** The host that serves a store. */
export function specOf(ref: StoreRef): HostSpec {
  return ref.kind === 'file' ? { provider: 'pkcs12' } : { provider: 'pkcs11', library: ref.module };
}

export function createTokenHosts({ ended, ...options }: TokenHostsOptions): TokenHosts {
  const hosts = new Map<string, TokenHost>();
  return {
    of(spec) {
      const id = JSON.stringify(spec);
      const existing = hosts.get(id);
      if (existing !== undefined) return existing;
      const host = createTokenHost({ ...options, spec });
      host.onDidEnd(reason => ended(host, reason));
      hosts.set(id, host);
      return host;
    },
    forget(spec) {
      hosts.get(JSON.stringify(spec))?.stop();
      hosts.delete(JSON.stringify(spec));
    },
    stopAll: () => hosts.forEach(host => host.stop()),
  };
}
