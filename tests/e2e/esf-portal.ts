/** The sandbox portal as a person starts it, `tanba sandbox`, one for a worker; and its mailbox, as its page shows it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';
import { root } from '../../tools/run.ts';
import { test as base } from './fixtures.ts';
import { copySandboxKeys } from './sandbox-keys.ts';
import { certificateOf, taxpayerKeys } from './taxpayer-keys.ts';
import type { Settings } from '../../contract/settings.ts';
import type { SandboxKey } from './sandbox-keys.ts';

export { expect } from '@playwright/test';

export interface EsfPortal {
  readonly origin: string;
  /** What an app is told so that it talks to this portal. */
  readonly settings: Pick<Settings, 'portal' | 'sandboxPortal'>;
  /** The link of the mail that has come since the last call, as a person copies it from the page. */
  newLink(): Promise<string>;
  /** The key of somebody in the registry, by what they are there for; of an entity's head where one is named. */
  keyOf(person: string, entity?: string): SandboxKey;
  /** The registry as at the first start, without whoever registered since; keys and their revocations stay. */
  reset(): Promise<void>;
  /** From now on the authority says that the key's certificate was revoked. */
  revoke(key: SandboxKey): Promise<void>;
  /** Whether the authority answers the portal's question who was revoked. */
  authorityAnswers(answers: boolean): Promise<void>;
  /** The next so many answers to the operation are a fault. */
  fault(
    kind: 'session-over' | 'maintenance' | 'answer-lost' | 'error',
    operation: string,
    count?: number,
  ): Promise<void>;
}

/** @param more options of the command */
export async function startEsfPortal(
  folder: string,
  more: readonly string[] = [],
): Promise<{ portal: EsfPortal; stop(): Promise<void> }> {
  const parameters = [
    join(root, 'cli', 'main.ts'),
    'sandbox',
    '--data',
    folder,
    '--port',
    '0',
    '--json',
    ...more,
  ];
  const server = spawn(process.execPath, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(server, 'exit');
  const addresses = await readAddresses(server.stdout);
  return {
    portal: portalAt(addresses, await taxpayerKeys(folder)),
    async stop() {
      server.kill();
      await ended;
    },
  };
}

interface Addresses {
  readonly portal: string;
  readonly pki: string;
}

/** The command prints one JSON object when everything is up, and goes on. */
async function readAddresses(output: NodeJS.ReadableStream): Promise<Addresses> {
  let text = '';
  for await (const line of createInterface({ input: output })) {
    text += line;
    if (line === '}') return JSON.parse(text) as Addresses;
  }
  throw new Error('tanba sandbox ended without saying where it is');
}

function portalAt({ portal: origin, pki }: Addresses, keyOf: EsfPortal['keyOf']): EsfPortal {
  const seen = new Set<string>();
  const links = async (): Promise<string[]> => {
    const page = await (await fetch(`${origin}/mailbox`)).text();
    return [...page.matchAll(/href="([^"]*[?&](?:amp;)?link=[\w-]{43}[^"]*)"/g)].map(found =>
      found[1]!.replaceAll('&amp;', '&'),
    );
  };
  const control = async (change: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${pki}/control`, { method: 'PUT', headers, body: JSON.stringify(change) });
    if (!answer.ok) throw new Error(await answer.text());
  };
  /** A button of the admin page. */
  const press = async (name: string, fields: Record<string, string> = {}): Promise<void> => {
    const body = new URLSearchParams(fields);
    const answer = await fetch(`${origin}/admin/${name}`, { method: 'POST', body });
    if (!answer.ok) throw new Error(await answer.text());
  };
  return {
    origin,
    settings: { portal: 'sandbox', sandboxPortal: origin },
    async newLink() {
      let fresh: string | undefined;
      await expect(async () => {
        fresh = (await links()).find(link => !seen.has(/link=([\w-]{43})/.exec(link)![1]!));
        expect(fresh).toBeDefined();
      }).toPass({ timeout: 10_000 });
      for (const link of await links()) seen.add(/link=([\w-]{43})/.exec(link)![1]!);
      return fresh!;
    },
    keyOf,
    revoke: key => control({ revoke: [{ serial: certificateOf(key).serial }] }),
    authorityAnswers: answers => control({ faults: { crl: answers ? null : 'down' } }),
    reset: () => press('reset'),
    fault: (kind, operation, count = 1) => press('fault', { kind, operation, count: String(count) }),
  };
}

export const test = base.extend<object, { readonly esf: EsfPortal }>({
  esf: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'tanba-e2e-esf-'));
      copySandboxKeys(folder);
      const { portal, stop } = await startEsfPortal(folder);
      await use(portal);
      await stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
    { scope: 'worker' },
  ],
});
