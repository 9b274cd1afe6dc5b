/** Where the sandbox's services are. */

export interface SandboxPkiUrls {
  readonly base: string;
  readonly ocsp: string;
  readonly tsa: string;
  crl(authorityId: string): string;
  deltaCrl(authorityId: string): string;
}

/** The port that `tanba sandbox pki` takes unless it is told another one. */
export const defaultPkiPort = 8480;

/** Addresses of the services of a server at `base`, which has no `/` at its end. */
export function pkiUrls(base: string): SandboxPkiUrls {
  return {
    base,
    ocsp: `${base}/ocsp`,
    tsa: `${base}/tsp`,
    crl: id => `${base}/crl/${id}.crl`,
    deltaCrl: id => `${base}/crl/${id}-delta.crl`,
  };
}
