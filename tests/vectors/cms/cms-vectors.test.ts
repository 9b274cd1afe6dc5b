/** RFC 5652, RFC 5035: CMS signatures, right ones and each kind of wrong one, as files. */
import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../../contract/errors/index.ts';
import type { VerificationReport } from '../../../contract/report.ts';
import { parseCertificate } from '../../../core/x509/certificate.ts';
import { anchorFromCertificate } from '../../../core/x509/chain.ts';
import { bytesSource } from '../../../core/signing/signer.ts';
import { verifyCms } from '../../../core/signing/verify-document.ts';
import { readVectors } from '../read-vector.ts';
import type { Vector } from '../read-vector.ts';
import { storedVectors } from '../write-vector.ts';
import { cmsVectors } from './generate.ts';

/** The class of result, and for all but good ones the first reason. */
async function outcomeOf(vector: Vector): Promise<string> {
  try {
    const report = await verifyCms({
      signature: bytesSource(vector.file()),
      content: vector.has('content') ? bytesSource(vector.bytes('content')) : null,
      anchors: [anchorFromCertificate(parseCertificate(vector.bytes('trust')))],
      at: new Date(vector.text('at')),
    });
    return report.verdict === 'valid' ? 'valid' : `${report.verdict} ${firstReason(report)}`;
  } catch (error) {
    if (error instanceof TanbaError) return `refused ${error.code}`;
    throw error;
  }
}

function firstReason(report: VerificationReport): string {
  const steps = report.signers.flatMap(signer => signer.steps);
  const wanted = report.verdict === 'invalid' ? ['failed'] : ['failed', 'unknown'];
  const step = steps.find(({ status }) => wanted.includes(status));
  return [step?.name, step?.code, ...Object.values(step?.params ?? {})].join(' ');
}

const vectors = readVectors(import.meta.dirname);

describe('CMS vectors', () => {
  it.each(vectors.map(vector => [vector.name, vector] as const))('%s', async (_, vector) => {
    const because = vector.has('because') ? ` ${vector.text('because')}` : '';
    const outcome = await outcomeOf(vector);
    // Words of validity carry a date, which is not part of the expectation.
    expect(outcome.replace(/ \d\d\.\d\d\.\d{4}$/, '')).toBe(vector.expect + because);
  });

  it('are all there, and as their generator makes them', async () => {
    expect(storedVectors(import.meta.dirname)).toEqual(await cmsVectors());
  });
});
