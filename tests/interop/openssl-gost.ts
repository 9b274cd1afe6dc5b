/**
 * A second opinion that is not ours: the gost engine of OpenSSL (Debian package libengine-gost-openssl), as files in and
 * out of the `openssl` program. It uses the Russian OIDs and, for signatures, the byte order of RFC 4491: s ‖ r, both
 * big-endian, which is ours with all bytes reversed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hexToBytes, reversed } from '../../core/bytes.ts';

const CONFIGURATION = `openssl_conf = init
[init]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
`;

/** Whether `openssl` is there and finds its engine. */
function engineAnswers(): boolean {
  const { status, stdout } = spawnSync('openssl', ['engine', '-t', 'gost'], { encoding: 'utf8' });
  return status === 0 && stdout.includes('[ available ]');
}

const hasEngine = engineAnswers();

/** For `describe.skipIf(lacksGostEngine('digests', 20))`: says once how many cases a suite leaves out, and why. */
export function lacksGostEngine(suite: string, cases: number): boolean {
  if (!hasEngine) {
    console.log(
      `gost engine ${suite}: ${cases} cases left out: openssl has no gost engine here (Debian: libengine-gost-openssl)`,
    );
  }
  return !hasEngine;
}

/** A key pair as OpenSSL keeps it, DER. */
export interface EngineKey {
  readonly pkcs8: Uint8Array;
  readonly spki: Uint8Array;
}

/** The engine, with a folder of its own for what goes in and out. */
export class GostEngine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tanba-gost-'));

  constructor() {
    writeFileSync(join(this.#folder, 'openssl.cnf'), CONFIGURATION);
  }

  /** Removes the folder. */
  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The hashes of the messages; `name` as OpenSSL has it: md_gost12_512, md_gost12_256. */
  digests(name: string, messages: readonly Uint8Array[]): readonly Uint8Array[] {
    const files = messages.map((message, index) => this.#write(`message-${index}`, message));
    const { stdout } = this.#run(['dgst', `-${name}`, '-r', ...files]);
    return stdout
      .toString('latin1')
      .trim()
      .split('\n')
      .map(line => hexToBytes(line.split(' ')[0] ?? ''));
  }

  /** A new key; algorithm and parameter set as the engine names them. */
  generate(algorithm: string, parameters: string): EngineKey {
    const pem = this.#run(['genpkey', '-algorithm', algorithm, '-pkeyopt', `paramset:${parameters}`]).stdout;
    const key = this.#write('generated.pem', pem);
    return {
      pkcs8: this.#run(['pkey', '-in', key, '-outform', 'DER']).stdout,
      spki: this.#run(['pkey', '-in', key, '-pubout', '-outform', 'DER']).stdout,
    };
  }

  /** Signs a hash; r ‖ s, each little-endian. */
  sign(pkcs8: Uint8Array, digest: Uint8Array): Uint8Array {
    const [key, input] = [this.#write('key.der', pkcs8), this.#write('digest', digest)];
    return reversed(this.#run(['pkeyutl', '-sign', '-inkey', key, '-keyform', 'DER', '-in', input]).stdout);
  }

  /** Whether the engine accepts a signature r ‖ s, each little-endian. */
  verifies(spki: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean {
    const [key, input] = [this.#write('key.der', spki), this.#write('digest', digest)];
    const file = this.#write('signature', reversed(signature));
    const { stdout } = this.#run(
      ['pkeyutl', '-verify', '-pubin', '-inkey', key, '-keyform', 'DER', '-in', input, '-sigfile', file],
      [0, 1],
    );
    return stdout.toString('latin1').includes('Verified Successfully');
  }

  #write(name: string, bytes: Uint8Array): string {
    const file = join(this.#folder, name);
    writeFileSync(file, bytes);
    return file;
  }

  #run(args: readonly string[], statuses: readonly number[] = [0]): { stdout: Buffer } {
    const env = { ...process.env, OPENSSL_CONF: join(this.#folder, 'openssl.cnf') };
    const { status, stdout, stderr, error } = spawnSync('openssl', args, { env });
    if (error) throw error;
    if (!statuses.includes(status ?? -1)) throw new Error(`openssl ${args[0]}: ${stderr.toString('latin1')}`);
    return { stdout };
  }
}
