/** Files that are whole and whose password is right, but whose keys are of no use: one thing wrong in each. */
import { derElement } from '../../../core/asn1/definite.ts';
import { tags } from '../../../core/asn1/tlv.ts';
import { bigIntToBytesLE, bytesToHex, hexToBytes } from '../../../core/bytes.ts';
import { tc26Gost512A } from '../../../core/crypto/gost-curves.ts';
import { gostPrivateKeyInfo } from '../../../core/pkcs12/build.ts';
import { certificateBag, keyBag } from '../../../core/pkcs12/write.ts';
import { generateRsaKey, rsaPrivateKeyDer, rsaPublicKeyDer } from '../../../sandbox/ca/rsa-key.ts';
import type { Case } from './generate.ts';
import { assemble, certificateOf, material, patched, randomFor, simple, writing } from './material.ts';
import type { Material } from './material.ts';

/** The curve's OID in the parameters of a GOST-2015-512 key, and one that nobody has given out. */
const CURVE = '060a2a830e030a0101020201';
const UNKNOWN_CURVE = '060a2a830e030a010102020f';
const RSA_OID = '06092a864886f70d010101';
const UNKNOWN_OID = '06092a864886f70d01017f';

export function brokenCases(): Record<string, Case> {
  const gost = material('GOST-2015-512', 'gost');
  const other = material('GOST-2015-512', 'other');
  const rsa = material('RSA', 'rsa');
  return {
    ...incomplete(gost),
    ...mismatched(gost, other, rsa),
    ...badPrivateKeys(gost, rsa),
    ...badCertificates(gost),
  };
}

/** A file with this private key and this certificate under the names of one owner. */
function file(owner: Material, privateKeyInfo: Uint8Array, certificateDer: Uint8Array): Uint8Array {
  const write = writing('broken');
  return assemble(
    write,
    [keyBag(write, privateKeyInfo, owner.names)],
    [certificateBag(certificateDer, owner.names)],
  );
}

function incomplete({ pair, certificateDer, names }: Material): Record<string, Case> {
  const write = writing('incomplete');
  return {
    'no-key': {
      expect: 'keystore.no-key',
      comment: 'a certificate and nothing else',
      file: assemble(write, [], [certificateBag(certificateDer, names)]),
    },
    'no-certificate': {
      expect: 'keystore.no-certificate',
      comment: 'a key and nothing else',
      file: assemble(write, [keyBag(write, pair.privateKeyDer, names)], []),
    },
    'no-bags': { expect: 'keystore.no-key', comment: 'an empty store', file: assemble(write, [], []) },
  };
}

function mismatched(gost: Material, other: Material, rsa: Material): Record<string, Case> {
  const mismatch = (comment: string, bytes: Uint8Array): Case => ({
    expect: 'keystore.key-mismatch',
    comment,
    file: bytes,
  });
  const info = rsa.pair.privateKeyDer;
  // The last octet of RSAPrivateKey belongs to the coefficient q⁻¹ mod p.
  const wrongCoefficient = info.with(info.length - 1, info.at(-1)! ^ 1);
  const otherRsa = material('RSA', 'other rsa');
  return {
    'mismatch-gost': mismatch(
      'the certificate is of another GOST key',
      file(gost, gost.pair.privateKeyDer, other.certificateDer),
    ),
    'mismatch-rsa': mismatch(
      'the certificate is of another RSA key',
      file(rsa, info, otherRsa.certificateDer),
    ),
    'mismatch-family': mismatch(
      'a GOST key with an RSA certificate',
      file(gost, gost.pair.privateKeyDer, rsa.certificateDer),
    ),
    'mismatch-rsa-numbers': mismatch(
      'the modulus fits, the private numbers do not fit it',
      file(rsa, wrongCoefficient, rsa.certificateDer),
    ),
  };
}

function badPrivateKeys(gost: Material, rsa: Material): Record<string, Case> {
  const { q } = tc26Gost512A;
  const gostKey = (expect: string, comment: string, info: Uint8Array): Case => ({
    expect,
    comment,
    file: file(gost, info, gost.certificateDer),
  });
  const withNumber = (d: Uint8Array): Uint8Array => gostPrivateKeyInfo('GOST-2015-512', d);
  const [head] = bytesToHex(gost.pair.privateKeyDer).split(CURVE);
  if (head === undefined) throw new Error('no curve');
  return {
    'key-zero': gostKey('key.out-of-range', 'd is 0', withNumber(new Uint8Array(64))),
    'key-order': gostKey(
      'key.out-of-range',
      'd is the order of the group',
      withNumber(bigIntToBytesLE(q, 64)),
    ),
    'key-too-long': gostKey('key.out-of-range', 'd has 65 octets', withNumber(new Uint8Array(65).fill(1))),
    'key-too-short': gostKey(
      'key.out-of-range',
      'd has 32 octets on a curve of 64',
      withNumber(new Uint8Array(32).fill(1)),
    ),
    'key-negative': gostKey(
      'key.out-of-range',
      'd is a negative INTEGER',
      withInner(gost, derElement(tags.integer, new Uint8Array(64).fill(0xff))),
    ),
    'key-not-a-number': gostKey(
      'keystore.damaged',
      'd is a BIT STRING',
      withInner(gost, derElement(tags.bitString, new Uint8Array(65))),
    ),
    'key-unknown-curve': gostKey(
      'key.unknown-curve',
      'the private key names a curve that nobody knows',
      patched(gost.pair.privateKeyDer, CURVE, UNKNOWN_CURVE),
    ),
    'key-unknown-algorithm': {
      expect: 'key.unsupported-algorithm',
      comment: 'the private key names an algorithm that nobody knows',
      file: file(rsa, patched(rsa.pair.privateKeyDer, RSA_OID, UNKNOWN_OID), rsa.certificateDer),
    },
    'key-rsa-1024': shortRsa(),
    'key-other-password': {
      expect: 'keystore.damaged',
      comment: 'the MAC fits the password, the encrypted key does not',
      file: otherPassword(gost),
    },
  };
}

/** Too short to be safe: nobody accepts its signatures. */
function shortRsa(): Case {
  const random = randomFor('rsa 1024');
  const key = generateRsaKey(1024, random);
  const spkiDer = rsaPublicKeyDer(key);
  const signer = material('GOST-2015-512', 'gost');
  return {
    expect: 'key.unsupported-algorithm',
    comment: 'an RSA key of 1024 bits',
    file: file(signer, rsaPrivateKeyDer(key), certificateOf(signer.pair, 'rsa 1024', { spkiDer })),
  };
}

/** PrivateKeyInfo of the same algorithm around something else than a number. */
function withInner({ pair }: Material, inner: Uint8Array): Uint8Array {
  const info = bytesToHex(pair.privateKeyDer);
  const algorithm = hexToBytes(info.slice(info.indexOf('3023'), info.indexOf('3023') + 2 * 37));
  return derElement(
    tags.sequence,
    Uint8Array.of(tags.integer, 1, 0),
    algorithm,
    derElement(tags.octetString, inner),
  );
}

function otherPassword({ pair, certificateDer, names }: Material): Uint8Array {
  const foreign = keyBag(writing('foreign', {}, 'Another-1'), pair.privateKeyDer, names);
  return assemble(writing('mixed'), [foreign], [certificateBag(certificateDer, names)]);
}

function badCertificates(gost: Material): Record<string, Case> {
  const { pair } = gost;
  const own = (expect: string, comment: string, certificateDer: Uint8Array): Case => ({
    expect,
    comment,
    file: file(gost, pair.privateKeyDer, certificateDer),
  });
  const offCurve = pair.spkiDer.with(pair.spkiDer.length - 1, pair.spkiDer.at(-1)! ^ 1);
  return {
    'certificate-unknown-curve': own(
      'key.unknown-curve',
      'the certificate names a curve that nobody knows',
      certificateOf(pair, 'curve', { spkiDer: patched(pair.spkiDer, CURVE, UNKNOWN_CURVE) }),
    ),
    'certificate-point-off-curve': own(
      'key.point-off-curve',
      'one bit of the public point is wrong',
      certificateOf(pair, 'point', { spkiDer: offCurve }),
    ),
    'certificate-broken': own(
      'key.bad-certificate',
      'the certificate lacks its last octet',
      gost.certificateDer.slice(0, -1),
    ),
    'certificate-empty': own(
      'key.bad-certificate',
      'the certificate is an empty octet string',
      new Uint8Array(),
    ),
    'password-wrong': {
      expect: 'keystore.pin-incorrect',
      comment: 'another password',
      password: 'vector-2026',
      file: simple(writing('password'), gost),
    },
    'password-empty': {
      expect: 'keystore.pin-incorrect',
      comment: 'no password at all',
      password: '',
      file: simple(writing('password'), gost),
    },
    'content-changed': {
      expect: 'keystore.pin-incorrect',
      comment: 'one bit of a salt is wrong: the MAC cannot tell that from a wrong password',
      file: simple(writing('changed'), gost).with(100, 0),
    },
  };
}
