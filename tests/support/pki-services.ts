/** The sandbox's network services for tests: an authority with a person's certificate, keys that need no making. */
import type { RevocationAddresses } from '../../core/x509/extensions.ts';
import type { Authority } from '../../sandbox/ca/authorities.ts';
import { startSandboxPki } from '../../sandbox/pki/server.ts';
import type { SandboxPki, SandboxPkiOptions } from '../../sandbox/pki/server.ts';
import type { MakeKey } from '../../sandbox/pki/delegates.ts';
import { createHttpClient } from '../../services/network/http.ts';
import { rememberingOutages } from '../../services/network/outages.ts';
import type { PatientHttpClient } from '../../services/network/outages.ts';
import { noProxies } from '../../services/network/proxies.ts';
import type { Clock } from '../../services/ports.ts';
import { testKey } from './keys.ts';
import type { Family } from './keys.ts';
import { midTerm, rootAndSigner } from './pki.ts';
import type { Identity } from './pki.ts';

export interface TestPki extends SandboxPki {
  readonly root: Identity;
  readonly signer: Identity;
  readonly authority: Authority;
}

export function authorityOf(id: string, { name, key, certificate }: Identity): Authority {
  return { id, name, key, certificateDer: certificate.der };
}

/** OCSP and time-stamps share a key: of RSA ones there are few. */
const knownKeys: MakeKey = family => testKey(family, 'colleague');

/** Starts the services of a family's authority, at the time in which its certificates are valid. */
export async function startTestPki(
  family: Family,
  options: Partial<SandboxPkiOptions> = {},
): Promise<TestPki> {
  const { root, signer } = rootAndSigner(family);
  const authority = authorityOf('root', root);
  const pki = await startSandboxPki({
    port: 0,
    authorities: [authority],
    makeKey: knownKeys,
    now: () => midTerm,
    ...options,
  });
  return { ...pki, root, signer, authority };
}

/** Addresses of the test authority's services, whatever certificate is asked about. */
export function addressesOf({ urls, authority: { id } }: TestPki): RevocationAddresses {
  return { ocsp: [urls.ocsp], crls: [urls.crl(id)], deltaCrls: [urls.deltaCrl(id)] };
}

/** The application's client with another patience; it tells what it sent. */
export function hastyClient(
  clock: Clock,
  timeoutMs = 10_000,
): PatientHttpClient & { readonly sent: string[] } {
  const http = createHttpClient(noProxies);
  const sent: string[] = [];
  const send: PatientHttpClient['send'] = request => {
    sent.push(request.url);
    return http.send({ ...request, timeoutMs });
  };
  return { ...rememberingOutages({ send }, clock), sent };
}
