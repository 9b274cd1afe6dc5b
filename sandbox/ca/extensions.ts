/** The certificate extensions that НУЦ РК writes, as bytes. */
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AccessDescription,
  AuthorityInfoAccessSyntax,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CRLDistributionPoints,
  CertificatePolicies,
  DistributionPoint,
  DistributionPointName,
  ExtendedKeyUsage,
  GeneralName,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  PolicyInformation,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import type { CertificateExtension } from '../../core/x509/build-certificate.ts';

export interface Criticality {
  readonly critical: boolean;
}

function extension(oid: string, value: object, { critical }: Criticality): CertificateExtension {
  return { oid, critical, value: new Uint8Array(AsnConvert.serialize(value)) };
}

const plain: Criticality = { critical: false };
const critical: Criticality = { critical: true };

export type KeyUsageName = 'digitalSignature' | 'nonRepudiation' | 'keyEncipherment' | 'keyAgreement';

export function keyUsage(
  names: readonly KeyUsageName[],
  criticality: Criticality = critical,
): CertificateExtension {
  const flags = names.reduce((sum, name) => sum | KeyUsageFlags[name], 0);
  return extension('2.5.29.15', new KeyUsage(flags), criticality);
}

/** What an authority may do: sign certificates and lists of revoked ones. `pathLength`: how many authorities may follow. */
export function authorityConstraints(pathLength: number | null): CertificateExtension[] {
  const constraints = new BasicConstraints({ cA: true });
  if (pathLength !== null) constraints.pathLenConstraint = pathLength;
  const flags = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;
  return [
    extension('2.5.29.19', constraints, critical),
    extension('2.5.29.15', new KeyUsage(flags), critical),
  ];
}

export function extendedKeyUsage(
  oids: readonly string[],
  criticality: Criticality = plain,
): CertificateExtension {
  return extension('2.5.29.37', new ExtendedKeyUsage([...oids]), criticality);
}

export function policies(oids: readonly string[]): CertificateExtension {
  const list = oids.map(policyIdentifier => new PolicyInformation({ policyIdentifier }));
  return extension('2.5.29.32', new CertificatePolicies(list), plain);
}

export function subjectKeyIdentifier(id: Uint8Array): CertificateExtension {
  return extension('2.5.29.14', new SubjectKeyIdentifier(id), plain);
}

export function authorityKeyIdentifier(id: Uint8Array): CertificateExtension {
  const keyIdentifier = new KeyIdentifier(id);
  return extension('2.5.29.35', new AuthorityKeyIdentifier({ keyIdentifier }), plain);
}

export function email(address: string): CertificateExtension {
  const names = [new GeneralName({ rfc822Name: address })];
  return extension('2.5.29.17', new SubjectAlternativeName(names), plain);
}

/** Where the key is kept: SEQUENCE { OID }, here always a PKCS #12 file. An ExtendedKeyUsage has the same form. */
export function keptInFile(): CertificateExtension {
  return extension('1.2.398.3.3.5', new ExtendedKeyUsage(['1.2.398.3.3.5.1.1']), plain);
}

/** Where the authority's services are, as a certificate says it. */
export interface ServiceAddresses {
  readonly ocsp: string;
  readonly crl: string;
  readonly deltaCrl: string;
}

/** AuthorityInfoAccess, CRLDistributionPoints and FreshestCRL. */
export function serviceAddresses({ ocsp, crl, deltaCrl }: ServiceAddresses): CertificateExtension[] {
  const access = new AccessDescription({ accessMethod: '1.3.6.1.5.5.7.48.1', accessLocation: uri(ocsp) });
  return [
    extension('1.3.6.1.5.5.7.1.1', new AuthorityInfoAccessSyntax([access]), plain),
    extension('2.5.29.31', distributionPoint(crl), plain),
    freshestList(deltaCrl),
  ];
}

/** FreshestCRL (RFC 5280 §4.2.1.15, §5.2.6): in certificates, and in complete lists. */
export function freshestList(address: string): CertificateExtension {
  return extension('2.5.29.46', distributionPoint(address), plain);
}

function uri(address: string): GeneralName {
  return new GeneralName({ uniformResourceIdentifier: address });
}

function distributionPoint(address: string): CRLDistributionPoints {
  const name = new DistributionPointName({ fullName: [uri(address)] });
  return new CRLDistributionPoints([new DistributionPoint({ distributionPoint: name })]);
}

/** id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1): nobody need ask whether the responder's own certificate was revoked. */
export function ocspNoCheck(): CertificateExtension {
  return { oid: '1.3.6.1.5.5.7.48.1.5', critical: false, value: Uint8Array.of(0x05, 0x00) };
}
