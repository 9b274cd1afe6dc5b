/** A display for windows where there is none: Xvfb, started once and ended with its user. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

export interface Display {
  /** Value for DISPLAY; null where the system has its own way (Windows, macOS, Wayland). */
  readonly name: string | null;
  /** Whether nobody can see it. */
  readonly virtual: boolean;
  stop(): void;
}

const asItIs: Display = { name: null, virtual: false, stop: () => undefined };

/** Whether a person could see a window. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

export function hasXvfb(): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, 'Xvfb')));
}

/** The display that is there, else a virtual one. Sets DISPLAY for every process started afterwards. */
export async function ensureDisplay(): Promise<Display> {
  if (hasDisplay()) return asItIs;
  if (!hasXvfb())
    throw new Error('There is no display and no Xvfb. Install it (Debian, Ubuntu: apt install xvfb).');
  const display = await startXvfb();
  process.env.DISPLAY = display.name ?? '';
  return display;
}

const startSeconds = 15;

/** Ends the server when its input closes, which it does with us, however we end. */
const guarded = 'Xvfb "$@" & server=$!; read -r end; kill $server';
const parameters = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-noreset'];

/** Xvfb chooses a free number itself and tells it through a pipe when it is ready: no guessing, no waiting. */
function startXvfb(): Promise<Display> {
  const server = spawn('sh', ['-c', guarded, 'Xvfb', ...parameters], {
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
  });
  const input = server.stdin as Socket;
  const told = server.stdio[3] as Readable;
  let number = '';
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => reject(new Error('Xvfb did not start')), startSeconds * 1000);
    server.once('error', reject);
    told.on('data', (chunk: Buffer) => {
      number += chunk.toString();
      // Number and line end come as two writes; closing the pipe between them would end the server.
      if (!number.endsWith('\n')) return;
      clearTimeout(tooLong);
      told.destroy();
      server.unref();
      input.unref();
      resolve({ name: `:${number.trim()}`, virtual: true, stop: () => input.destroy() });
    });
  });
}
