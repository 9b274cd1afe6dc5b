/** The proxies that the system is set to, for what main itself asks of the network. */
import { waysOfPac } from '../services/network/proxies.ts';
import type { ProxyResolver } from '../services/network/proxies.ts';
import type { Session } from './electron.ts';

export function systemProxies(session: Pick<Session, 'resolveProxy'>): ProxyResolver {
  return {
    async waysTo(url) {
      try {
        return waysOfPac(await session.resolveProxy(url.href));
      } catch {
        return [null];
      }
    },
  };
}
