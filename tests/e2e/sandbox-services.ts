/**
 * The sandbox's authorities with their services, from the sandbox's own commands: time-stamps, OCSP, lists of revoked certificates. One
 * for a worker, with keys whose certificates name it; every test finds it in order.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root, runNode } from '../../tools/run.ts';
import { test as base } from './fixtures.ts';
import { sandboxKeysIn } from './sandbox-keys.ts';
import type { SandboxKeys } from './sandbox-keys.ts';
import type { FaultName, ServiceName } from '../../sandbox/pki/faults.ts';
import type { Settings } from '../../contract/settings.ts';

export { expect } from '@playwright/test';

export interface SandboxServices {
  readonly keys: SandboxKeys;
  /** Address of the time-stamping authority. */
  readonly tsa: string;
  /** What an app is told so that it trusts and asks these. */
  readonly settings: Pick<Settings, 'trust' | 'tsaAddresses'>;
  /** Null: the service is well again. */
  fault(service: ServiceName, fault: FaultName | null): Promise<void>;
  /** Known to OCSP and in the lists at once. */
  revoke(serial: string): Promise<void>;
  /** Everything in order, nobody revoked. */
  restore(): Promise<void>;
}

const command = (...parameters: string[]): string[] => [
  join(root, 'cli', 'main.ts'),
  'sandbox',
  ...parameters,
];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function waitUntilServed(control: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (
      await fetch(control).then(
        response => response.ok,
        () => false,
      )
    )
      return;
    await delay(50);
  }
  throw new Error(`The sandbox's services do not answer at ${control}`);
}

async function withServices(use: (services: SandboxServices) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tanba-e2e-pki-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const made = await runNode(command('keys', '--out', folder, '--seed', 'e2e', '--services', url), {
    quiet: true,
  });
  if (made.status !== 0) throw new Error(`The sandbox keys could not be made:\n${made.output}`);
  const parameters = command('pki', '--data', folder, '--port', String(port));
  const server = spawn(process.execPath, parameters, { cwd: root, stdio: 'ignore' });
  const ended = once(server, 'exit');
  try {
    const control = `${url}/control`;
    await waitUntilServed(control);
    await use(servicesAt(url, control, sandboxKeysIn(folder)));
  } finally {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

function servicesAt(url: string, control: string, keys: SandboxKeys): SandboxServices {
  const change = async (body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(control, { method: 'PUT', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  };
  const tsa = `${url}/tsp`;
  let revoked: string[] = [];
  return {
    keys,
    tsa,
    settings: { trust: [keys.authorities], tsaAddresses: [tsa] },
    fault: (service, fault) => change({ faults: { [service]: fault } }),
    revoke: async serial => {
      revoked.push(serial);
      await change({ revoke: [{ serial }], publish: true });
    },
    restore: async () => {
      await change({ faults: { ocsp: null, crl: null, tsa: null }, restore: revoked, publish: true });
      revoked = [];
    },
  };
}

export const test = base.extend<{ readonly services: SandboxServices }, { workerServices: SandboxServices }>({
  workerServices: [
    async ({}, use) => {
      await withServices(use);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  services: async ({ workerServices }, use) => {
    await workerServices.restore();
    await use(workerServices);
  },
});
