/** Signing: what leaves, what must not leave, and documents that change underneath. */
import { describe, expect, it } from 'vitest';
import { families, midTerm, rootAndSigner } from '../../tests/support/pki.ts';
import { bytesToHex, concatBytes, utf8ToBytes } from '../bytes.ts';
import { digest } from '../crypto/digest.ts';
import { anchorFromCertificate } from '../x509/chain.ts';
import { signCms } from './sign-document.ts';
import type { SignRequest } from './sign-document.ts';
import { bytesSource } from './signer.ts';
import type { ByteSource, Signer } from './signer.ts';
import { verifyCms } from './verify-document.ts';

const { root, signer } = rootAndSigner('GOST-2015-512');
const text = utf8ToBytes('Шарт № 7');
const request = { name: 'шарт.txt', signer, detached: true, signingTime: midTerm };

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece.slice());
  return concatBytes(...parts);
}

const signed = (content: ByteSource, changes: Partial<SignRequest> = {}) =>
  collect(signCms({ ...request, content, ...changes }));

/** A source of zeros of any size that counts what is read of it. */
function zeros(size: number): ByteSource & { readonly read: ByteSource['read']; bytesRead: number } {
  const source = {
    size,
    bytesRead: 0,
    read(offset: number, length: number) {
      const count = Math.max(0, Math.min(length, size - offset));
      source.bytesRead += count;
      return Promise.resolve(new Uint8Array(count));
    },
  };
  return source;
}

describe.each(families)('with a key of %s', family => {
  const identity = rootAndSigner(family);
  const anchors = [anchorFromCertificate(identity.root.certificate)];

  it.each([
    ['detached', true, text],
    ['attached', false, text],
    ['attached, empty', false, new Uint8Array()],
    ['detached, empty', true, new Uint8Array()],
    ['attached, over several chunks', false, new Uint8Array(600_000).map((_, index) => index)],
  ])('%s: it verifies', async (_, detached, content) => {
    const signature = await signed(bytesSource(content), { signer: identity.signer, detached });
    const beside = detached ? bytesSource(content) : null;
    const report = await verifyCms({
      signature: bytesSource(signature),
      content: beside,
      anchors,
      at: midTerm,
    });
    expect(report).toMatchObject({ valid: true, verdict: 'valid', attached: !detached });
    expect(report.signers).toMatchObject([
      { iin: '850101400123', bin: null, signedAt: midTerm.toISOString() },
    ]);
  });
});

describe('signCms', () => {
  it('asks the key once, for the digest of its own kind', async () => {
    const asked: [string, number][] = [];
    const watching: Signer = {
      certificate: signer.certificate,
      signDigest: (name, hash) => {
        asked.push([name, hash.length]);
        return signer.signDigest(name, hash);
      },
    };
    await signed(bytesSource(text), { signer: watching, detached: false });
    expect(asked).toEqual([['streebog512', 64]]);
  });

  it.each([
    ['of another key', rootAndSigner('GOST-2015-512').root.signDigest],
    [
      'of another digest',
      (name: Parameters<Signer['signDigest']>[0]) => signer.signDigest(name, digest(name, text)),
    ],
    ['of no length', () => Promise.resolve(new Uint8Array())],
  ])('lets nothing out when the key gives a signature %s', async (_, signDigest) => {
    const pieces = signCms({
      ...request,
      content: bytesSource(text),
      detached: false,
      signer: { certificate: signer.certificate, signDigest },
    });
    await expect(pieces.next()).rejects.toMatchObject({ code: 'key.wrong-signature' });
  });

  it('gives the signer’s own error on', async () => {
    const broken = {
      certificate: signer.certificate,
      signDigest: () => Promise.reject(new Error('token gone')),
    };
    await expect(signed(bytesSource(text), { signer: broken })).rejects.toThrow('token gone');
  });

  it('notices a document that changes between hashing and copying', async () => {
    let pass = 0;
    const changing: ByteSource = {
      size: text.length,
      read: offset => {
        if (offset === 0) pass++;
        return Promise.resolve(
          text.map((octet, index) => (pass > 1 && index === 3 ? octet ^ 1 : octet)).subarray(offset),
        );
      },
    };
    const error = signed(changing, { detached: false });
    await expect(error).rejects.toMatchObject({ code: 'document.changed', params: { file: 'шарт.txt' } });
  });

  it('notices a document that is shorter than it was', async () => {
    const shrunk: ByteSource = { ...bytesSource(text), size: text.length + 1 };
    await expect(signed(shrunk)).rejects.toMatchObject({ code: 'document.changed' });
  });

  it('reads the document once for a detached signature and twice for an attached one', async () => {
    const size = 1_000_000;
    for (const [detached, passes] of [
      [true, 1],
      [false, 2],
    ] as const) {
      const source = zeros(size);
      await signed(source, { detached });
      expect(source.bytesRead).toBe(passes * size);
    }
  });

  it('tells how far it is, from nothing to all', async () => {
    const told: [number, number][] = [];
    await signed(zeros(600_000), { detached: false, onProgress: (done, total) => told.push([done, total]) });
    expect(told[0]).toEqual([0, 1_200_000]);
    expect(told.at(-1)).toEqual([1_200_000, 1_200_000]);
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
  });

  it('stops when it is told to, before the key is asked', async () => {
    const signal = { aborted: false };
    const asked: string[] = [];
    const watching: Signer = {
      ...signer,
      signDigest: name => Promise.reject(new Error(asked.push(name).toString())),
    };
    const stopped = signed(zeros(2_000_000), {
      signer: watching,
      signal,
      onProgress: done => void (signal.aborted = done > 500_000),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'host.cancelled' });
    expect(asked).toEqual([]);
  });

  it('is the same each time where the key signs the same', async () => {
    const [one, two] = [await signed(bytesSource(text)), await signed(bytesSource(text))];
    expect(bytesToHex(one)).toBe(bytesToHex(two));
  });

  it('is trusted by whoever trusts the root only', async () => {
    const signature = bytesSource(await signed(bytesSource(text)));
    const content = bytesSource(text);
    const trusted = await verifyCms({
      signature,
      content,
      anchors: [anchorFromCertificate(root.certificate)],
      at: midTerm,
    });
    const untrusted = await verifyCms({ signature, content, anchors: [], at: midTerm });
    expect([trusted.verdict, untrusted.verdict]).toEqual(['valid', 'unproven']);
  });
});
