/**
 * Object identifiers by which НУЦ РК says who a certificate is for and where its key lies, as tables (registry
 * root.gov.kz/oid; those marked ✓ were seen in certificates).
 */
import type { keyMedia, positions } from '../../contract/keys.ts';

type Position = (typeof positions)[number];
type KeyMedium = (typeof keyMedia)[number];

/** Extended key usages of everybody (RFC 5280 §4.2.1.12, RFC 9336). */
export const usageOids = {
  clientAuth: '1.3.6.1.5.5.7.3.2',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  documentSigning: '1.3.6.1.5.5.7.3.36',
  any: '2.5.29.37.0',
} as const;

/** The arc of roles that the authority puts into extended key usages. */
export const roleArc = '1.2.398.3.3.4.1.';

/** ✓ legal entity; its positions are below. */
export const legalRole = '1.2.398.3.3.4.1.2';

/** Information system of an individual; ✓ of an entity (also with a further arc, one for each registered system). */
export const informationSystemRoles = ['1.2.398.3.3.4.1.1.1', '1.2.398.3.3.4.1.2.6'] as const;

export const positionRoles: Readonly<Record<string, Position>> = {
  '1.2.398.3.3.4.1.2.1': 'head', // ✓
  '1.2.398.3.3.4.1.2.2': 'signatory', // ✓
  '1.2.398.3.3.4.1.2.3': 'financial',
  '1.2.398.3.3.4.1.2.4': 'hr',
  '1.2.398.3.3.4.1.2.5': 'employee', // ✓
  '1.2.398.5.19.1.2.2.1': 'treasury', // ✓
};

/** Values of the extension 1.2.398.3.3.5. */
export const mediumByOid: Readonly<Record<string, KeyMedium>> = {
  '1.2.398.3.3.5.1.1': 'pkcs12', // ✓
  '1.2.398.3.3.5.1.2': 'jks',
  '1.2.398.3.3.5.2.1': 'id-card',
  '1.2.398.3.3.5.2.2': 'kaztoken',
  '1.2.398.3.3.5.2.3': 'etoken-java',
  '1.2.398.3.3.5.2.4': 'etoken-5110',
  '1.2.398.3.3.5.2.5': 'jacarta',
  '1.2.398.3.3.5.2.6': 'akey',
  '1.2.398.3.3.5.2.7': 'sim',
  '1.2.398.3.3.5.3.1': 'cloud',
};
