/** Revocation lists, OCSP answers and time-stamps: what authorities' servers send. */
import { findEntry, parseCrl, statusByCrl } from '../../../core/revocation/crl.ts';
import { statusByOcsp } from '../../../core/revocation/ocsp.ts';
import { parseOcspResponse } from '../../../core/revocation/ocsp-response.ts';
import type { Issuer, RevocationStatus } from '../../../core/revocation/status.ts';
import { derElement } from '../../../core/asn1/definite.ts';
import { tokenOfResponse } from '../../../core/tsp/response.ts';
import { checkTimestamp, parseTimestampToken } from '../../../core/tsp/token.ts';
import { anchorFromCertificate, LinkChecker } from '../../../core/x509/chain.ts';
import { sequence, small, utcTime } from '../../support/cms-maker.ts';
import { midTerm, rootAndSigner } from '../../support/pki.ts';
import { issueService, makeCrl, makeOcsp, makeToken, makeTspResponse, serials } from '../material.ts';
import { mutateDer } from '../mutators/der.ts';
import { sampleAnchors, samples } from '../samples.ts';
import type { Claims, Seed, Target } from '../target.ts';

const rsa = rootAndSigner('RSA').root;
const gost = rootAndSigner('GOST-2015-512').root;

/** A status as a line; unknown is no claim. */
function claim(serial: string, { status, thisUpdate, revokedAt }: RevocationStatus): string[] {
  return status === 'unknown'
    ? []
    : [`${serial} ${status} ${revokedAt?.toISOString()} by ${thisUpdate?.toISOString()}`];
}

function readCrl(bytes: Uint8Array, issuer: Issuer, at: Date): Claims {
  const base = parseCrl(bytes);
  // As if it were signed: entries are only looked at in lists that are, and must not need it.
  for (const serial of Object.values(serials)) findEntry(base, serial);
  return Object.values(serials).flatMap(serial => claim(serial, statusByCrl({ serial, issuer, base, at })));
}

function crlSeeds(): Seed[] {
  const made = [rsa, gost].flatMap(issuer => [
    { name: 'list', issuer, bytes: makeCrl(issuer) },
    { name: 'delta', issuer, bytes: makeCrl(issuer, { delta: true }) },
  ]);
  const ofSample = samples(['crl']).flatMap(({ name, bytes }) => {
    const { issuerDer, thisUpdate } = parseCrl(bytes);
    const issuer = sampleAnchors().find(({ subjectDer }) => Buffer.from(subjectDer).equals(issuerDer));
    return issuer ? [{ name, bytes, read: (input: Uint8Array) => readCrl(input, issuer, thisUpdate) }] : [];
  });
  return [
    ...made.map(({ name, issuer, bytes }) => ({
      name,
      bytes,
      read: (input: Uint8Array) => readCrl(input, anchorFromCertificate(issuer.certificate), midTerm),
    })),
    ...ofSample,
  ];
}

/** An unsigned list of a million entries: hundreds of thousands are honest. */
function longList(): Uint8Array {
  const entry = sequence(small(1), utcTime('260301000000Z'));
  const entries = new Uint8Array(entry.length * 1_000_000).map((_unused, at) => entry[at % entry.length]!);
  const algorithm = sequence(derElement(6, Uint8Array.of(0x2a, 3)));
  const tbs = sequence(
    small(1),
    algorithm,
    gost.certificate.subjectDer,
    utcTime('260601000000Z'),
    derElement(0x30, entries),
  );
  return sequence(tbs, algorithm, derElement(3, Uint8Array.of(0, 1)));
}

export const crl: Target = {
  name: 'crl',
  share: 1_000,
  mutate: mutateDer,
  seeds: crlSeeds,
  costly: () => [
    {
      name: 'a million entries',
      bytes: longList(),
      read: input => readCrl(input, anchorFromCertificate(gost.certificate), midTerm),
    },
  ],
};

function readOcsp(bytes: Uint8Array, issuer: Issuer, asked: readonly string[], at: Date): Claims {
  const response = parseOcspResponse(bytes);
  return asked.flatMap(serial => claim(serial, statusByOcsp({ response, serial, issuer, nonce: null, at })));
}

function ocspSeeds(): Seed[] {
  const made = [
    { name: 'by the authority', issuer: gost, bytes: makeOcsp(gost, null) },
    { name: 'by a responder', issuer: gost, bytes: makeOcsp(gost, issueService(gost, 'RSA', 'ocsp')) },
    { name: 'RSA', issuer: rsa, bytes: makeOcsp(rsa, null) },
  ].map(({ name, issuer, bytes }) => {
    const anchor = anchorFromCertificate(issuer.certificate);
    return {
      name,
      bytes,
      read: (input: Uint8Array) => readOcsp(input, anchor, Object.values(serials), midTerm),
    };
  });
  const real = samples(['ocsp']).flatMap(({ name, bytes }) => {
    const { producedAt, responses } = parseOcspResponse(bytes);
    const asked = responses.map(({ serial }) => serial);
    const read = (input: Uint8Array) =>
      sampleAnchors().flatMap(issuer => readOcsp(input, issuer, asked, producedAt));
    return [{ name, bytes, read }];
  });
  return [...made, ...real];
}

export const ocsp: Target = { name: 'ocsp', share: 1_000, mutate: mutateDer, seeds: ocspSeeds };

const stamped = new Uint8Array(128).fill(3);

/** When what was proven to be there; an answer and the token in it are told apart by the tag of their first field. */
async function readTimestamp(input: Uint8Array): Promise<Claims> {
  const token = await parseTimestampToken(isResponse(input) ? tokenOfResponse(input) : input);
  const anchors = [
    ...[rsa, gost].map(({ certificate }) => anchorFromCertificate(certificate)),
    ...sampleAnchors(),
  ];
  const trust = { anchors, intermediates: [], links: new LinkChecker(64), evidence: null, now: midTerm };
  const { time, report } = await checkTimestamp({ token, signature: stamped, ...trust });
  const { policy, serial } = token.info;
  return time ? [`${policy} ${serial} ${time.toISOString()} ${report.authority}`] : [];
}

function isResponse(input: Uint8Array): boolean {
  const header = (input[1] ?? 0) > 0x80 ? 2 + (input[1]! & 0x7f) : 2;
  return input[header] !== 6;
}

async function timestampSeeds(): Promise<Seed[]> {
  const seed = (name: string, bytes: Uint8Array): Seed => ({ name, bytes, read: readTimestamp });
  const token = await makeToken(issueService(gost, 'GOST-2015-512', 'tsa'), stamped);
  const ofRsa = await makeToken(issueService(gost, 'RSA', 'tsa'), stamped);
  return [
    seed('token', token),
    seed('token, RSA', ofRsa),
    seed('answer', makeTspResponse(token)),
    seed('refusal', makeTspResponse(null)),
    ...samples(['tsp']).map(({ name, bytes }) => seed(name, bytes)),
  ];
}

export const timestamp: Target = {
  name: 'timestamp',
  share: 1_000,
  mutate: mutateDer,
  seeds: timestampSeeds,
};
