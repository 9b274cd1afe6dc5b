/** A signature by a token's key, brought into the order of certificates and verified before anybody gets it. */
import { TanbaError } from '../../contract/errors/index.ts';
import { concatBytes } from '../../core/bytes.ts';
import { digestAlgorithms } from '../../core/crypto/digest.ts';
import type { DigestName } from '../../core/crypto/digest.ts';
import { verifySignature } from '../../core/crypto/public-key.ts';
import type { PublicKey } from '../../core/crypto/public-key.ts';
import { encodeDigestInfo } from '../../core/crypto/rsa.ts';
import { parseCertificate, publicKeyOf } from '../../core/x509/certificate.ts';
import type { Cryptoki, Handle } from './cryptoki.ts';
import type { PairedKey } from './objects.ts';

/** Longest signature: RSA of 4096 bits; twice that shows a library that writes too much. */
const MAX_SIGNATURE_BYTES = 1024;

type Reorder = (bytes: Uint8Array) => Uint8Array;

const same: Reorder = bytes => bytes;
const reverse: Reorder = bytes => Uint8Array.from(bytes).reverse();
const swapHalves: Reorder = bytes =>
  concatBytes(bytes.subarray(bytes.length / 2), bytes.subarray(0, bytes.length / 2));

/** A way in which libraries take the digest, and the way from their signature to r ‖ s, each little-endian. */
interface Convention {
  readonly digest: Reorder;
  readonly signature: Reorder;
}

/**
 * s ‖ r big-endian is what the standard says (PKCS#11 Current Mechanisms 2.40, section 2.59.6, by RFC 4491) and Rutoken does;
 * the others have been seen elsewhere or may be.
 */
const signatureOrders: readonly Reorder[] = [reverse, same, swapHalves, bytes => swapHalves(reverse(bytes))];
/** In the order in which they are tried; a second reading of the digest costs a second signature. */
const gostConventions: readonly Convention[] = [same, reverse].flatMap(digest =>
  signatureOrders.map(signature => ({ digest, signature })),
);

interface Scheme {
  /** CKM_…; it takes what `input` makes of the digest. */
  readonly mechanism: number;
  readonly kind: PublicKey['kind'];
  readonly conventions: readonly Convention[];
  readonly input: (digestName: DigestName, digest: Uint8Array) => Uint8Array;
}

const gost = {
  kind: 'gost',
  conventions: gostConventions,
  input: (_digestName: DigestName, digest: Uint8Array) => digest,
} as const;

/** By CKA_KEY_TYPE: CKK_RSA, CKK_GOSTR3410, and TC26's number for 512 bits, which all vendors of GOST tokens share. */
const schemes: ReadonlyMap<number, Scheme> = new Map<number, Scheme>([
  [
    0x0,
    {
      kind: 'rsa',
      mechanism: 0x1,
      conventions: [{ digest: same, signature: same }],
      input: encodeDigestInfo,
    },
  ],
  [0x30, { ...gost, mechanism: 0x1201 }],
  [0xd432_1003, { ...gost, mechanism: 0xd432_1006 }],
]);

export interface TokenSignRequest {
  readonly session: Handle;
  readonly key: PairedKey;
  readonly digestName: string;
  readonly digest: Uint8Array;
  /** Called between C_SignInit and C_Sign: the login of a key that asks for the PIN each time. */
  readonly authenticate: () => void;
}

export type TokenSigner = (request: TokenSignRequest) => Uint8Array;

/**
 * Signs with the tokens of one library, and remembers for each mechanism the convention that once verified.
 * @returns GOST r ‖ s, each little-endian; RSA the PKCS#1 v1.5 block, big-endian; verified with the certificate
 * @throws TanbaError host.protocol for a hash function that the key is not used with, token.key-unusable, key.wrong-signature
 * @throws CryptokiError
 */
export function createTokenSigner(library: Cryptoki): TokenSigner {
  const learnt = new Map<number, Convention>();
  return ({ session, key, digestName, digest, authenticate }) => {
    const publicKey = publicKeyOf(parseCertificate(key.certificate));
    const scheme = schemes.get(key.key.type);
    if (scheme?.kind !== publicKey.kind) throw new TanbaError('token.key-unusable', { token: key.key.label });
    const name = publicKey.algorithm.accepts.find(accepted => accepted === digestName);
    if (name === undefined || digest.length !== digestAlgorithms[name].length) {
      throw new TanbaError('host.protocol', {});
    }
    const first = learnt.get(scheme.mechanism);
    const raw = new Map<Reorder, Uint8Array>();
    for (const convention of first === undefined ? scheme.conventions : [first, ...scheme.conventions]) {
      const input = scheme.input(name, convention.digest(digest));
      const made =
        raw.get(convention.digest) ?? signRaw(library, scheme, { session, key, authenticate }, input);
      raw.set(convention.digest, made);
      const signature = convention.signature(made);
      if (!verifySignature(publicKey, name, digest, signature)) continue;
      learnt.set(scheme.mechanism, convention);
      return signature;
    }
    throw new TanbaError('key.wrong-signature', {});
  };
}

function signRaw(
  library: Cryptoki,
  { mechanism }: Scheme,
  { session, key, authenticate }: Pick<TokenSignRequest, 'session' | 'key' | 'authenticate'>,
  input: Uint8Array,
): Uint8Array {
  library.call('C_SignInit', session, library.triple(mechanism, null), key.key.handle);
  authenticate();
  const signature = new Uint8Array(MAX_SIGNATURE_BYTES);
  const length = library.longs(signature.length);
  // A view into a larger array would be given by its start only where the binding knows of views: a copy is certain.
  library.call('C_Sign', session, Uint8Array.from(input), input.length, signature, length);
  const given = library.readLong(length);
  if (given > signature.length) throw new TanbaError('token.garbled', { token: library.name });
  return signature.slice(0, Number(given));
}
