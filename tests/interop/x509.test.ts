/** Every certificate that НУЦ РК gave out: it holds under its authority, under no other key, and says who its owner is. */
import { describe, expect, it } from 'vitest';
import type { CertificateInfo } from '../../contract/keys.ts';
import { base64ToBytes, utf8ToBytes } from '../../core/bytes.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { parseOcspResponse } from '../../core/revocation/ocsp-response.ts';
import { parseTimestampToken } from '../../core/tsp/token.ts';
import { parseCertificate, parseCertificates } from '../../core/x509/certificate.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import { anchorFromCertificate, buildChain } from '../../core/x509/chain.ts';
import { interopAnchor, interopFile, lacksInteropData } from './data.ts';

const file = (path: string) => parseCertificates(interopFile(...path.split('/')))[0]!;

function keyFile(path: string, password: string): Certificate {
  const { entries } = openPkcs12(interopFile('p12', ...path.split('/')), utf8ToBytes(password), path);
  return parseCertificate(entries[0]!.certificateDer);
}

/** Authorities: file, its issuer's file, and a time within both terms. */
const authorities = [
  ['prod/root_gost_2022.pem', 'prod/root_gost_2022.pem', '2026-01-01', 'GOST-2015-512'],
  ['prod/nca_gost_2022.pem', 'prod/root_gost_2022.pem', '2026-01-01', 'GOST-2015-512'],
  ['prod/root_rsa_2020.cer', 'prod/root_rsa_2020.cer', '2026-01-01', 'RSA-4096'],
  ['prod/nca_rsa_2022.cer', 'prod/root_rsa_2020.cer', '2026-01-01', 'RSA-4096'],
  ['prod/root_gost_2020.cer', 'prod/root_gost_2020.cer', '2026-01-01', 'GOST-2004'],
  ['prod/ucgo_gost.cer', 'prod/root_gost_2020.cer', '2026-01-01', 'GOST-2004'],
  ['prod/btsd_gost.cer', 'prod/root_gost_2020.cer', '2026-01-01', 'GOST-2004'],
  ['prod/root_gost.pem', 'prod/root_gost.pem', '2020-01-01', 'GOST-2004'],
  ['prod/nca_gost.pem', 'prod/root_gost.pem', '2020-01-01', 'GOST-2004'],
  ['prod/root_rsa.pem', 'prod/root_rsa.pem', '2020-01-01', 'RSA-4096'],
  ['prod/nca_rsa.pem', 'prod/root_rsa.pem', '2020-01-01', 'RSA-4096'],
  ['test/root_test_gost_2022.cer', 'test/root_test_gost_2022.cer', '2026-01-01', 'GOST-2015-512'],
  ['test/nca_gost2022_test.cer', 'test/root_test_gost_2022.cer', '2026-01-01', 'GOST-2015-512'],
] as const;
/** Their roots are not to be had; they are trusted directly. */
const rootless = ['test/nca_gost_test.crt', 'test/nca_rsa_test.crt'] as const;

const testov = { iin: '123456789011', name: 'ТЕСТОВ ТЕСТ ТЕСТОВИЧ' };
const testtov = { iin: '123456789012', name: 'ТЕСТТОВ ТЕСТТ ТЕСТТОВИЧ' };
const nobody = { iin: null, name: 'ИС "Тест"' };
const test = { bin: '123456789021', organisation: 'АО "ТЕСТ"' };
const person = { bin: null, organisation: null, subjectType: 'individual', position: null } as const;
const of = (position: CertificateInfo['position']) => ({ ...test, subjectType: 'legal', position }) as const;
const system = { ...test, subjectType: 'information-system', position: null } as const;
const ministry = {
  bin: '070840007503',
  organisation: 'ГОСУДАРСТВЕННЫЙ ОРГАН "ТЕСТОВОЕ МИНИСТЕРСТВО ЮСТИЦИИ РЕСПУБЛИКИ КАЗАХСТАН"',
  subjectType: 'legal',
  position: 'head',
} as const;

const gost512 = { algorithm: 'GOST-2015-512', role: 'SIGN', medium: 'pkcs12' } as const;
const gost2004 = { algorithm: 'GOST-2004', role: 'SIGN', medium: null } as const;
const rsa = { algorithm: 'RSA-2048', role: 'SIGN', medium: null } as const;
const rsaAuth = { ...rsa, role: 'AUTH' } as const;

const gostTest = 'test/nca_gost_test.crt';
const rsaTest = 'test/nca_rsa_test.crt';
const test2022 = 'test/nca_gost2022_test.cer';

/** What each certificate says, read in it by hand: not out of its file's name, which is wrong for several. */
const owners = [
  [() => file('certs/ceo_valid_sign_2004_gost.cer'), gostTest, { ...gost2004, ...testov, ...of('head') }],
  [() => file('certs/individual_valid_sign_2004_rsa.cer'), rsaTest, { ...rsa, ...testov, ...person }],
  [
    () => file('certs/individual_valid_sign_2004_rsa_auth.cer'),
    rsaTest,
    { ...rsaAuth, ...testov, ...person },
  ],
  [
    () => keyFile('2018-2022-legacy/GOSTKNCA_f8a422238209b6e753116431b69b09178f14e9d7.p12', 'Qwerty12'),
    'prod/nca_gost.pem',
    { ...gost2004, ...testov, ...of('head') },
  ],
  [
    () => keyFile('2018-2022-legacy/RSA256_8426360556902ce4ac33977836f873e1dc190976.p12', 'Qwerty12'),
    'prod/nca_rsa.pem',
    { ...rsa, ...testov, ...person },
  ],
  [
    () => keyFile('2018-2022-legacy/NCANode_CEO_SIGN_REVOKED_2004.p12', 'Qwerty12'),
    gostTest,
    { ...gost2004, ...testov, ...of('head') },
  ],
  [
    () => keyFile('2018-2022-legacy/NCANode_INDIVIDUAL_AUTH_REVOKED_2004.p12', 'Qwerty12'),
    rsaTest,
    { ...rsaAuth, ...testov, ...person },
  ],
  [
    () => keyFile('2018-2022-legacy/NCANode_INDIVIDUAL_VALID_SIGN_2004.p12', 'Qwerty12'),
    rsaTest,
    { ...rsa, ...testov, ...person },
  ],
  [
    () => keyFile('2018-2022-legacy/gokalkan_2019_GOSTKNCA.p12', 'Qwerty12'),
    gostTest,
    { ...gost2004, ...ministry, iin: '940229400158', name: 'ТЕСТОВ САБИТ ДАУРЕНБАЕВИЧ' },
  ],
  [
    () => keyFile('2018-2022-legacy/gokalkan_2022_gost1_gost2004.p12', 'Qwerty12'),
    gostTest,
    { ...gost2004, ...testov, ...of('head') },
  ],
  [
    () => keyFile('2022-gost512/NCANode_CEO_REVOKED_2015.p12', 'Aa123456'),
    test2022,
    { ...gost512, ...testov, ...of('head') },
  ],
  [
    () => keyFile('2022-gost512/NCANode_INDIVIDUAL_VALID_2015.p12', 'Aa123456'),
    test2022,
    { ...gost512, ...testtov, ...person },
  ],
  [
    () => keyFile('2023-2024-gost512/gokalkan_2024_gost1.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...testov, ...person },
  ],
  [
    () => keyFile('2026-gost512/individual_revoked_individual_revoked.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...testov, ...person },
  ],
  [
    () => keyFile('2026-gost512/individual_valid_individual_valid.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...testov, ...person },
  ],
  [
    () => keyFile('2026-gost512/legal_revoked_employee.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...testtov, ...of('employee') },
  ],
  [
    () => keyFile('2026-gost512/legal_revoked_employee_signright.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...testtov, ...of('signatory') },
  ],
  [
    () => keyFile('2026-gost512/legal_revoked_head.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...testov, ...of('head') },
  ],
  // The next four are named the other way round by those who published them.
  [
    () => keyFile('2026-gost512/legal_revoked_infosystem.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...testtov, ...of('treasury') },
  ],
  [
    () => keyFile('2026-gost512/legal_valid_infosystem.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...testtov, ...of('treasury') },
  ],
  [
    () => keyFile('2026-gost512/legal_revoked_treasury_client.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...nobody, ...system },
  ],
  [
    () => keyFile('2026-gost512/legal_valid_treasury_client.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...nobody, ...system },
  ],
  [
    () => keyFile('2026-gost512/legal_valid_employee.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...testtov, ...of('employee') },
  ],
  [
    () => keyFile('2026-gost512/legal_valid_head.p12', 'Qwerty12'),
    test2022,
    { ...gost512, ...testov, ...of('head') },
  ],
] as const;

/** Certificates inside other things: OCSP answers, a time-stamp, XML signatures. */
const inside = [
  ['ocsp_response_ceo_sign_2004_revoked.bin', gostTest],
  ['ocsp_response_individual_2015.bin', test2022],
  ['ocsp_response_individual_sign_2004.bin', rsaTest],
] as const;
const inXml = [
  ['NCANode_XML_SIGNED_VALID_STRING.xml', rsaTest],
  ['NCANode_v2_03_XML_sign_md_2.xml', 'prod/nca_rsa.pem'],
  ['NCANode_v2_NCANode_postman_collection_json_3.xml', 'prod/nca_rsa.pem'],
  ['mitwork_kalkan_0.xml', test2022],
] as const;

/** Two more are tests of their own: authorities that have ended, the certificate in the time-stamp. */
const cases = authorities.length + rootless.length + 3 * owners.length + inside.length + inXml.length + 2;

function chainOf(certificate: Certificate, issuer: string, at: Date) {
  return buildChain({
    certificate,
    intermediates: [],
    anchors: [interopAnchor('ca', ...issuer.split('/'))],
    at,
  });
}

/** A time within the certificate's term. */
const within = ({ notBefore, notAfter }: Certificate) =>
  new Date((notBefore.getTime() + notAfter.getTime()) / 2);

describe.skipIf(lacksInteropData('certificates', cases))('certificates of НУЦ РК', () => {
  it.each(authorities)('%s is signed by %s', (path, issuer, at, algorithm) => {
    const certificate = file(`ca/${path}`);
    expect(chainOf(certificate, issuer, new Date(at))).toMatchObject({ status: 'ok' });
    expect(describeCertificate(certificate)).toMatchObject({
      algorithm,
      role: 'OTHER',
      iin: null,
      bin: null,
    });
  });

  it.each(rootless)('%s is good when it is trusted itself, and only then', path => {
    const certificate = file(`ca/${path}`);
    expect(chainOf(certificate, path, within(certificate)).status).toBe('ok');
    expect(chainOf(certificate, 'test/root_test_gost_2022.cer', within(certificate))).toMatchObject({
      status: 'unknown',
      code: 'chain.no-anchor',
    });
  });

  it('of 2015 and 2018 have ended with their authorities', () => {
    expect(chainOf(file('ca/prod/nca_gost.pem'), 'prod/root_gost.pem', new Date('2026-01-01'))).toMatchObject(
      {
        status: 'unknown',
        code: 'validity.expired',
        params: { date: '27.07.2025' },
      },
    );
  });

  describe.each(owners.map(([load, issuer, expected], index) => ({ load, issuer, expected, index })))(
    'owner $index',
    ({ load, issuer, expected }) => {
      it(`is ${expected.name}, ${expected.subjectType}, ${expected.position ?? 'no position'}`, () => {
        expect(describeCertificate(load())).toMatchObject({ ...expected, email: null });
      });

      it(`was certified by ${issuer}`, () => {
        const certificate = load();
        expect(chainOf(certificate, issuer, within(certificate))).toMatchObject({ status: 'ok' });
      });

      it('has a forged certificate once any bit of it is turned', () => {
        const { der } = load();
        const issuerCertificate = file(`ca/${issuer}`);
        const anchors = [anchorFromCertificate(issuerCertificate)];
        // Every 40th byte, so that all certificates together are quick; the vectors and CMS suites turn every byte.
        for (let at = 20; at < der.length; at += 40) {
          const changed = der.with(at, der[at]! ^ (1 << (at % 8)));
          expect(statusOf(changed, anchors)).not.toBe('ok');
        }
      });
    },
  );

  it.each(inside)('in %s are of %s', (name, issuer) => {
    const { certificates } = parseOcspResponse(interopFile('ocsp', name));
    expect(certificates.length).toBeGreaterThan(0);
    for (const certificate of certificates)
      expect(chainOf(certificate, issuer, within(certificate)).status).toBe('ok');
  });

  it.each(inXml)('in %s are of %s', (name, issuer) => {
    const xml = new TextDecoder().decode(interopFile('xml', name));
    const texts = [...xml.matchAll(/(?:X509Certificate|KeyIdentifier)[^>]*>([^<]{100,})</g)].map(([, text]) =>
      text!.replaceAll('&#13;', ''),
    );
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      const certificate = parseCertificate(base64ToBytes(text));
      expect(chainOf(certificate, issuer, within(certificate)).status).toBe('ok');
    }
  });

  it('in the time-stamp is of the old authority of tests', async () => {
    const { certificates } = await parseTimestampToken(interopFile('tsp', 'tsp_token.bin'));
    expect(
      certificates.map(certificate => chainOf(certificate, gostTest, within(certificate)).status),
    ).toEqual(['ok']);
  });
});

function statusOf(der: Uint8Array, anchors: Parameters<typeof buildChain>[0]['anchors']): string {
  try {
    const certificate = parseCertificate(der);
    return buildChain({ certificate, intermediates: [], anchors, at: within(certificate) }).status;
  } catch {
    return 'unreadable';
  }
}
