/** Signs documents with keys of the stores, and stamps signatures. */
import { errorFromData } from '../../contract/errors/index.ts';
import type { SignatureEncoding, SignedDocument, XmlOptions } from '../../contract/documents.ts';
import type { KeyRef } from '../../contract/keys.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Timestamper } from '../../core/signing/evidence.ts';
import { fitsForSigning } from '../../core/signing/key-requirement.ts';
import { signCmsDigest } from '../../core/signing/sign-document.ts';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import type { Authorities } from '../authorities.ts';
import type { OnFault } from '../fault.ts';
import type { KeyStores } from '../keys/key-stores.ts';
import type { Clock } from '../ports.ts';
import { runBatch } from './batch.ts';
import type { BatchOptions, StepReport } from './batch.ts';
import { encodeSignature } from '../../core/signing/encode-signature.ts';
import { assertWritable, writeFileAtomic } from '../files/atomic-write.ts';
import type { PendingStamps } from './pending-stamps.ts';
import { addSignerToFile, stampFile } from './rewrite-signature.ts';
import { signFiles } from './sign-files.ts';
import { signerInTurn } from './signer-in-turn.ts';
import type { SignFilesRequest } from './sign-files.ts';
import { defaultXml } from './signature-formats.ts';

/** What all jobs with a key have in common. */
export interface KeyJob extends Pick<SignFilesRequest, 'overwrite' | 'signal' | 'onProgress'> {
  /** Of a store that is unlocked. */
  readonly key: KeyRef;
  /** For a key that asks for it at each signature; zeroed when the job is over. */
  readonly pin?: Uint8Array | undefined;
  /** Whether signatures get a time-stamp; absent: as the settings say. */
  readonly timestamp?: boolean | undefined;
  /** Time-stamping authorities, tried in turn; absent: those of the settings. */
  readonly tsaAddresses?: readonly string[] | undefined;
}

export interface SigningJob
  extends KeyJob, Pick<SignFilesRequest, 'documents' | 'format' | 'detached' | 'outputOf'> {
  /** How an XML signature is laid out and what it covers; the whole document, compact, where absent. */
  readonly xml?: XmlOptions | undefined;
  /** DER where absent. */
  readonly encoding?: SignatureEncoding | undefined;
}

export interface AddSignerJob extends KeyJob {
  readonly signatures: readonly string[];
  /** The document of a detached signature; null: the one beside it. */
  readonly content: string | null;
  /** Null: in the place of each signature. */
  readonly output: string | null;
  /** As it came where absent. */
  readonly encoding?: SignatureEncoding | undefined;
}

export interface DigestJob extends Omit<KeyJob, 'onProgress'> {
  /** By the hash function of the key's family. */
  readonly digest: Uint8Array;
  readonly output: string;
  readonly encoding?: SignatureEncoding | undefined;
}

export interface StampJob extends Pick<KeyJob, 'tsaAddresses' | 'signal' | 'onProgress'> {
  readonly signatures: readonly string[];
}

export interface Signing {
  /**
   * The result of each document, in their order. Thrown is what concerns them all before the first one is touched:
   * @throws TanbaError keystore.locked, key.not-found, key.not-for-signing, key.expired,
   *   key.not-yet-valid
   */
  sign(job: SigningJob): Promise<SignedDocument[]>;
  /** Adds a signer to CMS signatures; errors as of sign(). */
  addSigner(job: AddSignerJob): Promise<SignedDocument[]>;
  /** A detached CMS over a digest; errors as of sign(), digest.wrong-length, output.*. */
  signDigest(job: DigestJob): Promise<SignedDocument>;
  /** Adds time-stamps to CMS signatures that have none, each in its place. */
  stamp(job: StampJob): Promise<SignedDocument[]>;
  /** What stamp() is still to be called for. */
  readonly pending: Pick<PendingStamps, 'list' | 'onDidChange'>;
}

export interface SigningOptions {
  readonly keys: KeyStores;
  readonly clock: Clock;
  readonly onFault: OnFault;
  readonly authorities: Pick<Authorities, 'timestamper' | 'forgetProblems'>;
  readonly settings: () => Pick<Settings, 'timestamp' | 'tsaAddresses'>;
  readonly pending: PendingStamps;
}

export function createSigning(options: SigningOptions): Signing {
  const { clock, onFault, pending, authorities } = options;
  const batch = (onProgress: BatchOptions['onProgress']): BatchOptions => ({ clock, onFault, onProgress });

  return {
    pending,
    sign: ({ key: _key, pin: _pin, xml = defaultXml, encoding = 'der', ...job }) =>
      withSigner(options, { ...job, key: _key, pin: _pin }, async signer => {
        const timestamper = timestamperFor(options, job);
        const results = await signFiles({
          ...job,
          ...batch(job.onProgress),
          xml,
          encoding,
          timestamper,
          signer,
        });
        return remembering(pending, results);
      }),
    addSigner: job =>
      withSigner(options, job, async signer => {
        const timestamper = timestamperFor(options, job);
        const results = await runBatch(
          job.signatures,
          signature => job.output ?? signature,
          (signature, _output, report, inTurn) => {
            const request = { ...rewriting(job, signature, report), output: job.output };
            return withStamping(timestamper, stamping =>
              addSignerToFile({
                ...request,
                content: job.content,
                signer: signerInTurn(signer, inTurn),
                stamping,
                signingTime: clock.now(),
              }),
            );
          },
          batch(job.onProgress),
        );
        return remembering(pending, results);
      }),
    signDigest: job =>
      withSigner(options, job, async signer => {
        const { digest, output, overwrite, encoding = 'der' } = job;
        await assertWritable(output, { overwrite, inputs: [] });
        const missing = await withStamping(timestamperFor(options, job), async stamping => {
          const request = { signer, signingTime: clock.now(), ...(stamping && { stamping }) };
          const pieces = encodeSignature(oneOf(await signCmsDigest(digest, request)), encoding);
          await writeFileAtomic(output, pieces, { overwrite, inputs: [] });
        });
        const [result] = await remembering(pending, [
          { document: output, output, error: null, pending: missing },
        ]);
        return result!;
      }),
    async stamp({ signatures, tsaAddresses, signal, onProgress }) {
      // Whoever asks for it does not want to hear what was true half a minute ago.
      authorities.forgetProblems();
      const timestamper = authorities.timestamper(tsaAddresses ?? options.settings().tsaAddresses, signal);
      const results = await runBatch(
        signatures,
        signature => signature,
        async (signature, _output, report) => {
          const request = rewriting({ overwrite: true, signal }, signature, report);
          await stampFile({ ...request, output: null, timestamper });
          return null;
        },
        batch(onProgress),
      );
      await pending.remove(results.filter(isStamped).map(({ document }) => document));
      return results;
    },
  };
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes;
}

/** One that had a time-stamp already waits for nothing either. */
function isStamped({ error }: SignedDocument): boolean {
  return error === null || error.code === 'timestamp.exists';
}

type KeySigner = ReturnType<KeyStores['signerFor']>;

async function withSigner<T>(
  { keys, clock }: SigningOptions,
  { key, pin, signal }: Pick<KeyJob, 'key' | 'pin' | 'signal'>,
  act: (signer: KeySigner) => Promise<T>,
): Promise<T> {
  const signer = keys.signerFor(key, { signal, pin });
  try {
    const unfit = fitsForSigning(describeCertificate(signer.certificate), clock.now());
    if (unfit !== null) throw errorFromData(unfit);
    return await act(signer);
  } finally {
    signer.release();
  }
}

function timestamperFor(
  { authorities, settings }: SigningOptions,
  { timestamp, tsaAddresses, signal }: Pick<KeyJob, 'timestamp' | 'tsaAddresses' | 'signal'>,
): Timestamper | null {
  const { timestamp: setting, tsaAddresses: addresses } = settings();
  const wanted = timestamp ?? (tsaAddresses !== undefined || setting === 'on');
  return wanted ? authorities.timestamper(tsaAddresses ?? addresses, signal) : null;
}

/** What is still to come after `act`, which may call for a time-stamp. */
async function withStamping(
  timestamper: Timestamper | null,
  act: (
    stamping: { readonly timestamper: Timestamper; readonly onMissed: () => void } | undefined,
  ) => Promise<unknown>,
): Promise<SignedDocument['pending']> {
  let pending: SignedDocument['pending'] = null;
  await act(timestamper === null ? undefined : { timestamper, onMissed: () => (pending = 'timestamp') });
  return pending;
}

function rewriting(
  { overwrite, signal, encoding }: Pick<AddSignerJob, 'overwrite' | 'signal' | 'encoding'>,
  signature: string,
  report: StepReport,
) {
  return {
    signature,
    overwrite,
    encoding: encoding ?? null,
    signal,
    onProgress: (bytesDone: number, bytesTotal: number) =>
      report({ phase: 'writing', bytesDone, bytesTotal }, false),
  };
}

async function remembering(pending: PendingStamps, results: SignedDocument[]): Promise<SignedDocument[]> {
  await pending.add(results.flatMap(result => (result.pending === null ? [] : (result.output ?? []))));
  return results;
}
