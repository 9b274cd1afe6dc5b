/**
 * A virtual token behind the real supervisor and real host processes, worked with as the application works with it: for the
 * fault matrix and the soak.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ErrorCode } from '../../contract/errors/index.ts';
import type { TokenRef } from '../../contract/keys.ts';
import type { HostResponse } from '../../contract/token-host.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { digestAlgorithms } from '../../core/crypto/digest.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { parseCertificate, publicKeyOf } from '../../core/x509/certificate.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { createTestToken, library, pin } from '../../native/virtual-token/test-token.ts';
import type { TestToken } from '../../native/virtual-token/test-token.ts';
import { startCallLog } from '../../native/virtual-token/token-folder.ts';
import type { VirtualTokenOptions } from '../../native/virtual-token/token-folder.ts';
import { addCertificate, addPrivateKey } from '../../native/virtual-token/token-objects.ts';
import { createTokenHost } from '../../services/keys/supervisor.ts';
import type { TokenHost } from '../../services/keys/supervisor.ts';
import type { HostEnd } from '../../services/keys/host-connection.ts';
import { nodeHostStarter } from '../../services/node-host-starter.ts';
import { systemClock } from '../../services/ports.ts';
import type { Clock, HostProcess, HostStarter } from '../../services/ports.ts';
import { toErrorData } from '../../services/fault.ts';
import { defaultXml } from '../../services/signing/signature-formats.ts';
import { signFiles } from '../../services/signing/sign-files.ts';
import { bundled } from '../support/entries.ts';
import { pin as vectorPin } from '../support/key-files.ts';
import { manualClock } from '../support/manual-clock.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { readVectors } from '../vectors/read-vector.ts';

const entry = bundled.host;
const vectors = readVectors(fileURLToPath(new URL('../vectors/pkcs12', import.meta.url)));

export interface TokenSession {
  readonly token: TestToken;
  readonly host: TokenHost;
  /** Deadlines go by it, so that a slow machine is not taken for a hanging driver. */
  readonly clock: ManualClock;
  /** Null, or the code of the error. */
  list(): Promise<ErrorCode | null>;
  open(text?: string): Promise<ErrorCode | null>;
  /** Signs so many documents with the one key of the token, through services/signing; the code of the first that failed. */
  sign(count?: number): Promise<ErrorCode | null>;
  /** Signs a digest with it, and nothing around. */
  signDigest(): Promise<ErrorCode | null>;
  /** Whether a token is there, as the program asks again and again. */
  poll(): Promise<boolean>;
  lock(): Promise<ErrorCode | null>;
  /** Files in the folder of signatures after the last sign(). */
  written(): readonly string[];
  /** How hosts ended, and how many were started. */
  readonly ends: HostEnd[];
  readonly started: HostProcess[];
  remove(): void;
}

async function outcome(work: Promise<unknown>): Promise<ErrorCode | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return toErrorData(error, rethrow).code;
  }
}

/** An error that has no code is a fault of ours, and shows. */
function rethrow(_id: string, error: unknown): never {
  throw error;
}

/** A key of НУЦ's kind with its certificate, from the vector of that name. */
export function putKey(dir: string, vector: string): void {
  const found = vectors.find(({ name }) => name === vector);
  if (found === undefined) throw new Error(`no vector ${vector}`);
  const [key] = openPkcs12(found.file(), vectorPin(), vector).entries;
  if (key === undefined) throw new Error(`no key in ${vector}`);
  const options = { id: Uint8Array.of(1), label: vector };
  addPrivateKey({ dir }, key.privateKey, options);
  addCertificate({ dir }, key.certificateDer, options);
}

function startHost(dir: string, clock: Clock, started: HostProcess[]): TokenHost {
  const environment = { ...process.env, TANBA_VIRTUAL_TOKEN: dir };
  const starter = nodeHostStarter({ entry, environment });
  const start: HostStarter['start'] = spec => {
    const child = starter.start(spec);
    started.push(child);
    return child;
  };
  return createTokenHost({ spec: { provider: 'pkcs11', library }, starter: { start }, clock });
}

export function createTokenSession(
  options: Partial<VirtualTokenOptions> & { readonly vector?: string } = {},
): TokenSession {
  const token = createTestToken(options);
  putKey(token.dir, options.vector ?? 'ok-rsa');
  startCallLog(token.dir);
  const out = join(token.dir, 'signed');
  const clock = manualClock();
  const started: HostProcess[] = [];
  const ends: HostEnd[] = [];
  const host = startHost(token.dir, clock, started);
  host.onDidEnd(reason => ends.push(reason));
  const store: TokenRef = { kind: 'token', module: library, serial: '00000000000000a1', label: 'Demo' };
  let keys: HostResponse<'open'>['keys'] = [];

  function signer(key: HostResponse<'open'>['keys'][number]): Signer {
    return {
      certificate: parseCertificate(key.certificate),
      async signDigest(digestName, digest) {
        const asked = key.asksPinEachTime === true && { pin: utf8ToBytes(pin) };
        const request = { store, alias: key.alias, digestName, digest, ...asked };
        return (await host.call('sign', request)).signature;
      },
    };
  }

  return {
    token,
    host,
    clock,
    started,
    ends,
    list: () => outcome(host.call('tokens', {})),
    open(text = pin) {
      const secret = utf8ToBytes(text);
      const opened = host.call('open', { store, pin: secret }, { secrets: [secret] });
      return outcome(
        opened.then(answer => {
          keys = answer.keys;
        }),
      );
    },
    async sign(count = 1) {
      rmSync(out, { recursive: true, force: true });
      mkdirSync(out);
      const [key] = keys;
      // An opened token that showed no key leaves nothing to choose.
      if (key === undefined) return 'key.not-found';
      const results = await signFiles({
        documents: Array.from({ length: count }, (_, index) =>
          token.file(index === 0 ? 'document.txt' : `document-${index}.txt`, 'a document'),
        ),
        signer: signer(key),
        format: 'cms',
        detached: true,
        encoding: 'der',
        timestamper: null,
        xml: defaultXml,
        outputOf: path => join(out, `${basename(path)}.cms`),
        overwrite: false,
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onFault: rethrow,
        clock: systemClock,
      });
      return results.find(({ error }) => error !== null)?.error?.code ?? null;
    },
    signDigest() {
      if (keys[0] === undefined) return Promise.resolve('key.not-found');
      const one = signer(keys[0]);
      const { digest: name } = publicKeyOf(one.certificate).algorithm;
      const digest = new Uint8Array(digestAlgorithms[name].length).fill(7);
      return outcome(one.signDigest(name, digest));
    },
    poll: async () => (await host.call('poll', {})).slots.length > 0,
    lock: () => outcome(host.call('lock', { store })),
    written: () => readdirSync(out),
    remove() {
      host.stop();
      token.remove();
    },
  };
}
