/** What is made of signatures that exist: another signer, a time-stamp, another form, the document taken out. */
import { describe, expect, it } from 'vitest';
import { asBer, makeCms } from '../../tests/support/cms-maker.ts';
import { paperPki } from '../../tests/support/paper-pki.ts';
import { families, midTerm, rootAndSigner } from '../../tests/support/pki.ts';
import { concatBytes, equalBytes, utf8ToBytes } from '../bytes.ts';
import { withoutUnsigned } from '../cms/edit.ts';
import { keyAlgorithms } from '../crypto/algorithms.ts';
import { digest } from '../crypto/digest.ts';
import { anchorFromCertificate } from '../x509/chain.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import { addSigner } from './add-signer.ts';
import type { AddSignerRequest } from './add-signer.ts';
import { extractContent } from './embedded.ts';
import { encodeSignature } from './encode-signature.ts';
import { openSignature } from './open-signature.ts';
import { signCms, signCmsDigest } from './sign-document.ts';
import { bytesSource } from './signer.ts';
import type { ByteSource } from './signer.ts';
import { stampSignature } from './stamp.ts';
import { verifyCms } from './verify-document.ts';

const gost = rootAndSigner('GOST-2015-512');
const rsa = rootAndSigner('RSA');
const content = utf8ToBytes('Шарт № 7');
const anchors = families.map(family => anchorFromCertificate(rootAndSigner(family).root.certificate));

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece.slice());
  return concatBytes(...parts);
}

function signed(detached: boolean, document = content): Promise<Uint8Array> {
  const request = { content: bytesSource(document), name: 'x', signer: gost.signer, signingTime: midTerm };
  return collect(signCms({ ...request, detached }));
}

function verify(signature: Uint8Array, beside: Uint8Array | null = null) {
  const source = beside && bytesSource(beside);
  return verifyCms({ signature: bytesSource(signature), content: source, anchors, at: midTerm });
}

function added(signature: Uint8Array, changes: Partial<AddSignerRequest> = {}): Promise<Uint8Array> {
  const request = { name: 'x', signer: rsa.signer, signingTime: midTerm, content: null };
  return collect(addSigner({ ...request, signature: bytesSource(signature), ...changes }));
}

/** Zeros that are made as they are read: a document that is in no memory. */
function zeros(size: number): ByteSource {
  return {
    size,
    read: (at, length) => Promise.resolve(new Uint8Array(Math.max(0, Math.min(length, size - at)))),
  };
}

describe('another signer', () => {
  it.each([
    ['detached', true],
    ['attached', false],
  ])('of another family, %s', async (_, detached) => {
    const both = await added(await signed(detached), { content: bytesSource(content) });
    const report = await verify(both, detached ? content : null);
    expect(report.verdict).toBe('valid');
    expect(report.signers.map(({ algorithm }) => algorithm).sort()).toEqual(['GOST-2015-512', 'RSA-2048']);
  });

  it.each(families)('with %s beside itself', async family => {
    const { signer } = rootAndSigner(family);
    const third = await added(await added(await signed(false)), { signer });
    expect((await verify(third)).signers).toHaveLength(3);
    expect((await verify(third)).verdict).toBe('valid');
  });

  it('of a content that a streaming encoder split', async () => {
    const der = await makeCms({ signers: [{ identity: gost.signer }], content, attached: true });
    const report = await verify(await added(asBer(der, { content, pieceLength: 3 })));
    expect(report.verdict).toBe('valid');
    expect(report.signers).toHaveLength(2);
  });

  it('is not asked beside a forgery, nor over another document', async () => {
    let asked = 0;
    const signer = {
      certificate: rsa.signer.certificate,
      signDigest: (...request: Parameters<typeof rsa.signer.signDigest>) => {
        asked++;
        return rsa.signer.signDigest(...request);
      },
    };
    const detached = await signed(true);
    const other = { content: bytesSource(utf8ToBytes('Шарт № 8')), signer };
    await expect(added(detached, other)).rejects.toMatchObject({ code: 'digest.mismatch' });
    await expect(added(detached, { signer })).rejects.toMatchObject({ code: 'content.missing' });
    const { data } = await openSignature(bytesSource(detached));
    const at = Buffer.from(detached).indexOf(data.signers[0]!.signature);
    const forged = detached.with(at, detached[at]! ^ 1);
    await expect(added(forged, { content: bytesSource(content), signer })).rejects.toMatchObject({
      code: 'signature.wrong',
    });
    expect(asked).toBe(0);
  });

  it('goes into a large document without holding it in memory', async () => {
    const size = 24 * 1024 * 1024;
    const request = { content: zeros(size), name: 'x', signer: gost.signer, signingTime: midTerm };
    // Only the pieces are kept, as a file would be; each is far smaller than the whole.
    const pieces: Uint8Array[] = [];
    for await (const piece of signCms({ ...request, detached: false })) pieces.push(piece.slice());
    const source = bytesSource(concatBytes(...pieces));
    let largest = 0;
    for await (const piece of addSigner({
      name: 'x',
      signer: rsa.signer,
      signingTime: midTerm,
      content: null,
      signature: source,
    }))
      largest = Math.max(largest, piece.length);
    expect(largest).toBeLessThan(1024 * 1024);
  });
});

describe('a time-stamp', () => {
  it.each([
    ['detached', true],
    ['attached', false],
  ])('comes later, and changes nothing that is signed: %s', async (_, detached) => {
    const pki = paperPki('GOST-2015-512');
    const before = await signed(detached);
    const request = { name: 'x', timestamper: pki.timestamper };
    const after = await collect(stampSignature({ ...request, signature: bytesSource(before) }));
    expect((await verify(after, detached ? content : null)).signers[0]?.trustedTime).toBe(
      midTerm.toISOString(),
    );
    const [a, b] = await Promise.all([before, after].map(bytes => openSignature(bytesSource(bytes))));
    expect(equalBytes(withoutUnsigned(a!.skeleton), withoutUnsigned(b!.skeleton))).toBe(true);
    await expect(
      collect(stampSignature({ ...request, signature: bytesSource(after) })),
    ).rejects.toMatchObject({
      code: 'timestamp.exists',
    });
  });

  it('comes to those signers only who have none', async () => {
    const pki = paperPki('GOST-2015-512');
    const request = { name: 'x', timestamper: pki.timestamper };
    const first = await collect(stampSignature({ ...request, signature: bytesSource(await signed(false)) }));
    const stamper = paperPki('RSA');
    const families: string[] = [];
    const timestamper: typeof stamper.timestamper = (signature, family) => {
      families.push(family);
      return stamper.timestamper(signature, family);
    };
    const both = await added(first, { signer: rsa.signer });
    const all = await collect(stampSignature({ name: 'x', timestamper, signature: bytesSource(both) }));
    expect(families).toEqual(['RSA']);
    expect((await verify(all)).signers.map(({ trustedTime }) => trustedTime)).toEqual(
      [midTerm, midTerm].map(time => time.toISOString()),
    );
  });

  it('that cannot be had costs nobody a signature', async () => {
    const missed: string[] = [];
    const stamping = {
      timestamper: () => Promise.reject(new TanbaError('network.unreachable', { host: 'tsp.pki.gov.kz' })),
      onMissed: (error: TanbaError) => void missed.push(error.code),
    };
    const request = { content: bytesSource(content), name: 'x', signer: gost.signer, signingTime: midTerm };
    const signature = await collect(signCms({ ...request, detached: false, stamping }));
    expect((await verify(signature)).verdict).toBe('valid');
    expect(missed).toEqual(['network.unreachable']);
  });

  it('of another signature is not taken', async () => {
    const pki = paperPki('GOST-2015-512');
    const timestamper: typeof pki.timestamper = (signature, family) =>
      pki.timestamper(signature.toReversed(), family);
    const request = { name: 'x', timestamper, signature: bytesSource(await signed(true)) };
    await expect(collect(stampSignature(request))).rejects.toMatchObject({ code: 'timestamp.wrong-imprint' });
  });
});

describe('a signature over a digest alone', () => {
  it.each(families)('with %s holds over the document', async family => {
    const { signer } = rootAndSigner(family);
    const { digest: name } = keyAlgorithms[family];
    const signature = await signCmsDigest(digest(name, content), { signer, signingTime: midTerm });
    expect((await verify(signature, content)).verdict).toBe('valid');
    expect((await verify(signature, utf8ToBytes('x'))).verdict).toBe('invalid');
  });

  it('needs a digest of the key’s length', async () => {
    const request = { signer: gost.signer, signingTime: midTerm };
    await expect(signCmsDigest(new Uint8Array(32), request)).rejects.toMatchObject({
      code: 'digest.wrong-length',
      params: { bits: 256, expected: 512 },
    });
  });
});

describe('the form', () => {
  it.each(['der', 'pem', 'base64'] as const)('%s comes back as it went out', async encoding => {
    const der = await signed(false);
    async function* pieces() {
      // Of lengths that fit no unit of base64.
      for (let at = 0; at < der.length; at += 101) yield der.subarray(at, at + 101);
    }
    const text = await collect(encodeSignature(pieces(), encoding));
    expect((await openSignature(bytesSource(text))).encoding).toBe(encoding);
    expect((await verify(text)).verdict).toBe('valid');
    const shape = new TextDecoder().decode(text);
    if (encoding === 'pem')
      expect(shape).toMatch(
        /^-----BEGIN CMS-----\n([A-Za-z0-9+/]{64}\n)+[A-Za-z0-9+/=]{1,64}\n-----END CMS-----\n$/,
      );
    if (encoding === 'base64') expect(shape).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
  });
});

describe('the document', () => {
  const extracted = (signature: Uint8Array) =>
    collect(extractContent({ signature: bytesSource(signature), name: 'x' }));

  it.each([content, new Uint8Array(), new Uint8Array(600_000).map((_, index) => index)])(
    'comes out of an attached signature byte for byte (%#)',
    async document => {
      expect(equalBytes(await extracted(await signed(false, document)), document)).toBe(true);
    },
  );

  it('is not in a detached one', async () => {
    await expect(extracted(await signed(true))).rejects.toMatchObject({ code: 'content.missing' });
  });

  it('is not in some other file', async () => {
    await expect(extracted(Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x03))).rejects.toMatchObject({
      code: 'cms.not-cms',
    });
  });
});
