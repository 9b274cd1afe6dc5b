import { createPrivateKey } from 'node:crypto';
import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import { certificateOf, material, randomFor } from '../../tests/vectors/pkcs12/material.ts';
import { bytesToHex, bytesToLatin1, utf8ToBytes } from '../bytes.ts';
import { buildPkcs12, gostPrivateKeyInfo, modernStyle, nucStyle, rsaPrivateKeyInfo } from './build.ts';
import { openPkcs12 } from './open.ts';

const password = utf8ToBytes('Qwerty12');
const owners = (['GOST-2015-512', 'GOST-2004', 'RSA'] as const).map(family =>
  material(family, `built ${family}`),
);

const built = (owner: (typeof owners)[number], options: { style?: typeof nucStyle; alias?: string } = {}) =>
  buildPkcs12({
    privateKeyInfo: owner.pair.privateKeyDer,
    certificateDer: owner.certificateDer,
    password,
    random: randomFor('built'),
    ...options,
  });

describe.each(owners.map(owner => [owner.pair.family, owner] as const))(
  'a key file of a %s key',
  (_family, owner) => {
    it.each([
      ['as the authority writes it', nucStyle],
      ['as programs of today write it', modernStyle],
    ])('%s, opens again', (_name, style) => {
      const { entries } = openPkcs12(built(owner, { style }), password, 'built.p12');
      expect(entries.map(({ alias }) => alias)).toEqual([owner.names.friendlyName]);
      expect(entries[0]!.certificateDer).toEqual(owner.certificateDer);
    });

    it('is the same from the same randomness, and another from another', () => {
      expect(built(owner)).toEqual(built(owner));
      const other = buildPkcs12({
        privateKeyInfo: owner.pair.privateKeyDer,
        certificateDer: owner.certificateDer,
        password,
        random: randomFor('another'),
      });
      expect(other).not.toEqual(built(owner));
    });

    it('is read by node-forge, with both attributes on both bags', () => {
      const asn1 = forge.asn1.fromDer(bytesToLatin1(built(owner)));
      const p12 = forge.pkcs12.pkcs12FromAsn1(asn1, false, 'Qwerty12');
      const bags = p12.safeContents.flatMap(({ safeBags }) => safeBags);
      expect(bags).toHaveLength(2);
      for (const { attributes } of bags) {
        expect(forge.util.bytesToHex(attributes['localKeyId'][0])).toBe(owner.names.friendlyName);
        expect(attributes['friendlyName']).toHaveLength(1);
      }
    });
  },
);

it('takes another name where one is given', () => {
  const { entries } = openPkcs12(built(owners[0]!, { alias: 'Қол қою' }), password, 'built.p12');
  expect(entries[0]!.alias).toBe('Қол қою');
});

it('refuses a certificate without a key identifier and a password that is no text', () => {
  const { pair, certificateDer } = owners[0]!;
  const content = {
    privateKeyInfo: pair.privateKeyDer,
    certificateDer,
    password,
    random: randomFor('refused'),
  };
  const anonymous = certificateOf(pair, 'anonymous', { identified: false });
  expect(() => buildPkcs12({ ...content, certificateDer: anonymous })).toThrow(RangeError);
  expect(() => buildPkcs12({ ...content, password: Uint8Array.of(0xff) })).toThrow(RangeError);
});

describe('PrivateKeyInfo', () => {
  it('GOST-2015-512 is written as the authority does', () => {
    const d = Uint8Array.from({ length: 64 }, (_, index) => index + 1);
    const prefix =
      '306c020100302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a01030304420440';
    expect(bytesToHex(gostPrivateKeyInfo('GOST-2015-512', d))).toBe(prefix + bytesToHex(d));
  });

  it.each([
    ['with its top bit set, behind a zero octet', 'ff', '304f', '04230221', '00ff'],
    ['without', '7f', '304e', '04220220', '7f'],
  ])('GOST-2004, a number %s', (_name, top, outer, inner, digits) => {
    const d = new Uint8Array(32);
    d[31] = Number.parseInt(top, 16);
    const algorithm = '302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a0103010100';
    const expected = `${outer}020100${algorithm}${inner}${digits}${'00'.repeat(31)}`;
    expect(bytesToHex(gostPrivateKeyInfo('GOST-2004', d))).toBe(expected);
  });

  it('RSA is what OpenSSL makes of the same key', () => {
    const pkcs8 = owners[2]!.pair.privateKeyDer;
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    const pkcs1 = key.export({ format: 'der', type: 'pkcs1' });
    expect(bytesToHex(rsaPrivateKeyInfo(pkcs1))).toBe(bytesToHex(pkcs8));
  });
});
