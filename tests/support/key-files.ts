/** Key files on disk for tests of hosts and stores: the vectors that open, written into a folder of the test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileRef } from '../../contract/keys.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { nodeHostStarter } from '../../services/node-host-starter.ts';
import type { HostStarter } from '../../services/ports.ts';
import { readVectors } from '../vectors/read-vector.ts';
import { bundled } from './entries.ts';

const vectors = readVectors(fileURLToPath(new URL('../vectors/pkcs12', import.meta.url)));

/** Real token hosts; with faults where the path of their script is given. */
export function hostStarter(faults?: string): HostStarter {
  const environment = { ...process.env, ...(faults !== undefined && { TANBA_HOST_FAULTS: faults }) };
  return nodeHostStarter({ entry: bundled.host, environment });
}

/** The password of every sound vector but one. */
export const pin = (): Uint8Array => utf8ToBytes('Vector-2026');

export interface Folder {
  readonly path: string;
  file(name: string, content: Uint8Array | string): string;
  /** A key file from the vector of that name. */
  store(vector: string): FileRef;
  remove(): void;
}

/** A new temporary folder. */
export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'tanba-keys-'));
  const file = (name: string, content: Uint8Array | string): string => {
    const target = join(path, name);
    writeFileSync(target, content);
    return target;
  };
  return {
    path,
    file,
    store(name) {
      const vector = vectors.find(it => it.name === name);
      if (vector === undefined) throw new Error(`no vector ${name}`);
      return { kind: 'file', path: file(`${name}.p12`, vector.file()) };
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
