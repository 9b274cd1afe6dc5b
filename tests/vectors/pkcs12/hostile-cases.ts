/** Files whose structure is wrong or malicious: what is refused before, or instead of, decrypting anything. */
import { derElement } from '../../../core/asn1/definite.ts';
import { Fields, soleElement } from '../../../core/asn1/elements.ts';
import { contextTag, tags } from '../../../core/asn1/tlv.ts';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../../../core/bytes.ts';
import { modernStyle } from '../../../core/pkcs12/build.ts';
import {
  certificateBag,
  dataContents,
  encryptedContents,
  keyBag,
  oidDer,
  pfx,
} from '../../../core/pkcs12/write.ts';
import type { Pkcs12Style } from '../../../core/pkcs12/write.ts';
import type { Case } from './generate.ts';
import { assemble, material, patched, simple, writing } from './material.ts';
import type { Material } from './material.ts';

export function hostileCases(): Record<string, Case> {
  const gost = material('GOST-2015-512', 'gost');
  const whole = simple(writing('whole'), gost);
  return {
    ...notKeyFiles(gost),
    ...truncated(whole),
    ...damaged(gost, whole),
    ...unknownCiphers(gost, whole),
    ...tooMuchWork(gost),
  };
}

function notKeyFiles({ certificateDer }: Material): Record<string, Case> {
  const cases: Record<string, readonly [comment: string, file: Uint8Array]> = {
    empty: ['nothing', new Uint8Array()],
    text: ['a letter', utf8ToBytes('Құрметті әріптес!\n')],
    digits: [
      'a text whose first letter reads as a SEQUENCE',
      utf8ToBytes('01.02.2026 договор №5\n'.repeat(9)),
    ],
    pem: ['the right content in the wrong wrapping', utf8ToBytes('-----BEGIN CERTIFICATE-----\nMIIB\n')],
    certificate: ['a certificate', certificateDer],
    zip: ['a document of an office program', hexToBytes('504b030414000600080000002100')],
    jks: ['a key store of Java in its old form', hexToBytes('feedfeed0000000200000001')],
    version: [
      'a PFX of a version that there is not',
      hexToBytes('3013020104300e06092a864886f70d010701a0010400'),
    ],
    zeros: ['zeros', new Uint8Array(4096)],
  };
  return Object.fromEntries(
    Object.entries(cases).map(([name, [comment, file]]) => [
      `not-pkcs12-${name}`,
      { expect: 'keystore.not-pkcs12', comment, file },
    ]),
  );
}

function truncated(whole: Uint8Array): Record<string, Case> {
  const lengths = {
    'in-length': 2,
    'in-version': 5,
    'in-oid': 12,
    'in-safe': 100,
    half: whole.length >> 1,
    'last-octet': whole.length - 1,
  };
  const cases = Object.entries(lengths).map(([name, length]) => [
    `truncated-${name}`,
    { expect: 'keystore.truncated', comment: `the first ${length} octets`, file: whole.slice(0, length) },
  ]);
  const open = concatBytes(Uint8Array.of(0x30, 0x80), soleElement(whole, tags.sequence).content);
  return {
    ...(Object.fromEntries(cases) as Record<string, Case>),
    'truncated-end-mark': {
      expect: 'keystore.truncated',
      comment: 'of indefinite length, and the mark of its end is missing',
      file: open,
    },
  };
}

function damaged(gost: Material, whole: Uint8Array): Record<string, Case> {
  const write = writing('damaged');
  const damage = (comment: string, file: Uint8Array): Case => ({ expect: 'keystore.damaged', comment, file });
  const key = keyBag(write, gost.pair.privateKeyDer, gost.names);
  const nested = (depth: number): Uint8Array =>
    Array.from({ length: depth }).reduce<Uint8Array>(
      inner => derElement(tags.sequence, inner),
      new Uint8Array(),
    );
  const fields = new Fields(soleElement(whole, tags.sequence).content);
  const unprotected = derElement(
    tags.sequence,
    fields.take(tags.integer).raw,
    fields.take(tags.sequence).raw,
  );
  return {
    'damaged-trailing': damage('an octet after the end', concatBytes(whole, Uint8Array.of(0))),
    'damaged-safe': damage('the safe is no list', pfx(write, [Uint8Array.of(tags.integer, 1, 0)])),
    'damaged-lengths': damage('an element longer than the one around it', whole.with(2, whole[2]! - 1)),
    'damaged-bag': damage(
      'a bag lacks its value',
      pfx(write, [dataContents(write, [derElement(tags.sequence, oidDer('1.2.3'))])]),
    ),
    'damaged-name': damage(
      'a name with half a letter',
      pfx(write, [dataContents(write, [patched(key, '1e50', '1e4f')])]),
    ),
    'damaged-iterations': damage('no iterations', patched(whole, '02020400', '02020000')),
    'damaged-iterations-negative': damage(
      'a negative number of iterations',
      patched(whole, '02020400', '02028400'),
    ),
    'nested-too-deep': {
      expect: 'keystore.nested-too-deep',
      comment: 'forty levels inside the safe',
      file: pfx(write, [nested(40)]),
    },
    unprotected: { expect: 'keystore.unprotected', comment: 'no MAC', file: unprotected },
  };
}

function unknownCiphers(gost: Material, whole: Uint8Array): Record<string, Case> {
  const unknown = (comment: string, file: Uint8Array): Case => ({
    expect: 'keystore.unsupported-cipher',
    comment,
    file,
  });
  /** A file in which an OID, in hex, was exchanged before the MAC was made. */
  const exchanged = (from: string, to: string, style: Partial<Pkcs12Style> = {}): Uint8Array => {
    const write = writing('exchanged', style);
    const key = keyBag(write, gost.pair.privateKeyDer, gost.names);
    return pfx(write, [dataContents(write, [patched(key, from, to)])]);
  };
  const hex = (oid: string): string => bytesToHex(oidDer(oid));
  const write = writing('enveloped');
  const certificate = certificateBag(gost.certificateDer, gost.names);
  return {
    'cipher-rc4': unknown(
      'the key under RC4 (RFC 7292 appendix C)',
      exchanged(hex('1.2.840.113549.1.12.1.3'), hex('1.2.840.113549.1.12.1.1')),
    ),
    'cipher-gcm': unknown(
      'AES-256-GCM in PBES2',
      exchanged(hex(modernStyle.keyCipher), hex('2.16.840.1.101.3.4.1.46'), modernStyle),
    ),
    'cipher-scrypt': unknown(
      'another derivation than PBKDF2',
      exchanged(hex('1.2.840.113549.1.5.12'), hex('1.2.840.113549.1.5.127'), modernStyle),
    ),
    'cipher-prf': unknown(
      'PBKDF2 with another hash function',
      exchanged(hex(modernStyle.prf), hex('1.2.840.113549.2.8'), modernStyle),
    ),
    'cipher-mac': unknown('a MAC with MD5', patched(whole, '06052b0e03021a0500', '06052b0e0302630500')),
    'cipher-enveloped': unknown(
      'contents enveloped for a public key',
      pfx(write, [
        patched(
          encryptedContents(write, [certificate]),
          hex('1.2.840.113549.1.7.6'),
          hex('1.2.840.113549.1.7.3'),
        ),
      ]),
    ),
    'cipher-signed': unknown('a store that is signed instead of having a MAC', signedStore(whole)),
  };
}

/** The outer ContentInfo says signedData. */
function signedStore(whole: Uint8Array): Uint8Array {
  const fields = new Fields(soleElement(whole, tags.sequence).content);
  const version = fields.take(tags.integer).raw;
  const content = new Fields(fields.take(tags.sequence).content);
  content.take(tags.oid);
  const info = derElement(tags.sequence, oidDer('1.2.840.113549.1.7.2'), content.take(contextTag(0)).raw);
  return derElement(tags.sequence, version, info, fields.take(tags.sequence).raw);
}

function tooMuchWork(gost: Material): Record<string, Case> {
  const tooMuch = (comment: string, file: Uint8Array): Case => ({
    expect: 'keystore.too-many-iterations',
    comment,
    file,
  });
  const slow = (style: Partial<Pkcs12Style>): Uint8Array => {
    const write = writing('slow', { ...style, iterations: 65_537 });
    const key = patched(keyBag(write, gost.pair.privateKeyDer, gost.names), '0203010001', '02037fffff');
    return pfx({ ...write, style: { ...write.style, iterations: 1 } }, [dataContents(write, [key])]);
  };
  const sum = writing('sum', { iterations: 30_000 });
  const keys = Array.from({ length: 5 }, () => keyBag(sum, gost.pair.privateKeyDer, gost.names));
  const certificates = [certificateBag(gost.certificateDer, gost.names)];
  return {
    'iterations-mac': tooMuch(
      'eight million for the MAC',
      patched(simple(writing('bomb', { iterations: 65_537 }), gost), '0203010001', '02037fffff'),
    ),
    'iterations-pbe': tooMuch("eight million in a scheme of PKCS#12's own", slow({})),
    'iterations-pbes2': tooMuch('eight million in PBKDF2', slow(modernStyle)),
    'iterations-huge': tooMuch('a number of five octets', hugeCount(gost)),
    'iterations-in-sum': tooMuch('many keys, each of them cheap', assemble(sum, keys, certificates)),
  };
}

/** The MAC's count as an INTEGER of five octets. */
function hugeCount(gost: Material): Uint8Array {
  const fields = new Fields(soleElement(simple(writing('huge'), gost), tags.sequence).content);
  const head = [fields.take(tags.integer).raw, fields.take(tags.sequence).raw];
  const mac = new Fields(fields.take(tags.sequence).content);
  const count = hexToBytes('02057fffffffff');
  const macData = derElement(
    tags.sequence,
    mac.take(tags.sequence).raw,
    mac.take(tags.octetString).raw,
    count,
  );
  return derElement(tags.sequence, ...head, macData);
}
