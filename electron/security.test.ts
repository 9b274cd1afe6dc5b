import { describe, expect, it } from 'vitest';
import { isRequestAllowed, lockContents, lockSession, securityHeaders } from './security.ts';
import type { Preventable, Session, WebContents } from './electron.ts';

/** A session that keeps what is registered, as Electron does. */
function recordingSession() {
  const kept: { check?: (name: string) => boolean; request?: (name: string) => boolean } = {};
  const session = {
    setPermissionCheckHandler: handler => {
      kept.check = name => handler(null, name);
    },
    setPermissionRequestHandler: handler => {
      kept.request = name => {
        let granted = true;
        handler(null, name, answer => (granted = answer));
        return granted;
      };
    },
    webRequest: { onBeforeRequest: () => undefined },
    on: () => undefined,
    resolveProxy: () => Promise.resolve('DIRECT'),
  } satisfies Session;
  return { session, kept };
}

const permissions = [
  'media',
  'geolocation',
  'notifications',
  'clipboard-read',
  'openExternal',
  'usb',
  'unknown',
];

describe('the session', () => {
  it('denies every permission, in checks and in requests, but writing to the clipboard', () => {
    const { session, kept } = recordingSession();
    lockSession(session, null);
    for (const ask of [kept.check, kept.request]) {
      expect(permissions.map(name => ask?.(name))).toEqual(permissions.map(() => false));
      expect(ask?.('clipboard-sanitized-write')).toBe(true);
      expect(ask?.('loopback-network')).toBe(false);
    }
  });

  it.each([
    ['app://tanba/index.html', true],
    ['data:image/svg+xml,x', true],
    ['app://tanba.example/x', false],
    ['https://example.kz/', false],
    ['http://localhost:5173/main.ts', false],
    ['file:///etc/passwd', false],
    ['ws://127.0.0.1:13579/', false],
    ['devtools://devtools/x', false],
  ])('request to %s: %s', (url, allowed) => expect(isRequestAllowed(url, null)).toBe(allowed));

  it('lets development reach its server and no other', () => {
    const server = 'http://localhost:5173';
    expect(isRequestAllowed('http://localhost:5173/main.ts', server)).toBe(true);
    expect(isRequestAllowed('ws://localhost:5173/?token=x', server)).toBe(true);
    expect(isRequestAllowed('http://localhost:51730/', server)).toBe(false);
  });
});

describe('the page', () => {
  it('goes nowhere but to itself, opens nothing and holds no webview', () => {
    const listeners = new Map<string, (event: Preventable & { url: string }) => void>();
    let open: (() => { action: string }) | undefined;
    const contents = {
      send: () => undefined,
      setWindowOpenHandler: (handler: () => { action: string }) => (open = handler),
      on: (name: string, listener: never) => listeners.set(name, listener),
    } as unknown as WebContents;
    lockContents(contents);
    const prevented = (name: string, url: string) => {
      let stopped = false;
      listeners.get(name)?.({ url, preventDefault: () => (stopped = true) });
      return stopped;
    };
    expect(open?.()).toEqual({ action: 'deny' });
    expect(prevented('will-navigate', 'https://example.kz/')).toBe(true);
    expect(prevented('will-navigate', 'app://tanba.example/')).toBe(true);
    expect(prevented('will-navigate', 'app://tanba/')).toBe(false);
    expect(prevented('will-attach-webview', '')).toBe(true);
  });

  it('has a policy without a single unsafe word, and one that development opens only where Vite needs it', () => {
    const policy = (devServer: string | null) => securityHeaders(devServer)['Content-Security-Policy'] ?? '';
    expect(policy(null)).not.toContain('unsafe');
    expect(policy(null)).toContain("connect-src 'none'");
    expect(policy('http://localhost:5173')).not.toContain('unsafe-eval');
    expect(policy('http://localhost:5173')).toContain("script-src 'self';");
  });
});
