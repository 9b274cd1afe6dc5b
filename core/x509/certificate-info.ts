/** What a certificate says of its owner, in the words of contract/keys.ts. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { CertificateInfo } from '../../contract/keys.ts';
import { keyLabel } from '../crypto/public-key.ts';
import { publicKeyOf } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import { attributeOf, nameOids, visible } from './names.ts';
import {
  informationSystemRoles,
  legalRole,
  mediumByOid,
  positionRoles,
  roleArc,
  usageOids,
} from './profile.ts';

/** Describes any certificate; what it does not say is null. Never throws: an unknown key is named by its OID. */
export function describeCertificate(certificate: Certificate): CertificateInfo {
  const { subjectName } = certificate;
  return {
    algorithm: algorithmOf(certificate),
    role: roleOf(certificate),
    subjectType: subjectTypeOf(certificate),
    position:
      usagesOf(certificate)
        .map(oid => positionRoles[oid])
        .find(position => position !== undefined) ?? null,
    iin: numberIn(certificate, nameOids.serialNumber, 'IIN'),
    bin: numberIn(certificate, nameOids.unit, 'BIN'),
    name: fullName(certificate),
    organisation: shown(attributeOf(subjectName, nameOids.organisation)),
    email: shown(certificate.email ?? attributeOf(subjectName, nameOids.email)),
    medium: mediumByOid[certificate.keyMedium ?? ''] ?? null,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    serial: certificate.serial,
    issuer: certificate.issuer,
    subject: certificate.subject,
  };
}

function usagesOf(certificate: Certificate): readonly string[] {
  return certificate.extKeyUsage?.oids ?? [];
}

function algorithmOf(certificate: Certificate): string {
  try {
    return keyLabel(publicKeyOf(certificate));
  } catch (error) {
    if (!(error instanceof TanbaError)) throw error;
    return String(error.params['oid'] ?? '?');
  }
}

/** Usages under which documents are signed; the roles of НУЦ РК stand in their place in keys of information systems. */
const signs = (oid: string): boolean =>
  oid === usageOids.emailProtection ||
  oid === usageOids.documentSigning ||
  oid === usageOids.any ||
  oid.startsWith(roleArc);

/**
 * AUTH: the extended usages have clientAuth and not emailProtection (keys for logging in). SIGN: keys that may sign
 * documents. OTHER: authorities, time-stamp and OCSP responders, servers.
 */
export function roleOf(certificate: Certificate): CertificateInfo['role'] {
  const usages = usagesOf(certificate);
  if (usages.includes(usageOids.clientAuth) && !usages.includes(usageOids.emailProtection)) return 'AUTH';
  const { keyUsage, basicConstraints, extKeyUsage } = certificate;
  if (basicConstraints?.ca === true) return 'OTHER';
  if (keyUsage !== null && !keyUsage.has('digitalSignature') && !keyUsage.has('nonRepudiation'))
    return 'OTHER';
  return extKeyUsage === null || usages.some(signs) ? 'SIGN' : 'OTHER';
}

function subjectTypeOf(certificate: Certificate): CertificateInfo['subjectType'] {
  const usages = usagesOf(certificate);
  const ofSystem = (oid: string) =>
    informationSystemRoles.some(role => oid === role || oid.startsWith(`${role}.`));
  if (usages.some(ofSystem)) return 'information-system';
  const person = numberIn(certificate, nameOids.serialNumber, 'IIN') !== null;
  if (!person && numberIn(certificate, nameOids.unit, 'BIN') !== null) return 'information-system';
  const entity = attributeOf(certificate.subjectName, nameOids.organisation) !== null;
  return entity || usages.includes(legalRole) ? 'legal' : 'individual';
}

/** The twelve digits after the prefix; an attribute may occur several times with other content. */
function numberIn(certificate: Certificate, oid: string, prefix: 'IIN' | 'BIN'): string | null {
  for (const attribute of certificate.subjectName) {
    const digits = attribute.oid === oid ? /^([A-Z]{3})(\d{12})$/.exec(attribute.value) : null;
    if (digits?.[1] === prefix) return digits[2] ?? null;
  }
  return null;
}

/** CN holds surname and first name, givenName the patronymic; together they are the name as it is written in documents. */
function fullName(certificate: Certificate): string {
  const { subjectName } = certificate;
  const common = attributeOf(subjectName, nameOids.commonName);
  const patronymic = attributeOf(subjectName, nameOids.givenName);
  if (common === null) return shown(attributeOf(subjectName, nameOids.organisation)) ?? certificate.subject;
  const complete = patronymic === null || common.split(' ').includes(patronymic);
  return visible(complete ? common : `${common} ${patronymic}`);
}

function shown(text: string | null): string | null {
  return text === null ? null : visible(text);
}
