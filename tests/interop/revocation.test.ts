/** НУЦ's own revocation lists, OCSP answers and time-stamp: each says what its nature demands, and nothing after a change. */
import { describe, expect, it } from 'vitest';
import { findEntry, parseCrl, statusByCrl } from '../../core/revocation/crl.ts';
import { statusByOcsp } from '../../core/revocation/ocsp.ts';
import { parseOcspResponse } from '../../core/revocation/ocsp-response.ts';
import { tokenOfResponse } from '../../core/tsp/response.ts';
import { checkTimestamp, parseTimestampToken } from '../../core/tsp/token.ts';
import { parseCertificates } from '../../core/x509/certificate.ts';
import { LinkChecker } from '../../core/x509/chain.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import { interopAnchor, interopFile, lacksInteropData } from './data.ts';

const lists = [
  {
    file: 'nca_gost2022_test_NCANode-Go.crl',
    ca: 'nca_gost2022_test.cer',
    at: '2026-08-12T00:00:00Z',
    entries: true,
  },
  { file: 'nca_gost_test.crl', ca: 'nca_gost_test.crt', at: '2022-04-01T00:00:00Z', entries: true },
  { file: 'nca_rsa_test.crl', ca: 'nca_rsa_test.crt', at: '2022-04-01T00:00:00Z', entries: true },
];

const answers = [
  {
    file: 'ocsp_response_ceo_sign_2004_revoked.bin',
    ca: 'nca_gost_test.crt',
    status: 'revoked',
    code: 'revocation.revoked',
  },
  {
    file: 'ocsp_response_individual_2015.bin',
    ca: 'nca_gost2022_test.cer',
    status: 'revoked',
    code: 'revocation.not-issued',
  },
  { file: 'ocsp_response_individual_sign_2004.bin', ca: 'nca_rsa_test.crt', status: 'good', code: undefined },
];

/** A copy with one bit of one byte turned. */
function flipped(bytes: Uint8Array, index: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[index]! ^= 1 << (index % 8);
  return copy;
}

/** What a reader makes of damaged bytes: its answer, or the code that it is refused with. */
function outcome<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof TanbaError) return error.code;
    throw error;
  }
}

describe.skipIf(lacksInteropData('revocation', lists.length + 2 * answers.length + 4))(
  'revocation data of НУЦ РК',
  () => {
    it.each(lists)('$file is its authority’s, and speaks for its term only', ({ file, ca, at }) => {
      const issuer = interopAnchor('ca', 'test', ca);
      const base = parseCrl(interopFile('crl', file));
      const ask = (serial: string, time: string) => statusByCrl({ serial, issuer, base, at: new Date(time) });
      expect(ask('01', at)).toMatchObject({ status: 'good' });
      expect(ask('01', '2035-01-01T00:00:00Z')).toMatchObject({
        status: 'unknown',
        code: 'revocation.stale',
      });
      const other = interopAnchor('ca', 'prod', 'nca_gost_2022.pem');
      expect(statusByCrl({ serial: '01', issuer: other, base, at: new Date(at) }).status).toBe('unknown');
    });

    it('names what the list of 2026 revoked', () => {
      const crl = parseCrl(interopFile('crl', 'nca_gost2022_test_NCANode-Go.crl'));
      expect(findEntry(crl, '11878bbb2d0c22c0bb736d57935c80d54be605ff')).toEqual({
        revokedAt: new Date('2026-05-06T16:34:41Z'),
        reason: 3,
      });
      expect(findEntry(crl, '11878bbb2d0c22c0bb736d57935c80d54be605fe')).toBeNull();
    });

    it('says nothing from a list that was changed anywhere', () => {
      const issuer = interopAnchor('ca', 'test', 'nca_gost_test.crt');
      const bytes = interopFile('crl', 'nca_gost_test.crl');
      const at = new Date('2022-04-01T00:00:00Z');
      for (let index = 0; index < bytes.length; index += 7) {
        const answer = outcome(
          () => statusByCrl({ serial: '01', issuer, base: parseCrl(flipped(bytes, index)), at }).status,
        );
        expect(['unknown', 'revocation.malformed']).toContain(answer);
      }
    });

    it.each(answers)('$file: $status $code', ({ file, ca, status, code }) => {
      const response = parseOcspResponse(interopFile('ocsp', file));
      const issuer = interopAnchor('ca', 'test', ca);
      const request = {
        response,
        serial: response.responses[0]!.serial,
        issuer,
        nonce: response.nonce,
        at: response.producedAt,
      };
      expect(statusByOcsp(request)).toMatchObject(code ? { status, code } : { status });
      expect(statusByOcsp({ ...request, nonce: new Uint8Array(8) }).code).toBe('revocation.wrong-nonce');
      expect(statusByOcsp({ ...request, serial: '01' }).code).toBe('revocation.unknown');
      expect(statusByOcsp({ ...request, at: new Date('2030-01-01') }).code).toBe('revocation.stale');
      expect(
        statusByOcsp({ ...request, issuer: interopAnchor('ca', 'prod', 'nca_gost_2022.pem') }).code,
      ).toBe('revocation.wrong-signature');
    });

    it.each(answers)('$file says nothing after any change', ({ file, ca }) => {
      const bytes = interopFile('ocsp', file);
      const original = parseOcspResponse(bytes);
      const issuer = interopAnchor('ca', 'test', ca);
      const { serial } = original.responses[0]!;
      // The certificate at the end is compared by what it proves: a change that only makes it unreadable is a refusal too.
      for (let index = 0; index < bytes.length; index += 11) {
        const answer = outcome(() => {
          const response = parseOcspResponse(flipped(bytes, index));
          return statusByOcsp({ response, serial, issuer, nonce: null, at: original.producedAt }).status;
        });
        expect(
          ['unknown', 'revocation.malformed', 'revocation.unavailable', 'key.bad-certificate'],
          `byte ${index}`,
        ).toContain(answer);
      }
    });

    it('is to be had where the certificates say', () => {
      const addresses = (...path: string[]) =>
        parseCertificates(interopFile(...path))[0]!.revocationAddresses;
      expect(addresses('certs', 'individual_valid_sign_2004_rsa.cer')).toEqual({
        ocsp: ['http://test.pki.gov.kz/ocsp/'],
        crls: ['http://test.pki.gov.kz/crl/nca_rsa_test.crl'],
        deltaCrls: ['http://test.pki.gov.kz/crl/nca_d_rsa_test.crl'],
      });
      // One name of this certificate holds two addresses, with text between them.
      expect(addresses('ca', 'prod', 'nca_rsa.pem').crls).toEqual([
        'http://crl.root.gov.kz/rsa.crl',
        'http://crl1.root.gov.kz/rsa.crl',
      ]);
    });

    it('reads the time-stamp of the test authority, and refuses it for another signature', async () => {
      const bytes = interopFile('tsp', 'tsp_token.bin');
      expect(tokenOfResponse(interopFile('tsp', 'tsp_response.bin')).length).toBeGreaterThan(1000);
      const token = await parseTimestampToken(bytes);
      expect(token.info).toMatchObject({
        policy: '1.2.398.3.3.2.6.1',
        digestName: 'sha1',
        time: new Date('2022-09-18T13:20:14Z'),
      });
      const check = {
        token,
        signature: new Uint8Array(64),
        anchors: [interopAnchor('ca', 'test', 'nca_gost_test.crt')],
        intermediates: [],
        links: new LinkChecker(),
        evidence: null,
        now: new Date('2026-01-01'),
      };
      const { finding, time, report } = await checkTimestamp(check);
      expect(finding).toMatchObject({ status: 'failed', code: 'timestamp.wrong-imprint' });
      expect(time).toBeNull();
      const holding = report.steps.filter(step => step.status === 'ok').map(step => step.name);
      expect(holding).toEqual(['format', 'digest', 'signature', 'purpose', 'chain', 'validity']);
    });
  },
);
