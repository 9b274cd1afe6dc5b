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
import type { Settings } from '../../contract/model.ts';

export { expect } from '@playwright/test';

export interface EsfPortal {
  readonly origin: string;
  /** What an app is told so that it talks to this portal. */
  readonly settings: Pick<Settings, 'portal' | 'sandboxPortal'>;
  /** The link of the mail that has come since the last call, as a person copies it from the page. */
  newLink(): Promise<string>;
}

export async function startEsfPortal(folder: string): Promise<{ portal: EsfPortal; stop(): Promise<void> }> {
  const parameters = [join(root, 'cli', 'main.ts'), 'sandbox', '--data', folder, '--port', '0'];
  const server = spawn(process.execPath, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(server, 'exit');
  const origin = await firstAddress(server.stdout);
  return {
    portal: portalAt(origin),
    async stop() {
      server.kill();
      await ended;
    },
  };
}

/** What the command prints first is where the portal is. */
async function firstAddress(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (origin !== undefined) return origin;
  }
  throw new Error('tanba sandbox ended without saying where it is');
}

function portalAt(origin: string): EsfPortal {
  const seen = new Set<string>();
  const links = async (): Promise<string[]> => {
    const page = await (await fetch(`${origin}/mailbox`)).text();
    return [...page.matchAll(/href="([^"]*[?&](?:amp;)?link=[\w-]{43}[^"]*)"/g)].map(found =>
      found[1]!.replaceAll('&amp;', '&'),
    );
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
