/** One key of the sandbox: a pair, its certificate in the profile ordered, and the .p12 that holds both. */
import { issueCertificate } from '../../core/x509/build-certificate.ts';
import type { CertificateExtension, EncodedAttribute } from '../../core/x509/build-certificate.ts';
import { nameOids } from '../../core/x509/names.ts';
import { serialFor, servicesOf } from './authorities.ts';
import type { SandboxPkiUrls } from '../pki/urls.ts';
import type { Authority, AuthorityTerm } from './authorities.ts';
import {
  authorityKeyIdentifier,
  email,
  extendedKeyUsage,
  keptInFile,
  keyUsage,
  policies,
  subjectKeyIdentifier,
} from './extensions.ts';
import { generateKeyPair } from './key-pair.ts';
import type { KeyPair } from './key-pair.ts';
import type { Company, Person } from './people.ts';
import type { CertificateProfile, InformationSystem, KeyOrder } from './profiles.ts';
import type { Random } from './random.ts';

export interface IssuedKey {
  readonly order: KeyOrder;
  readonly key: KeyPair;
  readonly certificateDer: Uint8Array;
  readonly term: AuthorityTerm;
}

/** @param urls of services that the certificate is to name; null: none, and the same certificate as ever */
export function issueKey(
  order: KeyOrder,
  issuer: Authority,
  term: AuthorityTerm,
  random: Random,
  urls: SandboxPkiUrls | null = null,
): IssuedKey {
  const key = generateKeyPair(order.profile.family, 'owner', random);
  const content = {
    ...term,
    subject: subjectOf(order),
    issuer: issuer.name,
    serial: serialFor(key.subjectKeyId),
    spkiDer: key.spkiDer,
    extensions: [...extensionsOf(order, key, issuer), ...servicesOf(issuer, urls)],
  };
  return { order, key, term, certificateDer: issueCertificate(content, issuer.key) };
}

function text(name: keyof typeof nameOids, value: string): EncodedAttribute {
  return { oid: nameOids[name], value, encoding: 'utf8' };
}

function printable(name: keyof typeof nameOids, value: string): EncodedAttribute {
  return { oid: nameOids[name], value, encoding: 'printable' };
}

/** НУЦ writes the patronymic as givenName, since CN and surname hold the rest of the name. */
function subjectOf({ person, company, system, budgetCode }: KeyOrder): EncodedAttribute[] {
  return [
    ...(budgetCode === null ? [] : [treasuryRole]),
    ...(system === null ? [] : systemName(system)),
    ...(person === null ? [] : personName(person)),
    printable('country', 'KZ'),
    ...(company === null ? [] : companyName(company)),
    ...(budgetCode === null ? [] : [text('businessCategory', budgetCode)]),
    ...(person === null ? [] : [text('givenName', person.patronymic)]),
  ];
}

const treasuryRole: EncodedAttribute = { oid: nameOids.domainComponent, value: 'ROLE02', encoding: 'ia5' };

function systemName({ name, registryOid }: InformationSystem): EncodedAttribute[] {
  return [text('userId', registryOid), text('commonName', name)];
}

function personName({ surname, givenName, iin }: Person): EncodedAttribute[] {
  return [
    text('commonName', `${surname} ${givenName}`),
    text('surname', surname),
    printable('serialNumber', `IIN${iin}`),
  ];
}

function companyName({ name, bin }: Company): EncodedAttribute[] {
  return [text('organisation', name), text('unit', `BIN${bin}`)];
}

function extensionsOf(
  { profile, person }: KeyOrder,
  key: KeyPair,
  issuer: Authority,
): CertificateExtension[] {
  return [
    ...usageOf(profile),
    policies([profile.policy]),
    subjectKeyIdentifier(key.subjectKeyId),
    authorityKeyIdentifier(issuer.key.subjectKeyId),
    ...(person === null ? [] : [email(person.email)]),
    ...(profile.saysWhereKept ? [keptInFile()] : []),
  ];
}

function usageOf(profile: CertificateProfile): CertificateExtension[] {
  const swapped = profile.criticalExtendedUsage;
  return [
    extendedKeyUsage(profile.extendedKeyUsage, { critical: swapped }),
    keyUsage(profile.keyUsage, { critical: !swapped }),
  ];
}
