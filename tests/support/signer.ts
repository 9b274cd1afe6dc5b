/** A signer for tests that are not about key files: a person's sandbox key in memory, with the authority that issued it. */
import { readPrivateKey } from '../../core/pkcs12/private-key.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { signWith } from '../../native/software-signer.ts';
import { createAuthorities } from '../../sandbox/ca/authorities.ts';
import { issueKey } from '../../sandbox/ca/issue-key.ts';
import { keyOrders } from '../../sandbox/ca/profiles.ts';
import { randomSource } from '../../sandbox/ca/random.ts';

export interface TestSigner {
  readonly signer: Signer;
  readonly issuer: Certificate;
}

export function gostSigner(): TestSigner {
  const year = new Date().getUTCFullYear();
  const term = {
    notBefore: new Date(Date.UTC(year - 1, 0, 1)),
    notAfter: new Date(Date.UTC(year + 1, 11, 31)),
  };
  const randomFor = randomSource('a signer for tests');
  const { issuing } = createAuthorities('GOST-2015-512', term, randomFor);
  const order = keyOrders.find(({ id }) => id === 'individual')!;
  const issued = issueKey(order, issuing, term, randomFor('key'));
  const key = readPrivateKey(issued.key.privateKeyDer);
  const signer: Signer = {
    certificate: parseCertificate(issued.certificateDer),
    signDigest: (digestName, digest) => Promise.resolve(signWith(key, digestName, digest)),
  };
  return { signer, issuer: parseCertificate(issuing.certificateDer) };
}
