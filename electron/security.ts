/**
 * What the window may do, as data, and the two functions that lock a session and its pages to it. The window shows our own
 * files and nothing else: no remote content, no navigation, no second window, no permission that signing does not need.
 */
import type { Session, WebContents } from './electron.ts';

export const appScheme = 'app';
/** The one origin of the product's pages; calls from any other are refused. */
export const appOrigin = `${appScheme}://tanba`;

type Directives = Readonly<Record<string, readonly string[]>>;

/** No unsafe-* anywhere. Vue and Element Plus set styles through the CSSOM, which style-src does not govern. */
const directives: Directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  // Element Plus draws some marks as data: images inside its style sheets.
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'none'"],
  'frame-src': ["'none'"],
  'worker-src': ["'none'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  // The one policy that Vue registers for the static parts of its templates.
  'trusted-types': ['vue'],
};

/** Vite's hot reload writes style elements, talks over a socket, and evaluates nothing; so much is opened, in development only. */
const developmentDirectives = (devServer: string): Directives => ({
  ...directives,
  'style-src': ["'self'", "'unsafe-inline'"],
  'connect-src': ["'self'", devServer, devServer.replace(/^http/, 'ws')],
  'require-trusted-types-for': [],
  'trusted-types': ['*'],
});

function contentSecurityPolicy(devServer: string | null): string {
  return Object.entries(devServer === null ? directives : developmentDirectives(devServer))
    .filter(([, sources]) => sources.length > 0)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** Goes with every answer of the app:// handler; `devServer` is null in what people run. */
export function securityHeaders(devServer: string | null): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(devServer),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
  };
}

/** Copying an IIN needs this one; it writes only, on a person's click. Reading the clipboard stays denied. */
const grantedPermissions = ['clipboard-sanitized-write'];
/** The socket of hot reload goes to this machine. */
const developmentPermissions = ['local-network-access', 'local-network', 'loopback-network'];

export function lockSession(session: Session, devServer: string | null): void {
  const granted = new Set([...grantedPermissions, ...(devServer === null ? [] : developmentPermissions)]);
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(granted.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => granted.has(permission));
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !isRequestAllowed(details.url, devServer) }),
  );
  session.on('will-download', event => event.preventDefault());
}

/** `data:` only ever carries images and about: nothing at all; see the policy above. */
export function isRequestAllowed(url: string, devServer: string | null): boolean {
  const ours = [`${appOrigin}/`, 'data:', 'about:'];
  const development =
    devServer === null ? [] : ['devtools:', `${devServer}/`, `${devServer.replace(/^http/, 'ws')}/`];
  return [...ours, ...development].some(prefix => url.startsWith(prefix));
}

export function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', details => {
    // Reloading our own page is no way out; hot reload does it.
    if (!details.url.startsWith(`${appOrigin}/`)) details.preventDefault();
  });
  contents.on('will-attach-webview', event => event.preventDefault());
}
