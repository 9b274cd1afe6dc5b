/** Over TLS, straight and through a proxy's tunnel. The certificate is made by openssl for this test. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../services/network/http.ts';
import type { Way } from '../../services/network/proxies.ts';

const folder = mkdtempSync(join(tmpdir(), 'tanba-https-'));
const known = tls.getCACertificates('default');
const servers: { close(): unknown; closeAllConnections(): void }[] = [];
const tunnels: string[] = [];
let url = '';
let proxy = '';
let certificate = '';

function lacksOpenssl(): boolean {
  const missing = spawnSync('openssl', ['version']).status !== 0;
  if (missing) console.log('HTTPS: 3 cases left out: there is no openssl here (Debian: openssl)');
  return missing;
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

const ask = async (ways: readonly Way[], address = url): Promise<string> => {
  const client = createHttpClient({ waysTo: () => Promise.resolve(ways) });
  const answer = await client.send({ url: address, accept: '*/*', maxBytes: 100, timeoutMs: 5000 });
  return new TextDecoder().decode(answer);
};

describe.skipIf(lacksOpenssl())('HTTPS', () => {
  beforeAll(async () => {
    const [key, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const options = ['-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=tanba test', '-days', '2'];
    const names = ['-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync('openssl', ['req', '-x509', ...options, ...names, '-keyout', key, '-out', file], {
      stdio: 'ignore',
    });
    certificate = readFileSync(file, 'utf8');
    const server = createServer({ key: readFileSync(key), cert: certificate }, (request, response) => {
      if (request.url === '/down') response.writeHead(302, { location: 'http://127.0.0.1/' }).end();
      else response.end('by TLS');
    });
    url = `https://127.0.0.1:${await portOf(server)}/`;
    const tunnel = createProxy();
    tunnel.on('connect', (request, socket) => {
      tunnels.push(request.url!);
      const [host = '', port = ''] = request.url!.split(':');
      const target = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        target.pipe(socket);
        socket.pipe(target);
      });
      for (const end of [target, socket]) end.on('error', () => socket.destroy());
    });
    proxy = `http://127.0.0.1:${await portOf(tunnel)}`;
    servers.push(server, tunnel);
  });
  afterAll(() => {
    tls.setDefaultCACertificates(known);
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('is not believed where nobody vouches for the server', async () => {
    await expect(ask([null])).rejects.toMatchObject({ code: 'network.unreachable' });
  });

  it('works where somebody does, straight and through a tunnel', async () => {
    tls.setDefaultCACertificates([...known, certificate]);
    expect(await ask([null])).toBe('by TLS');
    expect(await ask([proxy])).toBe('by TLS');
    expect(tunnels).toEqual([new URL(url).host]);
  });

  it('is not left for HTTP', async () => {
    await expect(ask([null], `${url}down`)).rejects.toMatchObject({ code: 'network.redirected' });
  });
});
