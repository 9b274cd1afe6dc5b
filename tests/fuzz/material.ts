/** Revocation lists, OCSP answers and time-stamps for fuzzing, written by hand over the test authority's keys. */
import { derElement } from '../../core/asn1/definite.ts';
import { tags } from '../../core/asn1/tlv.ts';
import { concatBytes, hexToBytes, utf8ToBytes } from '../../core/bytes.ts';
import { keyAlgorithms } from '../../core/crypto/algorithms.ts';
import { digest } from '../../core/crypto/digest.ts';
import { keyOctets } from '../../core/revocation/ocsp-request.ts';
import { timestampPolicies } from '../../core/tsp/request.ts';
import { extendedKeyUsage, ocspNoCheck } from '../../sandbox/ca/extensions.ts';
import {
  algorithm,
  attribute,
  makeCms,
  octets,
  oid,
  sequence,
  signingCertificateV2,
  small,
  utcTime,
} from '../support/cms-maker.ts';
import { asSigner, commonName, issue, midTerm } from '../support/pki.ts';
import type { Family } from '../support/keys.ts';
import type { Identity } from '../support/pki.ts';

const explicit = (tag: number, ...parts: readonly Uint8Array[]) => derElement(0xa0 | tag, ...parts);
const generalizedTime = (text: string) => derElement(tags.generalizedTime, utf8ToBytes(text));
const bits = (content: Uint8Array) => derElement(tags.bitString, Uint8Array.of(0), content);
const enumerated = (value: number) => derElement(0x0a, Uint8Array.of(value));
const critical = derElement(tags.boolean, Uint8Array.of(0xff));
const extension = (type: string, value: Uint8Array, ...more: readonly Uint8Array[]) =>
  sequence(oid(type), ...more, octets(value));

/** SEQUENCE { tbs, algorithm, BIT STRING signature }, with what an OCSP answer puts behind it. */
function signed(tbs: Uint8Array, { key }: Identity, ...more: readonly Uint8Array[]): Uint8Array {
  return sequence(tbs, algorithm(key.signatureOid), bits(key.sign(tbs)), ...more);
}

/** Serial numbers that the lists below revoke, and one that they do not. */
export const serials = { revoked: '0a', held: '7f000001', good: '05' } as const;

/** A list with two entries; a delta of itself where asked. */
export function makeCrl(issuer: Identity, { delta = false } = {}): Uint8Array {
  const { certificate, key } = issuer;
  const reason = (value: number) => sequence(extension('2.5.29.21', enumerated(value)));
  const entries = sequence(
    sequence(derElement(tags.integer, hexToBytes(serials.revoked)), utcTime('260301000000Z'), reason(1)),
    sequence(
      derElement(tags.integer, hexToBytes(serials.held)),
      generalizedTime('20260401000000Z'),
      reason(delta ? 8 : 6),
    ),
  );
  const extensions = sequence(
    extension('2.5.29.35', sequence(derElement(0x80, key.subjectKeyId))),
    extension('2.5.29.20', small(delta ? 9 : 7)),
    ...(delta ? [extension('2.5.29.27', small(7), critical)] : []),
  );
  const times = concatBytes(utcTime('260601000000Z'), utcTime('260701000000Z'));
  return signed(
    sequence(
      small(1),
      algorithm(key.signatureOid),
      certificate.subjectDer,
      times,
      entries,
      explicit(0, extensions),
    ),
    issuer,
  );
}

/** An answer about the three serial numbers: good, revoked, unknown; signed by the authority or by its responder. */
export function makeOcsp(issuer: Identity, responder: Identity | null): Uint8Array {
  const { certificate } = issuer;
  const certId = (serial: string) =>
    sequence(
      algorithm('2.16.840.1.101.3.4.2.1'),
      octets(digest('sha256', certificate.subjectDer)),
      octets(digest('sha256', keyOctets(certificate.spkiDer))),
      derElement(tags.integer, hexToBytes(serial)),
    );
  const times = concatBytes(
    generalizedTime('20260615110000Z'),
    explicit(0, generalizedTime('20260616110000Z')),
  );
  const revoked = explicit(1, generalizedTime('20260301000000Z'), explicit(0, enumerated(1)));
  const responses = sequence(
    sequence(certId(serials.good), Uint8Array.of(0x80, 0), times),
    sequence(certId(serials.revoked), revoked, times),
    sequence(certId(serials.held), Uint8Array.of(0x82, 0), times),
  );
  const signer = responder ?? issuer;
  const id = responder
    ? explicit(1, signer.certificate.subjectDer)
    : explicit(2, octets(digest('sha1', keyOctets(signer.certificate.spkiDer))));
  const nonce = explicit(1, sequence(extension('1.3.6.1.5.5.7.48.1.2', octets(new Uint8Array(16).fill(7)))));
  const tbs = sequence(id, generalizedTime('20260615110000Z'), responses, nonce);
  const certificates = responder ? [explicit(0, sequence(responder.certificate.der))] : [];
  const basic = signed(tbs, signer, ...certificates);
  return sequence(enumerated(0), explicit(0, sequence(oid('1.3.6.1.5.5.7.48.1.1'), octets(basic))));
}

/** Who answers for the authority: `ocsp` or `tsa`. */
export function issueService(
  issuer: Identity,
  family: Family,
  kind: 'ocsp' | 'tsa',
  { unchecked = kind === 'ocsp' } = {},
): Identity {
  const usage = kind === 'ocsp' ? '1.3.6.1.5.5.7.3.9' : '1.3.6.1.5.5.7.3.8';
  return issue({
    name: commonName(kind.toUpperCase()),
    seed: family === 'RSA' ? 'colleague' : kind,
    family,
    issuer,
    extensions: (own, above) => [
      ...asSigner(own, above).filter(({ oid: type }) => type !== '2.5.29.37'),
      extendedKeyUsage([usage], { critical: true }),
      ...(unchecked ? [ocspNoCheck()] : []),
    ],
  });
}

const tstInfo = '1.2.840.113549.1.9.16.1.4';

/** A time-stamp over `stamped`. */
export function makeToken(authority: Identity, stamped: Uint8Array): Promise<Uint8Array> {
  const family = keyAlgorithms[authority.key.family];
  const imprint = sequence(algorithm(family.digestOid), octets(digest(family.digest, stamped)));
  const content = sequence(
    small(1),
    oid(timestampPolicies[authority.key.family]),
    imprint,
    small(77),
    generalizedTime(`${midTerm.toISOString().slice(0, 19).replace(/[-:T]/g, '')}.25Z`),
    sequence(small(1)),
    small(9),
  );
  const attributes = [
    attribute('1.2.840.113549.1.9.3', oid(tstInfo)),
    attribute('1.2.840.113549.1.9.4', octets(digest(family.digest, content))),
    signingCertificateV2(authority.certificate.der),
  ];
  const signer = { identity: authority, attributes: () => attributes };
  return makeCms({ signers: [signer], content, attached: true, contentType: tstInfo });
}

/** The answer of a time-stamping authority around a token, or a refusal. */
export function makeTspResponse(token: Uint8Array | null): Uint8Array {
  return token === null
    ? sequence(
        sequence(
          small(2),
          sequence(derElement(tags.utf8String, utf8ToBytes('no'))),
          derElement(tags.bitString, Uint8Array.of(5, 0x20)),
        ),
      )
    : sequence(sequence(small(0)), token);
}
