/** What certificates of each profile say of their owners. Real ones are in tests/interop. */
import { describe, expect, it } from 'vitest';
import { asAuthority, asSigner, families, issue, person, rootAndSigner } from '../../tests/support/pki.ts';
import { email, extendedKeyUsage, keyUsage, keptInFile } from '../../sandbox/ca/extensions.ts';
import { parseCertificate } from './certificate.ts';
import { describeCertificate } from './certificate-info.ts';
import { nameOids, nameText, readName, visible } from './names.ts';
import { positionRoles } from './profile.ts';
import type { EncodedAttribute } from './build-certificate.ts';

const { root } = rootAndSigner('GOST-2004');
const text = (name: keyof typeof nameOids, value: string): EncodedAttribute => ({
  oid: nameOids[name],
  value,
  encoding: 'utf8',
});
const company = [text('organisation', 'ТОО «Қайнар»'), text('unit', 'BIN123456789021')];

function described(name: readonly EncodedAttribute[], usages: readonly string[], more = asSigner) {
  const extensions: typeof asSigner = (own, issuer) => [
    ...(usages.length === 0 ? [] : [extendedKeyUsage(usages, { critical: false })]),
    ...more(own, issuer).filter(({ oid }) => oid !== '2.5.29.37'),
  ];
  return describeCertificate(
    issue({ name, seed: 'info', family: 'GOST-2004', issuer: root, extensions }).certificate,
  );
}

const mail = '1.3.6.1.5.5.7.3.4';
const login = '1.3.6.1.5.5.7.3.2';
const role = (suffix: string) => `1.2.398.3.3.4.1.${suffix}`;

describe('subject type', () => {
  it.each([
    ['a person', person, [mail, role('1')], 'individual'],
    ['an employee', [...person, ...company], [mail, role('2'), role('2.5')], 'legal'],
    [
      'an information system',
      [text('commonName', 'ИС «Тест»'), ...company],
      [role('2'), role('2.6')],
      'information-system',
    ],
    [
      'a registered information system',
      [text('commonName', 'ИС'), ...company],
      [role('2'), role('2.6.17')],
      'information-system',
    ],
    ['an information system of a person', person, [mail, role('1.1')], 'information-system'],
    [
      'a BIN without an IIN, whatever the roles',
      [text('commonName', 'ИС'), ...company],
      [mail],
      'information-system',
    ],
    ['a role alone', person, [mail, role('2')], 'legal'],
  ])('of %s', (_, name, usages, expected) => {
    expect(described(name, usages).subjectType).toBe(expected);
  });
});

describe('position', () => {
  it.each(Object.entries(positionRoles))('%s is %s', (oid, expected) => {
    expect(described([...person, ...company], [mail, role('2'), oid]).position).toBe(expected);
  });

  it('is null for a person', () => {
    expect(described(person, [mail, role('1')]).position).toBeNull();
  });
});

describe('role', () => {
  const usageOnly = (...names: Parameters<typeof keyUsage>[0]) =>
    (() => [keyUsage(names)]) as typeof asSigner;

  it.each([
    ['e-mail protection', [mail, role('1')], asSigner, 'SIGN'],
    ['client authentication', [login, role('1')], asSigner, 'AUTH'],
    ['both', [mail, login, role('1')], asSigner, 'SIGN'],
    ['a role alone, as information systems have', [role('2'), role('2.6')], asSigner, 'SIGN'],
    ['no extended usage', [], asSigner, 'SIGN'],
    ['any extended usage', ['2.5.29.37.0'], asSigner, 'SIGN'],
    ['time-stamping', ['1.3.6.1.5.5.7.3.8'], asSigner, 'OTHER'],
    ['OCSP signing', ['1.3.6.1.5.5.7.3.9'], asSigner, 'OTHER'],
    ['server authentication', ['1.3.6.1.5.5.7.3.1'], asSigner, 'OTHER'],
    ['a key usage without signatures', [mail], usageOnly('keyEncipherment'), 'OTHER'],
    ['an authority', [], asAuthority(), 'OTHER'],
  ])('with %s', (_, usages, extensions, expected) => {
    expect(described(person, usages, extensions).role).toBe(expected);
  });
});

describe('name', () => {
  it.each([
    ['the patronymic behind CN', person, 'АХМЕТОВА АЛИЯ СЕРІКҚЫЗЫ'],
    ['no patronymic', person.slice(0, -1), 'АХМЕТОВА АЛИЯ'],
    [
      'a given name that CN has already',
      [text('commonName', 'IVANOV IVAN'), text('givenName', 'IVAN')],
      'IVANOV IVAN',
    ],
    ['the organisation where there is no CN', company, 'ТОО «Қайнар»'],
    [
      'no character that hides or turns text',
      [text('commonName', 'А\u202eБ\u200bВ\nГ')],
      'А\ufffdБ\ufffdВ\ufffdГ',
    ],
  ])('has %s', (_, name, expected) => {
    expect(described(name, [mail]).name).toBe(expected);
  });
});

describe('numbers', () => {
  it.each([
    ['IIN and BIN', [...person, ...company], '850101400123', '123456789021'],
    [
      'another OU before the BIN',
      [...person, text('unit', 'Бухгалтерия'), ...company],
      '850101400123',
      '123456789021',
    ],
    ['a serial number without IIN', [text('serialNumber', '850101400123')], null, null],
    ['eleven digits', [text('serialNumber', 'IIN85010140012'), text('unit', 'BIN12345678902')], null, null],
    ['a BIN where the IIN belongs', [text('serialNumber', 'BIN123456789021')], null, null],
  ])('with %s', (_, name, iin, bin) => {
    expect(described(name, [mail])).toMatchObject({ iin, bin });
  });
});

it('tells the e-mail and where the key is kept', () => {
  const extensions = (() => [email('a@example.kz'), keptInFile()]) as unknown as typeof asSigner;
  expect(described(person, [mail], extensions)).toMatchObject({ email: 'a@example.kz', medium: 'pkcs12' });
  expect(
    described([...person, { oid: nameOids.email, value: 'b@example.kz', encoding: 'ia5' }], [mail]).email,
  ).toBe('b@example.kz');
});

it.each(families)('names a key of %s', family => {
  const { signer } = rootAndSigner(family);
  const info = describeCertificate(signer.certificate);
  expect(info.algorithm).toBe(family === 'RSA' ? 'RSA-2048' : family);
  expect(info).toMatchObject({ notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2026-12-31T23:59:59.000Z' });
});

it('names a key of an unknown kind by its OID', () => {
  const { der } = rootAndSigner('GOST-2004').signer.certificate;
  // 1.2.398.3.10.1.1.1.1, the key’s OID, with its last arc changed.
  const at = Buffer.from(der).indexOf(Buffer.from('06092a830e030a01010101', 'hex')) + 10;
  expect(describeCertificate(parseCertificate(der.with(at, 0x63))).algorithm).toBe('1.2.398.3.10.1.1.1.99');
});

describe('nameText', () => {
  it('escapes what separates (RFC 4514 §2.4)', () => {
    const of = (value: string) => nameText([{ oid: nameOids.organisation, value }]);
    expect(of('a,b+c"d\\e<f>g;h')).toBe('O=a\\,b\\+c\\"d\\\\e\\<f\\>g\\;h');
    expect(of(' a ')).toBe('O=\\ a\\ ');
    expect(of('#a#')).toBe('O=\\#a#');
  });

  it('names attributes that it does not know by their OID', () => {
    expect(nameText([{ oid: '1.2.3', value: 'x' }])).toBe('1.2.3=x');
  });

  it('keeps the order of the encoding', () => {
    const { signer } = rootAndSigner('GOST-2004');
    expect(readName(signer.certificate.subjectDer)[0]).toEqual({
      oid: nameOids.commonName,
      value: 'АХМЕТОВА АЛИЯ',
    });
    expect(visible('Әділ')).toBe('Әділ');
  });
});
