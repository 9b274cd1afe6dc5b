/** Evidence beside a document: what authorities said, kept so that a verdict can be reached again years later, without a network. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import { equalBytes } from '../../core/bytes.ts';
import { parseCrl } from '../../core/revocation/crl.ts';
import { parseOcspResponse } from '../../core/revocation/ocsp-response.ts';
import type { EvidenceSource } from '../../core/signing/evidence.ts';
import { readingError, writingError } from '../files/system-errors.ts';
import { kindOf, nameOf, readAnswer, writeAnswer } from './answer-files.ts';
import type { AnswerKind } from './answer-files.ts';

interface Kept {
  readonly kind: AnswerKind;
  readonly bytes: Uint8Array;
  /** Numbers of the certificates that an OCSP response is about. */
  readonly serials: readonly string[];
  /** Name of a list's authority. */
  readonly issuerDer: Uint8Array | null;
}

/** Files of a folder that are looked at. */
const maxFiles = 10_000;

/** Answers from the files of a folder, *.ocsp and *.crl, and from nowhere else. The folder is read once, when it is first asked. */
export function folderEvidence(folder: string): EvidenceSource {
  let reading: Promise<readonly Kept[] | ErrorData> | null = null;
  return {
    async revocationOf({ serial }, { subjectDer }) {
      reading ??= readFolder(folder);
      const kept = await reading;
      if ('code' in kept) return { ocsp: [], crls: [], problem: kept };
      const ocsp = kept.filter(({ serials }) => serials.includes(serial)).map(({ bytes }) => bytes);
      const crls = kept
        .filter(({ issuerDer }) => issuerDer !== null && equalBytes(issuerDer, subjectDer))
        .map(({ bytes }) => bytes);
      const isEmpty = ocsp.length + crls.length === 0;
      const problem = isEmpty ? new TanbaError('revocation.unavailable', {}).toData() : null;
      return { ocsp, crls, problem };
    },
  };
}

async function readFolder(folder: string): Promise<readonly Kept[] | ErrorData> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    return readingError(folder, error).toData();
  }
  const kept: Kept[] = [];
  for (const name of names.filter(one => kindOf(one) !== null).slice(0, maxFiles)) {
    const bytes = await readAnswer(join(folder, name));
    const entry = bytes && understand(kindOf(name)!, bytes);
    if (entry) kept.push(entry);
  }
  return kept;
}

/** Null for what cannot be read: the other files are as good as before. */
function understand(kind: AnswerKind, bytes: Uint8Array): Kept | null {
  try {
    return kind === 'ocsp'
      ? {
          kind,
          bytes,
          serials: parseOcspResponse(bytes).responses.map(({ serial }) => serial),
          issuerDer: null,
        }
      : { kind, bytes, serials: [], issuerDer: parseCrl(bytes).issuerDer };
  } catch (error) {
    if (error instanceof TanbaError) return null;
    throw error;
  }
}

export interface RecordingEvidence extends EvidenceSource {
  /** Why something could not be kept, or null. */
  failure(): ErrorData | null;
}

/**
 * The same answers, each kept in the folder under the hash of its content.
 * @throws TanbaError output.* where the folder cannot be made
 */
export async function recordingEvidence(source: EvidenceSource, folder: string): Promise<RecordingEvidence> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw writingError(folder, error);
  }
  const written = new Set<string>();
  let failure: ErrorData | null = null;

  async function keep(kind: AnswerKind, bytes: Uint8Array): Promise<void> {
    const name = nameOf(kind, bytes);
    if (written.has(name)) return;
    written.add(name);
    try {
      await writeAnswer(folder, name, bytes);
    } catch (error) {
      if (!(error instanceof TanbaError)) throw error;
      failure ??= error.toData();
    }
  }

  return {
    failure: () => failure,
    async revocationOf(certificate, issuer, at) {
      const answers = await source.revocationOf(certificate, issuer, at);
      for (const bytes of answers.ocsp) await keep('ocsp', bytes);
      for (const bytes of answers.crls) await keep('crl', bytes);
      return answers;
    },
  };
}
