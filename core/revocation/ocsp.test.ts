/** Who may speak for an authority (RFC 6960 §4.2.2.2). What answers say is tested with their sources: services/revocation. */
import { expect, it } from 'vitest';
import { issueService, makeOcsp, serials } from '../../tests/fuzz/material.ts';
import { midTerm, rootAndSigner } from '../../tests/support/pki.ts';
import type { Identity } from '../../tests/support/pki.ts';
import { anchorFromCertificate } from '../x509/chain.ts';
import { statusByOcsp } from './ocsp.ts';
import { parseOcspResponse } from './ocsp-response.ts';

const { root } = rootAndSigner('GOST-2015-512');
const { root: stranger } = rootAndSigner('GOST-2004');
const issuer = anchorFromCertificate(root.certificate);

function verdictOf(responder: Identity | null): string {
  const response = parseOcspResponse(makeOcsp(root, responder));
  const { status, code } = statusByOcsp({ response, serial: serials.good, issuer, nonce: null, at: midTerm });
  return code ?? status;
}

it.each([
  ['the authority itself', null, 'good'],
  ['its responder, whose own revocation nobody need ask about', issueService(root, 'RSA', 'ocsp'), 'good'],
  [
    'its responder without that word of the authority',
    issueService(root, 'RSA', 'ocsp', { unchecked: false }),
    'revocation.responder-open',
  ],
  ['its time-stamping authority', issueService(root, 'RSA', 'tsa'), 'revocation.wrong-signature'],
  ['the responder of another', issueService(stranger, 'RSA', 'ocsp'), 'revocation.wrong-signature'],
])('%s', (_, responder, expected) => {
  expect(verdictOf(responder)).toBe(expected);
});
