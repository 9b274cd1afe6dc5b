import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import { createHttpClient } from './http.ts';
import type { HttpRequest } from './http.ts';
import { inTurn } from './in-turn.ts';
import { rememberingOutages } from './outages.ts';
import { noProxies } from './proxies.ts';
import type { Way } from './proxies.ts';
import { manualClock } from '../../tests/support/manual-clock.ts';

const running: Server[] = [];
afterEach(() => {
  for (const server of running.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listen(listener: RequestListener): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(listener);
  running.push(server);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** A port at which nobody listens. */
async function closedUrl(): Promise<string> {
  const { server, url } = await listen(() => undefined);
  await new Promise(resolve => {
    server.close(resolve);
  });
  return url;
}

const client = createHttpClient(noProxies);
const ask = (url: string, more: Partial<HttpRequest> = {}): Promise<Uint8Array> =>
  client.send({ url, accept: 'application/x', maxBytes: 1000, ...more });
const text = async (answer: Promise<Uint8Array>): Promise<string> => new TextDecoder().decode(await answer);

async function codeOf(answer: Promise<unknown>): Promise<readonly [string, unknown]> {
  const error: unknown = await answer.then(
    () => new Error('it worked'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TanbaError)) throw error;
  return [error.code, error.params];
}

describe('the HTTP client', () => {
  it('posts what it is given and says who it is', async () => {
    let seen: IncomingMessage | null = null;
    const { url } = await listen((request, response) => {
      seen = request;
      request.pipe(response);
    });
    const body = { type: 'application/y', bytes: new TextEncoder().encode('сұрау') };
    expect(await text(ask(url, { body }))).toBe('сұрау');
    expect(seen).toMatchObject({
      method: 'POST',
      headers: { accept: 'application/x', 'content-type': 'application/y' },
    });
    expect(seen!.headers['user-agent']).toMatch(/^Tanba\/\d/);
    expect(seen!.headers['cookie']).toBeUndefined();
  });

  it('keeps no cookies', async () => {
    const cookies: unknown[] = [];
    const { url } = await listen((request, response) => {
      cookies.push(request.headers.cookie);
      response.setHeader('set-cookie', 'a=b').end('x');
    });
    await ask(url);
    await ask(url);
    expect(cookies).toEqual([undefined, undefined]);
  });

  it('does not believe a connection that was kept and is gone', async () => {
    let count = 0;
    const { server, url } = await listen((_, response) => response.end(String(++count)));
    expect(await text(ask(url))).toBe('1');
    server.closeAllConnections();
    expect(await text(ask(url))).toBe('2');
  });

  it('says who cannot be reached', async () => {
    const url = await closedUrl();
    expect(await codeOf(ask(url))).toEqual(['network.unreachable', { host: new URL(url).host }]);
    const nowhere = 'http://tanba.invalid/';
    expect(await codeOf(ask(nowhere))).toEqual(['network.unreachable', { host: 'tanba.invalid' }]);
  });

  it.each(['ftp://example.test/', 'file:///etc/hostname', 'javascript:0', 'no address'])(
    'does not ask %s',
    async url => {
      expect(await codeOf(ask(url))).toEqual(['network.unreachable', { host: url }]);
    },
  );

  it('does not wait for ever, for the head or for the body', async () => {
    const { url } = await listen((request, response) => {
      if (request.url === '/body') response.write('a');
    });
    const { host } = new URL(url);
    expect(await codeOf(ask(url, { timeoutMs: 100 }))).toEqual(['network.timeout', { host, seconds: 1 }]);
    expect(await codeOf(ask(`${url}body`, { timeoutMs: 100 }))).toEqual([
      'network.timeout',
      { host, seconds: 1 },
    ]);
  });

  it('stops when it is told to, before and during', async () => {
    const { url } = await listen(() => undefined);
    const controller = new AbortController();
    const asked = codeOf(ask(url, { signal: controller.signal }));
    controller.abort();
    expect(await asked).toEqual(['host.cancelled', {}]);
    expect(await codeOf(ask(url, { signal: controller.signal }))).toEqual(['host.cancelled', {}]);
  });

  it.each([
    [403, 'network.refused', { status: 403 }],
    [500, 'network.refused', { status: 500 }],
    [204, 'network.refused', { status: 204 }],
    [304, 'network.redirected', {}],
  ])('takes %i for what it is', async (status, code, params) => {
    const { url } = await listen((_, response) => response.writeHead(status).end());
    expect(await codeOf(ask(url))).toEqual([code, { host: new URL(url).host, ...params }]);
  });

  it.each(['declared', 'not declared'])('stops reading a body that is too long, its length %s', async how => {
    let closed = false;
    const { url } = await listen((_, response) => {
      if (how === 'declared') response.setHeader('content-length', 1001);
      response.on('close', () => (closed = true));
      response.write(Buffer.alloc(1001));
    });
    expect(await codeOf(ask(url))).toEqual(['network.bad-answer', { host: new URL(url).host }]);
    await expect.poll(() => closed).toBe(true);
  });

  it('takes a body that is cut short for no answer', async () => {
    const { url } = await listen((_, response) => {
      response.setHeader('content-length', 100).write('a', () => response.destroy());
    });
    expect(await codeOf(ask(url))).toEqual(['network.unreachable', { host: new URL(url).host }]);
  });
});

describe('redirects', () => {
  it.each([301, 302, 307, 308])('are followed, the question with them: %i', async status => {
    const { url } = await listen((request, response) => {
      if (request.url === '/') response.writeHead(status, { location: 'next' }).end();
      else request.pipe(response);
    });
    const body = { type: 'text/plain', bytes: new TextEncoder().encode('x') };
    expect(await text(ask(url, { body }))).toBe('x');
  });

  it.each([
    ['to the other scheme', (url: string) => url.replace('http:', 'https:')],
    ['to a file', () => 'file:///etc/passwd'],
    ['to nowhere', () => 'http://[/'],
    ['in a circle', (url: string) => url],
  ])('%s are refused', async (_, location) => {
    const { url } = await listen((_request, response) => {
      response.writeHead(302, { location: location(url) }).end();
    });
    expect(await codeOf(ask(url))).toEqual(['network.redirected', { host: new URL(url).host }]);
  });

  it('are followed three times and no more', async () => {
    const asked: string[] = [];
    const { url } = await listen((request, response) => {
      asked.push(request.url!);
      const step = Number(request.url!.slice(1));
      if (step === 3) response.end('there');
      else response.writeHead(307, { location: `/${step + 1}` }).end();
    });
    expect(await text(ask(`${url}0`))).toBe('there');
    const before = asked.length;
    expect(await codeOf(ask(`${url}-1`))).toEqual(['network.redirected', { host: new URL(url).host }]);
    expect(asked.length - before).toBe(4);
  });
});

/** A small proxy: forwards what names its target in full, and opens tunnels. */
async function startProxy(seen: string[], password: string | null = null) {
  const isWelcome = (request: IncomingMessage): boolean =>
    password === null ||
    request.headers['proxy-authorization'] === `Basic ${Buffer.from(password).toString('base64')}`;
  const proxy = await listen((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (isWelcome(request)) response.end(`by proxy: ${new URL(request.url!).host}`);
    else response.writeHead(407).end();
  });
  proxy.server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    if (!isWelcome(request)) return void socket.end('HTTP/1.1 407 No\r\n\r\n');
    const [host = '', port = ''] = request.url!.split(':');
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket);
      socket.pipe(target);
    });
    target.on('error', () => socket.destroy());
    socket.on('error', () => target.destroy());
  });
  return proxy;
}

const through = (...ways: readonly Way[]) => {
  const { send } = createHttpClient({ waysTo: () => Promise.resolve(ways) });
  return (url: string) => send({ url, accept: '*/*', maxBytes: 1000, timeoutMs: 3000 });
};

describe('a proxy', () => {
  it('is asked in its own form, with the password in its address', async () => {
    const seen: string[] = [];
    const proxy = await startProxy(seen, 'user:secret');
    const address = proxy.url.replace('//', '//user:secret@');
    expect(await text(through(address)('http://ocsp.example.test/x'))).toBe('by proxy: ocsp.example.test');
    expect(seen).toEqual(['GET http://ocsp.example.test/x']);
  });

  it('opens a tunnel for https', async () => {
    const seen: string[] = [];
    const proxy = await startProxy(seen);
    const plain = await listen((_, response) => response.end());
    const target = plain.url.replace('http:', 'https:');
    // Behind the tunnel stands a server without TLS: what counts is that the tunnel was asked for.
    expect((await codeOf(through(proxy.url)(target)))[0]).toBe('network.proxy');
    expect(seen).toEqual([`CONNECT ${new URL(target).host}`]);
  });

  it.each(['http', 'https'])('that wants a password is named, without any: %s', async scheme => {
    const proxy = await startProxy([], 'user:secret');
    const address = proxy.url.replace('//', '//user:wrong@');
    const { host } = new URL(proxy.url);
    expect(await codeOf(through(address)(`${scheme}://a.example.test/`))).toEqual([
      'network.proxy',
      { proxy: host },
    ]);
  });

  it('that is not there is passed by where there is another way', async () => {
    const closed = await closedUrl();
    const { url } = await listen((_, response) => response.end('direct'));
    expect(await text(through(closed, null)(url))).toBe('direct');
    expect(await codeOf(through(closed)(url))).toEqual(['network.proxy', { proxy: new URL(closed).host }]);
    expect(await codeOf(through()(url))).toEqual(['network.proxy', { proxy: 'SOCKS' }]);
  });
});

describe('several addresses', () => {
  it('are tried in turn until one works', async () => {
    const { url } = await listen((_, response) => response.end('here'));
    const tried: string[] = [];
    const answer = await inTurn([await closedUrl(), url, 'http://never.test/'], address => {
      tried.push(address);
      return text(ask(address));
    });
    expect(answer).toBe('here');
    expect(tried).toHaveLength(2);
  });

  it('that all fail give the reason of the first, and keep those of all', async () => {
    const broken = await listen((_, response) => response.writeHead(500).end());
    const closed = await closedUrl();
    const error = await inTurn([closed, broken.url], url => ask(url)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'network.unreachable',
      cause: {
        errors: [{ code: 'network.unreachable' }, { code: 'network.refused', params: { status: 500 } }],
      },
    });
  });

  it('are left alone when the work was called off', async () => {
    const tried: string[] = [];
    const signal = AbortSignal.abort();
    const asked = inTurn(['http://a.test/', 'http://b.test/'], url => {
      tried.push(url);
      return ask(url, { signal });
    });
    expect((await codeOf(asked))[0]).toBe('host.cancelled');
    expect(tried).toEqual(['http://a.test/']);
  });
});

describe('outages', () => {
  it('are remembered for half a minute, or until the person wants to try again', async () => {
    const clock = manualClock();
    let sent = 0;
    let works = false;
    const patient = rememberingOutages(
      {
        send: () => {
          sent++;
          return works
            ? Promise.resolve(new Uint8Array(1))
            : Promise.reject(new TanbaError('network.timeout', { host: 'a.test', seconds: 15 }));
        },
      },
      clock,
    );
    const request = { url: 'http://a.test/x', accept: '', maxBytes: 1 };
    const code = () => codeOf(patient.send(request));
    expect(await code()).toEqual(['network.timeout', { host: 'a.test', seconds: 15 }]);
    expect(await code()).toEqual(['network.timeout', { host: 'a.test', seconds: 15 }]);
    expect(sent).toBe(1);
    await codeOf(patient.send({ ...request, url: 'http://b.test/' }));
    expect(sent).toBe(2);
    patient.forgetOutages();
    await code();
    expect(sent).toBe(3);
    clock.advance(30_000);
    works = true;
    expect(await patient.send(request)).toHaveLength(1);
    works = false;
    await code();
    expect(sent).toBe(5);
  });

  it('are not what a server says', async () => {
    let sent = 0;
    const patient = rememberingOutages(
      { send: () => Promise.reject(new TanbaError('network.refused', { host: `a${++sent}`, status: 500 })) },
      manualClock(),
    );
    const request = { url: 'http://a.test/x', accept: '', maxBytes: 1 };
    await codeOf(patient.send(request));
    await codeOf(patient.send(request));
    expect(sent).toBe(2);
  });
});
