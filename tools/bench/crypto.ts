/** Rates of the primitives, by the names that the peers' programs print too. */
import { randomBytes } from 'node:crypto';
import { createDigester } from '../../core/crypto/digest.ts';
import type { DigestName } from '../../core/crypto/digest.ts';
import { tc26Gost512A } from '../../core/crypto/gost-curves.ts';
import { createGostVerifier, derivePublicKey, signDigest, verifyDigest } from '../../core/crypto/gost3410.ts';
import type { Figure } from './main.ts';
import { perSecond } from './measure.ts';

const megabyte = 1_000_000;

function digestRate(name: DigestName): number {
  const chunk = randomBytes(1 << 20);
  const digester = createDigester(name);
  return (perSecond(() => void digester.update(chunk)) * chunk.length) / megabyte;
}

function signatureFigures(): Figure[] {
  const curve = tc26Gost512A;
  const privateKey = randomBytes(64);
  privateKey[63] = 0x1f; // below q
  const publicKey = derivePublicKey(curve, privateKey);
  const digest = randomBytes(64);
  const sign = () =>
    signDigest(curve, privateKey, digest, { digestName: 'streebog512', extraEntropy: randomBytes(32) });
  const signature = sign();
  const verifier = createGostVerifier(curve, publicKey);
  return [
    { name: 'sign', unit: 'GOST-512/s', value: perSecond(sign), bar: 700 },
    {
      name: 'verify',
      unit: 'GOST-512/s',
      value: perSecond(() => verifyDigest(curve, publicKey, digest, signature)),
    },
    {
      name: 'verify, same key again',
      unit: 'GOST-512/s',
      value: perSecond(() => verifier.verify(digest, signature)),
    },
  ];
}

export function measureCrypto(): Figure[] {
  return [
    ...signatureFigures(),
    { name: 'streebog512', unit: 'MB/s', value: digestRate('streebog512'), bar: 25 },
    { name: 'gost34311', unit: 'MB/s', value: digestRate('gost34311') },
    { name: 'sha256', unit: 'MB/s', value: digestRate('sha256') },
  ];
}
