/** RFC 5280: certificates and chains, right ones and each kind of wrong one, as files. */
import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../../contract/errors/index.ts';
import { elementsOf } from '../../../core/asn1/elements.ts';
import { parseCertificate } from '../../../core/x509/certificate.ts';
import type { Certificate } from '../../../core/x509/certificate.ts';
import { anchorFromCertificate, buildChain } from '../../../core/x509/chain.ts';
import { readVectors } from '../read-vector.ts';
import type { Vector } from '../read-vector.ts';
import { storedVectors } from '../write-vector.ts';
import { certificateVectors } from './generate.ts';

function outcomeOf(vector: Vector): string {
  try {
    const { status, code } = buildChain({
      certificate: parseCertificate(vector.file()),
      intermediates: vector.has('links') ? linksOf(vector) : [],
      anchors: [anchorFromCertificate(parseCertificate(vector.bytes('trust')))],
      at: new Date(vector.text('at')),
    });
    return code === undefined ? status : `${status} ${code}`;
  } catch (error) {
    if (error instanceof TanbaError) return `refused ${error.code}`;
    throw error;
  }
}

function linksOf(vector: Vector): Certificate[] {
  return elementsOf(vector.bytes('links'), 8).map(({ raw }) => parseCertificate(raw));
}

describe('certificate vectors', () => {
  it.each(readVectors(import.meta.dirname).map(vector => [vector.name, vector] as const))(
    '%s',
    (_, vector) => {
      expect(outcomeOf(vector)).toBe(
        vector.has('code') ? `${vector.expect} ${vector.text('code')}` : vector.expect,
      );
    },
  );

  it('are all there, and as their generator makes them', () => {
    expect(storedVectors(import.meta.dirname)).toEqual(certificateVectors);
  });
});
