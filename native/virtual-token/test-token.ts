/** What the tests of the virtual token share: a token in a folder of its own, and pkcs11-tool as a PKCS#11 host that is not ours. */
import { spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildVirtualToken } from './build-token.ts';
import { createVirtualToken } from './token-folder.ts';
import type { VirtualTokenOptions } from './token-folder.ts';

export const pin = '12345678';
export const soPin = '87654321';

const built = buildVirtualToken();
export const library = 'library' in built ? built.library : '';

export const notBuilt = 'missing' in built && built.missing;
export const noTool =
  spawnSync('pkcs11-tool', ['--version'], { stdio: 'ignore' }).error !== undefined &&
  'pkcs11-tool is not installed (opensc)';
export const noGost =
  spawnSync('openssl', ['engine', 'gost'], { stdio: 'ignore' }).status !== 0 &&
  'the gost engine is not installed (libengine-gost-openssl)';

/** For describe.skipIf(): a suite that is left out says why. */
export function lacks(suite: string, ...reasons: readonly (string | false)[]): boolean {
  const words = reasons.filter(reason => reason !== false);
  if (words.length > 0) process.stderr.write(`virtual token: "${suite}" is left out: ${words.join('; ')}\n`);
  return words.length > 0;
}

/** A folder with a token in slot 0, and what a test does with it. */
export interface TestToken {
  readonly dir: string;
  /** The path of a scratch file, with this content if given. */
  file(name: string, content?: Uint8Array | string): string;
  /** Runs pkcs11-tool, whatever comes of it; `env` is added to the environment. */
  tool(parameters: readonly string[], env?: Readonly<Record<string, string>>): SpawnSyncReturns<string>;
  /** Runs pkcs11-tool and throws if it is not content, or warns. Gives what it printed. */
  run(...parameters: readonly string[]): string;
  /** The same with the user's PIN. */
  runAsUser(...parameters: readonly string[]): string;
  /** Signs a file's content with the key of that CKA_ID (hex). */
  sign(mechanism: string, id: string, path: string): Buffer;
  remove(): void;
}

export function createTestToken(options: Partial<VirtualTokenOptions> = {}): TestToken {
  const dir = mkdtempSync(join(tmpdir(), 'tanba-virtual-token-'));
  createVirtualToken({ dir, pin, soPin, label: 'Demo', serial: '00000000000000a1', ...options });
  const token: TestToken = {
    dir,
    file: (name, content) => {
      if (content !== undefined) writeFileSync(join(dir, name), content);
      return join(dir, name);
    },
    tool: (parameters, env = {}) =>
      spawnSync('pkcs11-tool', ['--module', library, ...parameters], {
        env: { ...process.env, TANBA_VIRTUAL_TOKEN: dir, ...env },
        encoding: 'utf8',
      }),
    run: (...parameters) => {
      const { status, signal, stdout, stderr } = token.tool(parameters);
      if (status !== 0 || /error|warning/i.test(stderr))
        throw new Error(`pkcs11-tool ${parameters.join(' ')}: ${status ?? signal}\n${stdout}${stderr}`);
      return stdout;
    },
    runAsUser: (...parameters) => token.run('--login', '--pin', pin, ...parameters),
    sign: (mechanism, id, path) => {
      token.runAsUser('--sign', '-m', mechanism, '--id', id, '-i', path, '-o', token.file('signature'));
      return readFileSync(token.file('signature'));
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
  return token;
}
