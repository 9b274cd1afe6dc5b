/** Which proxy stands before an address: the system's settings in the window, the environment on the command line. */
import { BlockList, isIP } from 'node:net';

/** A proxy as `http://host:port`, with user and password where it wants them; null: no proxy. */
export type Way = string | null;

export interface ProxyResolver {
  /** The ways to an address, to be tried in turn; at least one. Never throws: without knowledge the way is direct. */
  waysTo(url: URL): Promise<readonly Way[]>;
}

/** For tests, and for services of this machine. */
export const noProxies: ProxyResolver = { waysTo: () => Promise.resolve([null]) };

/**
 * HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in either case, the small letters first. NO_PROXY is a list of names (with all that
 * ends with them), addresses and networks (10.0.0.0/8), each with a port or without, or `*`.
 */
export function environmentProxies(env: Readonly<Record<string, string | undefined>>): ProxyResolver {
  const value = (name: string): string => env[name] ?? env[name.toUpperCase()] ?? '';
  return {
    waysTo(url) {
      const proxy = value(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy');
      const direct = proxy === '' || isExcluded(url, value('no_proxy'));
      return Promise.resolve([direct ? null : withScheme(proxy)]);
    },
  };
}

/** `proxy.example:3128` is a common way of writing it. */
function withScheme(proxy: string): string {
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function isExcluded(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const entries = list.split(/[\s,]+/).filter(entry => entry !== '');
  return entries.some(entry => matches(entry.toLowerCase(), host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInNetwork(host, entry);
  const [, name = entry, wanted] = /^(.+?):(\d+)$/.exec(isIP(entry) === 6 ? '' : entry) ?? [];
  const bare = name.replace(/^\*?\.|^\[|\]$/g, '');
  const fits = host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`));
  return fits && (wanted === undefined || wanted === port);
}

function isInNetwork(host: string, network: string): boolean {
  const [address = '', prefix = ''] = network.split('/');
  const [kind, length] = [isIP(address), Number(prefix)];
  if (kind === 0 || isIP(host) !== kind || !(length >= 0 && length <= (kind === 4 ? 32 : 128))) return false;
  const list = new BlockList();
  const family = kind === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(address, length, family);
  return list.check(host, family);
}

/**
 * The ways of an answer in the form of proxy auto-configuration, which Electron's session.resolveProxy() gives:
 * `PROXY a:3128; DIRECT`. SOCKS proxies are left out; where nothing else is named, the list is empty.
 */
export function waysOfPac(text: string): Way[] {
  return text.split(';').flatMap((entry): Way[] => {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    const scheme = pacSchemes[kind.toUpperCase()];
    if (kind.toUpperCase() === 'DIRECT') return [null];
    return scheme === undefined || address === '' ? [] : [`${scheme}://${address}`];
  });
}

const pacSchemes: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' };
