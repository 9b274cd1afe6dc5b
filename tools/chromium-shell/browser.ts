/** Starts one Chromium with one app window, and sees to it that it ends with this process, however that ends. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumFlags, findChromium } from '../chromium.ts';
import { CdpConnection } from './cdp.ts';
import type { Readable, Writable } from 'node:stream';

export interface BrowserOptions {
  readonly url: string;
  readonly flags: readonly string[];
  /** Contents of the profile's Preferences file. */
  readonly preferences: Readonly<Record<string, unknown>>;
}

export interface Browser {
  readonly connection: CdpConnection;
  readonly profile: string;
  readonly exited: Promise<void>;
  close(): Promise<void>;
}

const profilePrefix = 'tanba-chromium-';

export function startBrowser(options: BrowserOptions): Browser {
  const program = findChromium();
  if (program === null) throw new Error('No Chromium was found; see tools/chromium.ts');
  const profile = freshProfile(options.preferences);
  const child = spawn(
    program,
    [...chromiumFlags(profile), '--remote-debugging-pipe', `--app=${options.url}`, ...options.flags],
    // The browser ends when the pipes on 3 and 4 close, so also when this process is killed.
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const clean = () => {
    child.kill('SIGKILL');
    removeProfile(profile);
  };
  process.once('exit', clean);
  const connection = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const close = async () => {
    // It may be gone already; its exit is what counts.
    await connection
      .session()
      .send('Browser.close')
      .catch(() => undefined);
    await exited;
  };
  return { connection, profile, exited, close };
}

/** A new profile each time. The folder's name holds our process id, so that what a killed start left can be told and removed. */
function freshProfile(preferences: Readonly<Record<string, unknown>>): string {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${profilePrefix}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) removeProfile(join(tmpdir(), name));
  }
  const profile = mkdtempSync(join(tmpdir(), `${profilePrefix}${process.pid}-`));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  return profile;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The browser's children may still be writing for a moment after it ended. */
function removeProfile(profile: string): void {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch {
    // Left for the next start.
  }
}
