/** What a report makes of time-stamps and of what authorities say about revocation. */
import { describe, expect, it } from 'vitest';
import type { SignerReport, StepName, VerificationStep } from '../../contract/report.ts';
import { families, midTerm } from '../../tests/support/pki.ts';
import { paperPki } from '../../tests/support/paper-pki.ts';
import type { PaperPki } from '../../tests/support/paper-pki.ts';
import { derElement } from '../asn1/definite.ts';
import { concatBytes, hexToBytes, utf8ToBytes } from '../bytes.ts';
import { withTimestamp } from '../cms/edit.ts';
import { digest } from '../crypto/digest.ts';
import { parseTimestampToken } from '../tsp/token.ts';
import type { EvidenceSource } from './evidence.ts';
import { openSignature } from './open-signature.ts';
import { signCms } from './sign-document.ts';
import { bytesSource } from './signer.ts';
import { verifyCms } from './verify-document.ts';
import type { VerifyRequest } from './verify-document.ts';

const content = utf8ToBytes('Шарт № 7');
const day = 24 * 60 * 60_000;
const daysLater = (days: number) => new Date(midTerm.getTime() + days * day);

async function sign(pki: PaperPki, stamp = false): Promise<Uint8Array> {
  const stamping = { timestamper: pki.timestamper, onMissed: (error: Error) => expect.fail(error.message) };
  const request = { content: bytesSource(content), name: 'x', signer: pki.signer, detached: false };
  const pieces: Uint8Array[] = [];
  for await (const piece of signCms({ ...request, signingTime: midTerm, ...(stamp && { stamping }) }))
    pieces.push(piece.slice());
  return concatBytes(...pieces);
}

function verify(pki: PaperPki, signature: Uint8Array, changes: Partial<VerifyRequest> = {}) {
  const { anchors } = pki;
  return verifyCms({ signature: bytesSource(signature), content: null, anchors, at: midTerm, ...changes });
}

async function signerOf(pki: PaperPki, signature: Uint8Array, changes: Partial<VerifyRequest> = {}) {
  return (await verify(pki, signature, changes)).signers[0]!;
}

/** A TimeStampReq over any hash, without a policy; `identifier`: DER of the AlgorithmIdentifier in hex. */
function timestampRequest(identifier: string, imprint: Uint8Array): Uint8Array {
  const about = derElement(0x30, hexToBytes(identifier), derElement(0x04, imprint));
  return derElement(0x30, derElement(0x02, Uint8Array.of(1)), about, derElement(0x01, Uint8Array.of(0xff)));
}

function found({ steps }: { readonly steps: readonly VerificationStep[] }, name: StepName): string {
  const step = steps.find(one => one.name === name);
  return [step?.status, step?.code].filter(part => part !== undefined).join(' ');
}

describe.each(families)('revocation of a certificate with %s', family => {
  it.each(['byOcsp', 'byLists'] as const)('is known %s', async by => {
    const pki = paperPki(family);
    const signature = await sign(pki);
    const good = await verify(pki, signature, { evidence: pki[by] });
    expect(good.verdict).toBe('valid');
    expect(found(good.signers[0]!, 'revocation')).toBe('ok');
    expect(good.signers[0]?.revocation).toMatchObject({
      source: by === 'byOcsp' ? 'ocsp' : 'crl',
      revokedAt: null,
    });
    pki.registry.revoke(pki.signer.certificate.serial, 1, daysLater(-1));
    const revoked = await verify(pki, signature, { evidence: pki[by] });
    expect(revoked.verdict).toBe('invalid');
    expect(found(revoked.signers[0]!, 'revocation')).toBe('failed revocation.revoked');
    expect(revoked.signers[0]?.revocation?.revokedAt).toBe(daysLater(-1).toISOString());
  });
});

describe('revocation', () => {
  const pki = paperPki('GOST-2015-512');

  it('later than the time that is judged does not matter, and is told', async () => {
    const later = paperPki('GOST-2015-512');
    later.registry.revoke(later.signer.certificate.serial, 1, daysLater(3));
    later.now = daysLater(4);
    for (const evidence of [later.byOcsp, later.byLists]) {
      later.registry.publish();
      const request = { evidence, at: daysLater(1), now: daysLater(4) };
      const signer = await signerOf(later, await sign(later), request);
      expect(found(signer, 'revocation')).toBe('ok');
      expect(signer.revocation?.revokedAt).toBe(daysLater(3).toISOString());
    }
  });

  it('of a certificate that was never issued is another matter', async () => {
    const strict = paperPki('GOST-2015-512', []);
    const signer = await signerOf(strict, await sign(strict), { evidence: strict.byOcsp });
    expect(found(signer, 'revocation')).toBe('failed revocation.not-issued');
  });

  it.each([
    ['a wrong signature', 'bad-signature', 'revocation.wrong-signature'],
    ['a responder whose certificate is over', 'expired', 'revocation.wrong-signature'],
    ['an old answer', 'clock-off', 'revocation.stale'],
    ['a refusal', 'refuses', 'revocation.unavailable'],
  ] as const)('is unknown after %s, and the verdict says no more than it did', async (_, fault, code) => {
    const faulty = Object.assign(paperPki('GOST-2015-512'), { fault });
    const report = await verify(faulty, await sign(paperPki('GOST-2015-512')), { evidence: faulty.byOcsp });
    expect(found(report.signers[0]!, 'revocation')).toBe(`unknown ${code}`);
    expect(report.signers[0]?.revocation).toBeNull();
    expect(report.verdict).toBe('valid');
  });

  it.each([
    ['expired', 'revocation.stale'],
    ['bad-signature', 'revocation.wrong-signature'],
  ] as const)('is unknown by a list that is %s', async (fault, code) => {
    const faulty = Object.assign(paperPki('GOST-2015-512'), { fault });
    const signer = await signerOf(faulty, await sign(pki), { evidence: faulty.byLists });
    expect(found(signer, 'revocation')).toBe(`unknown ${code}`);
  });

  it('is unknown for the reason that the source gives', async () => {
    const problem = { code: 'network.unreachable', params: { host: 'ocsp.pki.gov.kz' } } as const;
    const evidence: EvidenceSource = { revocationOf: () => Promise.resolve({ ocsp: [], crls: [], problem }) };
    expect(found(await signerOf(pki, await sign(pki), { evidence }), 'revocation')).toBe(
      'unknown network.unreachable',
    );
  });

  it('is unknown from rubbish', async () => {
    const evidence: EvidenceSource = {
      revocationOf: () =>
        Promise.resolve({ ocsp: [utf8ToBytes('<html>')], crls: [new Uint8Array(9)], problem: null }),
    };
    expect(found(await signerOf(pki, await sign(pki), { evidence }), 'revocation')).toBe(
      'unknown revocation.malformed',
    );
  });

  it('told by a list outweighs an OCSP answer that does not know yet', async () => {
    const mixed = paperPki('GOST-2015-512');
    const early = await mixed.byOcsp.revocationOf(mixed.signer.certificate, mixed.anchors[0]!, midTerm);
    mixed.registry.revoke(mixed.signer.certificate.serial, 1, daysLater(-1));
    const late = await mixed.byLists.revocationOf(mixed.signer.certificate, mixed.anchors[0]!, midTerm);
    const evidence: EvidenceSource = {
      revocationOf: () => Promise.resolve({ ...early, crls: late.crls }),
    };
    expect(found(await signerOf(mixed, await sign(mixed), { evidence }), 'revocation')).toBe(
      'failed revocation.revoked',
    );
  });

  it('that a delta takes back is taken back', async () => {
    const held = paperPki('GOST-2015-512');
    held.registry.revoke(held.signer.certificate.serial, 6, daysLater(-2));
    held.registry.publish();
    held.registry.restore(held.signer.certificate.serial);
    const signature = await sign(held);
    expect(found(await signerOf(held, signature, { evidence: held.byLists }), 'revocation')).toBe('ok');
  });

  it('by a list from after the certificate’s end is unknown: expired ones leave the lists', async () => {
    const old = paperPki('GOST-2015-512');
    old.now = new Date('2027-06-01T00:00:00Z');
    old.registry.publish();
    const request = { evidence: old.byLists, now: old.now };
    const signer = await signerOf(old, await sign(paperPki('GOST-2015-512')), request);
    expect(found(signer, 'revocation')).toBe('unknown revocation.unknown');
  });

  it('is not asked about where the signature fails or the authority is unknown', async () => {
    const quiet = paperPki('GOST-2015-512');
    const signature = await sign(quiet);
    const evidence = quiet.byOcsp;
    await verify(quiet, signature, { evidence, anchors: [] });
    const at = Buffer.from(signature).indexOf(Buffer.from(content));
    const signer = await signerOf(quiet, signature.with(at, 0x21), { evidence });
    expect(found(signer, 'revocation')).toBe('unknown revocation.not-checked');
    expect(quiet.asked).toEqual([]);
  });
});

describe.each(families)('a time-stamp over a signature with %s', family => {
  const pki = paperPki(family);

  it('proves the time, for which the certificate is then judged', async () => {
    const signature = await sign(pki, true);
    const afterItsEnd = new Date('2028-01-01');
    const report = await verify(pki, signature, { at: afterItsEnd });
    expect(report.verdict).toBe('valid');
    const signer = report.signers[0]!;
    expect(signer).toMatchObject({
      trustedTime: midTerm.toISOString(),
      trust: 'own',
      timestamp: { time: midTerm.toISOString(), trust: 'own' },
    });
    expect(signer.timestamp?.authority).toContain('SANDBOX TSA');
    expect([found(signer, 'timestamp'), found(signer, 'validity')]).toEqual(['ok', 'ok']);
    expect(signer.timestamp?.steps.map(({ name }) => name)).toEqual([
      'format',
      'digest',
      'signature',
      'purpose',
      'chain',
      'validity',
      'revocation',
    ]);
    // Without it, nothing proves when the signature was made.
    const bare = await verify(pki, await sign(pki), { at: afterItsEnd });
    expect(bare.verdict).toBe('unproven');
  });
});

describe('a time-stamp', () => {
  const pki = paperPki('GOST-2015-512');

  async function stampedBy(pkiOfStamp: PaperPki, of: (signature: Uint8Array) => Uint8Array = value => value) {
    const { skeleton, data } = await openSignature(bytesSource(await detachedBy(pki)));
    const value = data.signers[0]!.signature;
    return withTimestamp(skeleton, value, await pkiOfStamp.timestamper(of(value), 'GOST-2015-512'));
  }

  async function detachedBy({ signer }: PaperPki): Promise<Uint8Array> {
    const request = {
      content: bytesSource(content),
      name: 'x',
      signer,
      detached: true,
      signingTime: midTerm,
    };
    const { value } = await signCms(request).next();
    return value!;
  }

  const check = (signature: Uint8Array, changes: Partial<VerifyRequest> = {}): Promise<SignerReport> =>
    signerOf(pki, signature, { content: bytesSource(content), ...changes });

  it('makes a later revocation of the signer’s certificate harmless', async () => {
    const later = paperPki('GOST-2015-512');
    const signature = await sign(later, true);
    later.registry.revoke(later.signer.certificate.serial, 1, daysLater(3));
    later.now = daysLater(4);
    const request = { at: later.now, evidence: later.byOcsp };
    expect(found(await signerOf(later, signature, request), 'revocation')).toBe('ok');
    expect(found(await signerOf(later, await sign(later), request), 'revocation')).toBe(
      'failed revocation.revoked',
    );
  });

  it.each([
    ['superseded', 4, 'ok'],
    ['stolen', 1, 'failed timestamp.not-authorised'],
  ])('of an authority whose key was %s later', async (_, reason, expected) => {
    const later = paperPki('GOST-2015-512');
    const signature = await sign(later, true);
    later.registry.revoke(later.tsaSerial, reason, daysLater(3));
    later.now = daysLater(4);
    const signer = await signerOf(later, signature, { at: later.now, evidence: later.byOcsp });
    expect(found(signer, 'timestamp')).toBe(expected);
    expect(signer.trustedTime === null).toBe(expected !== 'ok');
  });

  it('of another signature proves nothing', async () => {
    const signer = await check(await stampedBy(pki, value => value.toReversed()));
    expect(found(signer, 'timestamp')).toBe('failed timestamp.wrong-imprint');
    expect(signer.trustedTime).toBeNull();
  });

  it('of an authority that is not trusted proves nothing, and is no fault', async () => {
    const other = paperPki('RSA');
    const { skeleton, data } = await openSignature(bytesSource(await detachedBy(pki)));
    const value = data.signers[0]!.signature;
    const signature = withTimestamp(skeleton, value, await other.timestamper(value, 'RSA'));
    const signer = await check(signature);
    expect(found(signer, 'timestamp')).toBe('unknown timestamp.untrusted');
    expect(signer.trustedTime).toBeNull();
    const both = [...pki.anchors, ...other.anchors];
    expect(found(await check(signature, { anchors: both }), 'timestamp')).toBe('ok');
  });

  it.each([
    ['bad-signature', 'failed timestamp.signature-wrong'],
    ['expired', 'failed timestamp.not-authorised'],
  ] as const)('that is %s', async (fault, expected) => {
    const faulty = Object.assign(paperPki('GOST-2015-512'), { fault });
    const signer = await check(await stampedBy(faulty));
    expect(found(signer, 'timestamp')).toBe(expected);
    expect(signer.trustedTime).toBeNull();
  });

  it('over a SHA-1 of the signature proves nothing, and is no fault', async () => {
    const { skeleton, data } = await openSignature(bytesSource(await detachedBy(pki)));
    const value = data.signers[0]!.signature;
    const stampOver = async (identifier: string, imprint: Uint8Array) =>
      check(withTimestamp(skeleton, value, pki.tokenFor(timestampRequest(identifier, imprint))));
    const weak = await stampOver('300906052b0e03021a0500', digest('sha1', value));
    expect(found(weak, 'timestamp')).toBe('unknown timestamp.weak-imprint');
    expect(weak.trustedTime).toBeNull();
    const strong = await stampOver('300d06096086480165030402010500', digest('sha256', value));
    expect(found(strong, 'timestamp')).toBe('ok');
  });

  it('from the future proves nothing', async () => {
    const ahead = Object.assign(paperPki('GOST-2015-512'), { now: daysLater(1) });
    const signer = await check(await stampedBy(ahead));
    expect(found(signer, 'timestamp')).toBe('unknown timestamp.ahead');
  });

  it('that is bad takes nothing from a good one beside it', async () => {
    const bad = await stampedBy(pki, value => value.toReversed());
    const { data } = await openSignature(bytesSource(bad));
    const value = data.signers[0]!.signature;
    const both = withTimestamp(bad, value, await pki.timestamper(value, 'GOST-2015-512'));
    expect(found(await check(both), 'timestamp')).toBe('ok');
  });

  it('fails once any byte of what it says, signs or is signed with is turned', async () => {
    const { skeleton, data } = await openSignature(bytesSource(await detachedBy(pki)));
    const value = data.signers[0]!.signature;
    const token = await pki.timestamper(value, 'GOST-2015-512');
    const parsed = await parseTimestampToken(token);
    const { signedAttributes, signature } = parsed.data.signers[0]!;
    for (const part of [parsed.content, signedAttributes!.raw, signature, parsed.certificates[0]!.tbs]) {
      const start = Buffer.from(token).indexOf(part);
      for (let at = start; at < start + part.length; at += 13) {
        const turned = token.with(at, token[at]! ^ (1 << (at % 8)));
        const steps = await check(withTimestamp(skeleton, value, turned)).then(
          signer => found(signer, 'timestamp'),
          (error: { readonly code: string }) => error.code,
        );
        expect(steps, `byte ${at}`).toMatch(/^(failed|unknown|cms\.malformed)/);
      }
    }
  });
});
