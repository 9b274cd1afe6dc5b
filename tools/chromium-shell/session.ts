/** session.defaultSession and protocol: they keep what the product registers; requests.ts and web-contents.ts act on it. */
import { registerScheme } from './origins.ts';
import type { Preventable, Protocol, Session } from '../../electron/electron.ts';

type RequestListener = Parameters<Session['webRequest']['onBeforeRequest']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type ProtocolHandler = Parameters<Protocol['handle']>[1];

interface Registered {
  readonly protocols: Map<string, ProtocolHandler>;
  requestListener: RequestListener | null;
  permissionCheck: CheckHandler | null;
  permissionRequest: RequestHandler | null;
  downloadListener: ((event: Preventable) => void) | null;
}

const registered: Registered = {
  protocols: new Map(),
  requestListener: null,
  permissionCheck: null,
  permissionRequest: null,
  downloadListener: null,
};

export const protocol: Protocol = {
  registerSchemesAsPrivileged: schemes => {
    for (const { scheme } of schemes) registerScheme(scheme);
  },
  handle: (scheme, handler) => void registered.protocols.set(scheme, handler),
};

export const session: { readonly defaultSession: Session } = {
  defaultSession: {
    setPermissionCheckHandler: handler => {
      registered.permissionCheck = handler;
    },
    setPermissionRequestHandler: handler => {
      registered.permissionRequest = handler;
    },
    webRequest: {
      onBeforeRequest: listener => {
        registered.requestListener = listener;
      },
    },
    on: (_event, listener) => {
      registered.downloadListener = listener;
    },
    // Chromium does not tell; whoever runs the tools sets the environment.
    resolveProxy: url => Promise.resolve(proxyOfEnvironment(url)),
  },
};

function proxyOfEnvironment(url: string): string {
  const proxy = process.env[new URL(url).protocol === 'https:' ? 'https_proxy' : 'http_proxy'] ?? '';
  const local = ['127.0.0.1', 'localhost'].includes(new URL(url).hostname);
  return proxy === '' || local ? 'DIRECT' : `PROXY ${new URL(proxy).host}`;
}

export function protocolHandlerFor(url: string): ProtocolHandler | undefined {
  return registered.protocols.get(url.slice(0, url.indexOf(':')));
}

export function isRequestCancelled(url: string): boolean {
  let cancelled = false;
  registered.requestListener?.({ url }, response => {
    cancelled = response.cancel;
  });
  return cancelled;
}

/** Granted only where both handlers say so; a missing handler grants, as in Electron. */
export function isPermissionGranted(permission: string): boolean {
  let granted = registered.permissionCheck?.(null, permission) ?? true;
  registered.permissionRequest?.(null, permission, answer => {
    granted &&= answer;
  });
  return granted;
}

export function isDownloadPrevented(): boolean {
  let prevented = false;
  registered.downloadListener?.({ preventDefault: () => (prevented = true) });
  return prevented;
}
