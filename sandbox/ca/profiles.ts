/**
 * The keys that the sandbox issues, as data: the certificate profiles of НУЦ РК (root.gov.kz registry of OIDs, and
 * certificates seen in the wild), one entry per kind of owner, and one per term.
 */
import { legalRole, usageOids } from '../../core/x509/profile.ts';
import type { IssuedFamily } from './key-pair.ts';
import type { KeyUsageName } from './extensions.ts';
import { companies, people } from './people.ts';
import type { Company, Person } from './people.ts';

export interface CertificateProfile {
  readonly family: IssuedFamily;
  readonly keyUsage: readonly KeyUsageName[];
  readonly extendedKeyUsage: readonly string[];
  readonly policy: string;
  /** Certificates since 2022 say where their key is kept. */
  readonly saysWhereKept: boolean;
  /** Certificates for the right of signature have it the other way round: key usage not critical, extended usage critical. */
  readonly criticalExtendedUsage: boolean;
  /** What stands before the key identifier in the file's name. */
  readonly filePrefix: string;
}

const INDIVIDUAL = '1.2.398.3.3.4.1.1';
const TREASURY = '1.2.398.5.19.1.2.2.1';

function gost512(...extendedKeyUsage: string[]): CertificateProfile {
  return {
    family: 'GOST-2015-512',
    keyUsage: ['digitalSignature', 'nonRepudiation', 'keyAgreement'],
    extendedKeyUsage,
    policy: '1.2.398.3.3.2',
    saysWhereKept: true,
    criticalExtendedUsage: false,
    filePrefix: 'GOST512_',
  };
}

interface OldProfile {
  readonly family: IssuedFamily;
  readonly purpose: 'sign' | 'auth';
  readonly role: string;
  readonly policy: string;
  readonly filePrefix: string;
}

function old({ family, purpose, role, policy, filePrefix }: OldProfile): CertificateProfile {
  return {
    family,
    keyUsage: ['digitalSignature', purpose === 'sign' ? 'nonRepudiation' : 'keyEncipherment'],
    extendedKeyUsage: [purpose === 'sign' ? usageOids.emailProtection : usageOids.clientAuth, role],
    policy,
    saysWhereKept: false,
    criticalExtendedUsage: false,
    filePrefix,
  };
}

const profiles = {
  individual: gost512(usageOids.emailProtection, INDIVIDUAL),
  head: gost512(usageOids.emailProtection, legalRole, `${legalRole}.1`),
  signatory: {
    ...gost512(usageOids.emailProtection, legalRole, `${legalRole}.2`),
    criticalExtendedUsage: true,
  },
  employee: gost512(usageOids.emailProtection, legalRole, `${legalRole}.5`),
  treasury: gost512(usageOids.emailProtection, legalRole, TREASURY),
  informationSystem: gost512(legalRole, `${legalRole}.6`),
  rsaSign: old({
    family: 'RSA',
    purpose: 'sign',
    role: INDIVIDUAL,
    policy: '1.2.398.3.3.2.3',
    filePrefix: 'RSA256_',
  }),
  rsaAuth: old({
    family: 'RSA',
    purpose: 'auth',
    role: INDIVIDUAL,
    policy: '1.2.398.3.3.2.4',
    filePrefix: 'AUTH_RSA256_',
  }),
  gost2004Individual: old({
    family: 'GOST-2004',
    purpose: 'sign',
    role: INDIVIDUAL,
    policy: '1.2.398.3.3.2.3',
    filePrefix: 'GOSTKNCA_',
  }),
  gost2004Head: {
    ...old({
      family: 'GOST-2004',
      purpose: 'sign',
      role: legalRole,
      policy: '1.2.398.3.3.2.1',
      filePrefix: 'GOSTKNCA_',
    }),
    extendedKeyUsage: [usageOids.emailProtection, legalRole, `${legalRole}.1`],
  },
} as const satisfies Readonly<Record<string, CertificateProfile>>;

/** An information system has a name and a number in the registry instead of a person. */
export interface InformationSystem {
  readonly name: string;
  readonly registryOid: string;
}

export type KeyTerm = 'current' | 'expired' | 'future';

export interface KeyOrder {
  /** Stable name, for keys.json and for the seed: it must not change. */
  readonly id: string;
  readonly about: string;
  readonly profile: CertificateProfile;
  readonly term: KeyTerm;
  readonly person: Person | null;
  readonly company: Company | null;
  readonly system: InformationSystem | null;
  /** The treasury knows its clients by a code, which their certificates carry. */
  readonly budgetCode: string | null;
}

type Owner = Partial<Pick<KeyOrder, 'person' | 'company' | 'system' | 'budgetCode' | 'term'>>;

function order(id: string, about: string, profile: CertificateProfile, owner: Owner): KeyOrder {
  return {
    id,
    about,
    profile,
    term: 'current',
    person: null,
    company: null,
    system: null,
    budgetCode: null,
    ...owner,
  };
}

const { aizhan, daniyar, olga, temirlan } = people;

export const keyOrders: readonly KeyOrder[] = [
  order('individual', 'a person, signature', profiles.individual, { person: aizhan }),
  order('individual-rsa-sign', 'a person, signature, RSA', profiles.rsaSign, { person: aizhan }),
  order('individual-rsa-auth', 'a person, login, RSA', profiles.rsaAuth, { person: aizhan }),
  order('head', 'first head of a company', profiles.head, { person: daniyar, company: companies.sand }),
  order('signatory', 'right of signature for a company', profiles.signatory, {
    person: olga,
    company: companies.sand,
  }),
  order('employee', 'employee of a company', profiles.employee, {
    person: temirlan,
    company: companies.sand,
  }),
  order('treasury', 'client of the treasury', profiles.treasury, {
    person: olga,
    company: companies.treasury,
    budgetCode: 'KS0001',
  }),
  order('information-system', 'information system of a company', profiles.informationSystem, {
    company: companies.sand,
    system: { name: 'ИС "ПЕСОЧНИЦА"', registryOid: '1.2.398.6.9999.1.1' },
  }),
  order('expired', 'a person, ended a year ago', profiles.individual, { person: aizhan, term: 'expired' }),
  order('not-yet-valid', 'a person, begins in a year', profiles.individual, {
    person: aizhan,
    term: 'future',
  }),
  order('individual-gost2004', 'a person, signature, GOST-2004', profiles.gost2004Individual, {
    person: aizhan,
  }),
  order('head-gost2004', 'first head of a company, GOST-2004', profiles.gost2004Head, {
    person: daniyar,
    company: companies.sand,
  }),
];

export type KeyProfileName = keyof typeof profiles;

/** An order for somebody who is not in the list: keys of the portal's other taxpayers. */
export function personalOrder(id: string, profile: KeyProfileName, owner: Owner): KeyOrder {
  return order(id, '', profiles[profile], owner);
}
