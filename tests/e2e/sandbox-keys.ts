/** Demo keys from the sandbox's own command, made once a run and copied for each test: a test may damage its own. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runNode } from '../../tools/run.ts';

/** The sandbox's names of its keys, as far as tests use them. */
export type KeyId =
  | 'individual'
  | 'individual-rsa-sign'
  | 'individual-rsa-auth'
  | 'head'
  | 'signatory'
  | 'head-gost2004'
  | 'expired'
  | 'not-yet-valid';

export interface SandboxKey {
  readonly id: string;
  readonly path: string;
  readonly password: string;
  readonly name: string;
  readonly algorithm: string;
}

export interface SandboxKeys {
  readonly folder: string;
  /** Folder of the sandbox's authorities. */
  readonly authorities: string;
  key(id: KeyId): SandboxKey;
}

/** Where this run's keys are; the runner's workers inherit it. */
const variable = 'TANBA_E2E_KEYS';

/** Once a run; the function removes them. */
export async function makeSandboxKeys(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'tanba-e2e-keys-'));
  const command = [join(root, 'cli', 'main.ts'), 'sandbox', 'keys', '--out', folder, '--seed', 'e2e'];
  const { status, output } = await runNode(command, { quiet: true });
  if (status !== 0) throw new Error(`The sandbox keys could not be made:\n${output}`);
  process.env[variable] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

export function copySandboxKeys(folder: string): SandboxKeys {
  const made = process.env[variable];
  if (made === undefined) throw new Error('No sandbox keys: the global set-up makes them');
  cpSync(made, folder, { recursive: true });
  return sandboxKeysIn(folder);
}

/** The keys of a folder that the sandbox's command made. */
export function sandboxKeysIn(folder: string): SandboxKeys {
  const list = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as {
    keys: { id: string; file: string; password: string; name: string; algorithm: string }[];
  };
  return {
    folder,
    authorities: join(folder, 'ca'),
    key: id => {
      const found = list.keys.find(key => key.id === id);
      if (!found) throw new Error(`The sandbox has no key '${id}'`);
      return { ...found, path: join(folder, found.file) };
    },
  };
}
