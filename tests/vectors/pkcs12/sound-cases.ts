/** Files that open, in every form that programs write. */
import { concatBytes } from '../../../core/bytes.ts';
import { derElement } from '../../../core/asn1/definite.ts';
import { Fields, soleElement } from '../../../core/asn1/elements.ts';
import { contextTag, tags } from '../../../core/asn1/tlv.ts';
import { modernStyle } from '../../../core/pkcs12/build.ts';
import { bagTypes } from '../../../core/pkcs12/safe.ts';
import {
  certificateBag,
  dataContents,
  encryptedContents,
  keyBag,
  oidDer,
  pfx,
  safeBag,
} from '../../../core/pkcs12/write.ts';
import type { Case } from './generate.ts';
import {
  assemble,
  certificateOf,
  indefinite,
  material,
  nameless,
  PASSWORD,
  randomFor,
  segmented,
  simple,
  writing,
} from './material.ts';
import type { Material } from './material.ts';

const ok = (comment: string, file: Uint8Array, ...owners: readonly Material[]): Case => ({
  expect: 'ok',
  comment,
  file,
  keys: owners.map(({ pair, names }) => `${names.friendlyName} ${pair.family}`),
});

const aes = {
  128: '2.16.840.1.101.3.4.1.2',
  192: '2.16.840.1.101.3.4.1.22',
  256: modernStyle.keyCipher,
} as const;
const hmacOid = (name: 'sha1' | 'sha256' | 'sha384' | 'sha512'): string =>
  `1.2.840.113549.2.${{ sha1: 7, sha256: 9, sha384: 10, sha512: 11 }[name]}`;

export function soundCases(): Record<string, Case> {
  const gost = material('GOST-2015-512', 'gost');
  const old = material('GOST-2004', 'old');
  const rsa = material('RSA', 'rsa');
  return {
    ...families(gost, old, rsa),
    ...ciphers(gost),
    ...encodings(gost, rsa),
    ...contents(gost, old, rsa),
  };
}

function families(gost: Material, old: Material, rsa: Material): Record<string, Case> {
  const short = material('GOST-2004', 'short', length => {
    const bytes = randomFor('short')(length);
    return length === 40 ? bytes.fill(0, 0, 11) : bytes;
  });
  return {
    'ok-gost-2015': ok("GOST-2015-512 in the authority's form", simple(writing('gost'), gost), gost),
    'ok-gost-2004': ok("GOST-2004 in the authority's form", simple(writing('old'), old), old),
    'ok-gost-2004-short': ok(
      'd has three zero octets in front, which an INTEGER leaves out',
      simple(writing('short'), short),
      short,
    ),
    'ok-rsa': ok("RSA-2048 in the authority's form", simple(writing('rsa'), rsa), rsa),
  };
}

function ciphers(gost: Material): Record<string, Case> {
  const pbes2 = (bits: keyof typeof aes, prf: string) => ({
    ...modernStyle,
    iterations: 2048,
    keyCipher: aes[bits],
    certificateCipher: aes[bits],
    prf,
  });
  const file = (name: string, style: Parameters<typeof writing>[1]): Uint8Array =>
    simple(writing(name, style), gost);
  return {
    'ok-pbes2-aes-256-sha256': ok(
      'PBES2 as OpenSSL 3 and Java 17 write it',
      file('aes256', pbes2(256, hmacOid('sha256'))),
      gost,
    ),
    'ok-pbes2-aes-192-sha384': ok('PBES2 with AES-192', file('aes192', pbes2(192, hmacOid('sha384'))), gost),
    'ok-pbes2-aes-128-sha1': ok(
      'PBES2 with AES-128 and HMAC-SHA-1',
      file('aes128', pbes2(128, hmacOid('sha1'))),
      gost,
    ),
    'ok-pbes2-aes-256-sha512': ok(
      'PBES2 with HMAC-SHA-512',
      file('aes512', pbes2(256, hmacOid('sha512'))),
      gost,
    ),
    'ok-mac-sha256': ok(
      'old ciphers, MAC with SHA-256',
      file('mac256', { macHash: '2.16.840.1.101.3.4.2.1' }),
      gost,
    ),
    'ok-mac-sha512': ok(
      'old ciphers, MAC with SHA-512',
      file('mac512', { macHash: '2.16.840.1.101.3.4.2.3' }),
      gost,
    ),
    'ok-one-iteration': ok('as few iterations as there can be', file('once', { iterations: 1 }), gost),
    'ok-cyrillic-password': {
      ...ok(
        'letters outside ASCII and outside the basic plane',
        simple(writing('cyrillic', {}, 'Құпия-𝄞-1'), gost),
        gost,
      ),
      password: 'Құпия-𝄞-1',
    },
  };
}

function encodings(gost: Material, rsa: Material): Record<string, Case> {
  return {
    'ok-definite': ok(
      'definite lengths everywhere',
      simple(writing('der', { indefinite: false }), gost),
      gost,
    ),
    'ok-segmented': ok(
      'indefinite outside, octet strings in segments',
      inSegments(simple(writing('ber'), rsa)),
      rsa,
    ),
    'ok-long-lengths': ok(
      'a length with more octets than it needs',
      withLongLength(simple(writing('long'), gost)),
      gost,
    ),
  };
}

/** The same PFX with its AuthenticatedSafe in segments. */
function inSegments(file: Uint8Array): Uint8Array {
  const fields = new Fields(soleElement(file, tags.sequence).content);
  const version = fields.take(tags.integer);
  const info = new Fields(fields.take(tags.sequence).content);
  const type = info.take(tags.oid);
  const safe = soleElement(info.take(contextTag(0)).content, tags.octetString);
  const mac = fields.take(tags.sequence);
  const content = indefinite(contextTag(0), segmented(safe.content));
  return indefinite(tags.sequence, version.raw, indefinite(tags.sequence, type.raw, content), mac.raw);
}

function withLongLength(file: Uint8Array): Uint8Array {
  const { content } = soleElement(file, tags.sequence);
  return concatBytes(
    Uint8Array.of(tags.sequence, 0x84, 0, 0, content.length >> 8, content.length & 0xff),
    content,
  );
}

function contents(gost: Material, old: Material, rsa: Material): Record<string, Case> {
  const all = [gost, old, rsa];
  const write = writing('several');
  const keys = all.map(({ pair, names }) => keyBag(write, pair.privateKeyDer, names));
  const certificates = all.map(({ certificateDer, names }) => certificateBag(certificateDer, names));
  const bare = all.map(({ pair }) => keyBag(write, pair.privateKeyDer, nameless));
  const bareCertificates = all.map(({ certificateDer }) => certificateBag(certificateDer, nameless));
  const gostKey = keyBag(write, gost.pair.privateKeyDer, gost.names);
  const gostCertificate = certificateBag(gost.certificateDer, gost.names);
  return {
    'ok-several-keys': ok(
      'three keys, their certificates in another order',
      assemble(write, keys, certificates.toReversed()),
      ...all,
    ),
    'ok-several-nameless': ok(
      'no attributes: matched by public key, named by key identifier',
      assemble(write, bare, bareCertificates.toReversed()),
      ...all,
    ),
    'ok-same-name-twice': {
      ...ok('two keys with one name: the second goes by its identifier', sameName(gost, old)),
      keys: ['my key GOST-2015-512', `${old.names.friendlyName} GOST-2004`],
    },
    'ok-certificates-of-others': ok(
      'certificates of others, one of them unreadable, beside the right one',
      assemble(write, [gostKey], [certificateBag(Uint8Array.of(0x30, 0), nameless), ...certificates]),
      gost,
    ),
    'ok-one-key-without-certificate': ok(
      'a key without a certificate does not spoil the other',
      assemble(write, [keys[1]!, gostKey], [gostCertificate]),
      gost,
    ),
    'ok-wrong-key-id': ok(
      'the key identifier points to a certificate of another key; the right one is there too',
      assemble(write, [keyBag(write, gost.pair.privateKeyDer, old.names)], certificates),
      { ...gost, names: old.names },
    ),
    'ok-bare-key': ok(
      'the key is not encrypted by itself but with its certificate',
      pfx(write, [
        encryptedContents(write, [
          safeBag(bagTypes.key, gost.pair.privateKeyDer, gost.names),
          gostCertificate,
        ]),
      ]),
      gost,
    ),
    'ok-other-bags': ok('a bag with a secret of somebody else is passed over', otherBags(gost), gost),
    'ok-no-key-identifier': ok(
      'neither attributes nor an identifier in the certificate: it is computed',
      assemble(
        write,
        [keyBag(write, gost.pair.privateKeyDer, nameless)],
        [certificateBag(certificateOf(gost.pair, 'bare', { identified: false }), nameless)],
      ),
      gost,
    ),
    'ok-invisible-name': ok(
      'a name with a line break and a direction mark is not shown',
      assemble(
        write,
        [keyBag(write, gost.pair.privateKeyDer, { ...gost.names, friendlyName: 'pay\u202e\nme' })],
        [gostCertificate],
      ),
      gost,
    ),
  };
}

function sameName(first: Material, second: Material): Uint8Array {
  const write = writing('same', {}, PASSWORD);
  const both = [first, second];
  const named = (it: Material) => ({ ...it.names, friendlyName: 'my key' });
  return assemble(
    write,
    both.map(it => keyBag(write, it.pair.privateKeyDer, named(it))),
    both.map(it => certificateBag(it.certificateDer, named(it))),
  );
}

function otherBags({ pair, certificateDer, names }: Material): Uint8Array {
  const write = writing('other');
  const secret = derElement(
    tags.sequence,
    oidDer('1.2.840.113549.1.12.10.1.5'),
    derElement(contextTag(0), Uint8Array.of(4, 0)),
  );
  const bags = [
    safeBag('1.2.840.113549.1.12.10.1.5', secret, names),
    keyBag(write, pair.privateKeyDer, names),
  ];
  return pfx(write, [
    dataContents(write, bags),
    encryptedContents(write, [certificateBag(certificateDer, names)]),
  ]);
}
