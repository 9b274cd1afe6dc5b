/** Lists of revoked certificates and their deltas (RFC 5280 §5), of version 2 as НУЦ РК makes them. */
import type { CertificateExtension } from '../../core/x509/build-certificate.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import type { Authority } from '../ca/authorities.ts';
import { authorityKeyIdentifier, freshestList } from '../ca/extensions.ts';
import { enumerated, explicit, extensions, hexOctets, integer, listTime, sequence } from './der.ts';
import { serviceTime } from './faults.ts';
import type { FaultName } from './faults.ts';
import type { Registry, Revocation } from './registry.ts';
import { signatureAlgorithm, signed } from './signed.ts';

export interface CrlService {
  readonly registry: Registry;
  readonly now: () => Date;
}

const hour = 60 * 60_000;
const day = 24 * hour;

/** A complete list holds for a day and is made anew when it is over; a delta holds for an hour. */
export function completeList(
  { registry, now }: CrlService,
  authority: Authority,
  deltaAddress: string,
  fault: FaultName | null,
): Uint8Array {
  if (now().getTime() - registry.base.at.getTime() > day - hour) registry.publish();
  const { number, at, entries } = registry.base;
  const thisUpdate = serviceTime(at, fault);
  const nextUpdate = fault === 'expired' ? new Date(thisUpdate.getTime() - hour) : later(thisUpdate, day);
  return list(authority, fault, { thisUpdate: earlier(thisUpdate, fault), nextUpdate, entries }, [
    crlNumber(number),
    freshestList(deltaAddress),
  ]);
}

export function deltaList(
  { registry, now }: CrlService,
  authority: Authority,
  fault: FaultName | null,
): Uint8Array {
  const { number, entries } = registry.delta;
  const thisUpdate = serviceTime(now(), fault);
  const nextUpdate = fault === 'expired' ? new Date(thisUpdate.getTime() - hour) : later(thisUpdate, hour);
  return list(authority, fault, { thisUpdate: earlier(thisUpdate, fault), nextUpdate, entries }, [
    crlNumber(number),
    { oid: '2.5.29.27', critical: true, value: integer(registry.base.number) },
  ]);
}

const later = (time: Date, ms: number): Date => new Date(time.getTime() + ms);
/** A list that is over began before it ended. */
const earlier = (time: Date, fault: FaultName | null): Date =>
  fault === 'expired' ? later(time, -day) : time;
const crlNumber = (number: number): CertificateExtension => ({
  oid: '2.5.29.20',
  critical: false,
  value: integer(number),
});

interface Content {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: ReadonlyMap<string, Revocation>;
}

//  TBSCertList ::= SEQUENCE { version 1, signature, issuer, thisUpdate, nextUpdate, revokedCertificates OPTIONAL, crlExtensions [0] }
function list(
  authority: Authority,
  fault: FaultName | null,
  { thisUpdate, nextUpdate, entries }: Content,
  own: readonly CertificateExtension[],
): Uint8Array {
  const tbs = sequence(
    integer(1),
    signatureAlgorithm(authority.key),
    parseCertificate(authority.certificateDer).subjectDer,
    listTime(thisUpdate),
    listTime(nextUpdate),
    // RFC 5280 §5.1.2.6: absent where there are none.
    ...(entries.size === 0 ? [] : [sequence(...[...entries].map(entry))]),
    explicit(0, extensions(authorityKeyIdentifier(authority.key.subjectKeyId), ...own)),
  );
  return signed(tbs, authority.key, fault);
}

function entry([serial, { revokedAt, reason }]: readonly [string, Revocation]): Uint8Array {
  const why = { oid: '2.5.29.21', critical: false, value: enumerated(reason) };
  // RFC 5280 §5.3.1: "unspecified" is said by saying nothing.
  return sequence(
    integer(hexOctets(serial)),
    listTime(revokedAt),
    ...(reason === 0 ? [] : [extensions(why)]),
  );
}
