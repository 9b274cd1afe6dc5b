/** The words of the portal: categories, profiles, registrations, keys that its steps ask for. Times are ISO 8601 in UTC. */
import * as z from 'zod';
import { isoTime } from '../define.ts';
import { fieldFault, isRealDate } from '../fields.ts';
import { binFault, iinFault } from '../identifiers.ts';
import { positions, roles, subjectTypes } from '../keys.ts';
import { passwordFaults } from '../password.ts';

export const iin = z.string().refine(text => iinFault(text) === null);
export const bin = z.string().refine(text => binFault(text) === null);
/** IIN or BIN. */
export const tin = z.string().refine(text => iinFault(text) === null || binFault(text) === null);
export const id = z.uuid();
export const text = z.string().max(500);
export const base64 = z
  .string()
  .min(1)
  .max(200_000)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/);
/** A secret in a link or of a session: 32 random bytes. */
export const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const email = z.string().refine(value => fieldFault('email', value) === null);
export const phone = z.string().regex(/^\+77\d{9}$/);
/** As it is kept: without spaces at its ends. */
export const line = z.string().refine(value => fieldFault('text', value) === null && value.trim() === value);
export const day = z.string().refine(isRealDate);
export const password = z.string().refine(value => passwordFaults(value).length === 0);
/** Of an account that exists: rules may have been other ones when it was set. */
export const enteredPassword = z.string().min(1).max(128);

/** What one registers as. */
export const categories = [
  'individual',
  'entrepreneur',
  'legal',
  'lawyer',
  'notary',
  'mediator',
  'bailiff',
] as const;
export type Category = (typeof categories)[number];
/** In addition to a category: party to a production-sharing contract, or to a contract of agency. */
export const projects = ['operator', 'attorney'] as const;
export type Project = (typeof projects)[number];

/** Profiles as ИС ЭСФ names them; those of employees come with memberships. */
export const profileTypes = [
  'INDIVIDUAL',
  'ENTREPRENEUR',
  'ADMIN_ENTERPRISE',
  'LAWYER',
  'NOTARY',
  'MEDIATOR',
  'BAILIFF',
  'USER',
  'ENTREPRENEUR_USER',
  'LAWYER_USER',
  'NOTARY_USER',
  'MEDIATOR_USER',
  'BAILIFF_USER',
  'PROJECT_ADMIN',
  'PROJECT_USER',
] as const;
export type ProfileType = (typeof profileTypes)[number];
export const profileTypeOf: Readonly<Record<Category, ProfileType>> = {
  individual: 'INDIVIDUAL',
  entrepreneur: 'ENTREPRENEUR',
  legal: 'ADMIN_ENTERPRISE',
  lawyer: 'LAWYER',
  notary: 'NOTARY',
  mediator: 'MEDIATOR',
  bailiff: 'BAILIFF',
};

export const userStatuses = [
  'ACTIVE',
  'BLOCKED',
  'ENTERPRISE_ADMIN_CHANGE_BLOCKED',
  'ENTERPRISE_BLOCKED',
] as const;

export const profileSchema = z.object({
  id,
  iin,
  /** Of whom one acts for: the entity's BIN, else the person's IIN. */
  tin,
  type: z.enum(profileTypes),
  status: z.enum(userStatuses),
  /** Name of the entity or the person. */
  name: text,
  project: z.enum(projects).nullable(),
});
export type PortalProfile = z.infer<typeof profileSchema>;

export const keyFamilies = ['RSA', 'GOST-2004', 'GOST-2015-256', 'GOST-2015-512'] as const;
export type KeyFamily = (typeof keyFamilies)[number];

/** What a step asks of the key that signs it; data that the portal publishes. */
export const keyRequirementSchema = z.object({
  /** The key is of one of these: a role with the families in which it is taken. */
  accepts: z.array(z.object({ role: z.enum(roles), families: z.array(z.enum(keyFamilies)) })).min(1),
  subjectTypes: z.array(z.enum(subjectTypes)).min(1),
  /** Of keys of an entity: what the owner has to be in it; null: any. */
  positions: z.array(z.enum(positions)).nullable(),
  /** Null: anybody's. */
  iin: iin.nullable(),
  bin: bin.nullable(),
});
export type KeyRequirement = z.infer<typeof keyRequirementSchema>;

/** classic: as the instructions of the time of RSA keys say; current: GOST-2015 wherever those were asked for, too. */
export const keyPolicies = ['classic', 'current'] as const;
export type KeyPolicy = (typeof keyPolicies)[number];

/** The steps that keys are asked for. */
export const keySteps = [
  'login',
  'registration.individual',
  'registration.legal',
  'recovery',
  'invitation.accept',
  'employees.manage',
] as const;
export type KeyStep = (typeof keySteps)[number];

/** What a signature is for. A signature for one purpose is taken for no other. */
export const purposes = [
  'login',
  'registration.certificate',
  'registration.agreement',
  'recovery.email',
  'recovery.password',
  'invitation.accept',
  'employees.manage',
] as const;
export type Purpose = (typeof purposes)[number];

/** A text to be signed, byte for byte in UTF-8; it names its purpose, for whom it is and until when. */
export const challengeSchema = z.object({
  id,
  purpose: z.enum(purposes),
  iin,
  bin: bin.nullable(),
  /** Two hundred changes of the longest fields fit. */
  text: z.string().max(400_000),
  expiresAt: isoTime,
});
export type Challenge = z.infer<typeof challengeSchema>;

/** A detached CMS signature in base64 over the text of a challenge. */
export const signedChallengeSchema = z.object({ challenge: id, signature: base64 });
export type SignedChallenge = z.infer<typeof signedChallengeSchema>;

export const identityDocumentSchema = z.object({ number: line, issued: day, issuer: line });

export const contractKinds = ['production-sharing', 'agency'] as const;
/** Of an operator or attorney. */
export const contractSchema = z.object({
  kind: z.enum(contractKinds),
  number: line,
  date: day,
  parties: z.array(line).min(2).max(20),
  participants: z.array(tin).max(50),
});
export type ProjectContract = z.infer<typeof contractSchema>;

export const registrationStates = [
  'data',
  'contract',
  'agreement',
  'awaiting-link',
  'confirmed',
  'completed',
  'withdrawn',
] as const;
export type RegistrationState = (typeof registrationStates)[number];

export const registrationSchema = z.object({
  id,
  /** Grows with every change. */
  version: z.number().int(),
  state: z.enum(registrationStates),
  categories: z.array(z.enum(categories)).min(1),
  project: z.enum(projects).nullable(),
  /** As the taxpayer registry has them. */
  subject: z.object({
    iin,
    name: text,
    bin: bin.nullable(),
    organisation: text.nullable(),
    address: text.nullable(),
    vat: text.nullable(),
  }),
  /** The person has a profile already: the same password is asked for and the e-mail is the same. */
  account: z.object({ exists: z.boolean(), maskedEmail: text.nullable() }),
  /** The entity has another head until this registration completes. */
  replacesHead: z.boolean(),
  data: z.object({ phone: z.string(), email: z.string(), document: identityDocumentSchema }).nullable(),
  contract: contractSchema.nullable(),
  /** Who signs the agreement: one signature for each, in this order. */
  requirements: z.array(keyRequirementSchema).min(1).max(2),
  expiresAt: isoTime,
});
export type PortalRegistration = z.infer<typeof registrationSchema>;

export const sessionSchema = z.object({
  iin,
  name: text,
  /** Null until one is chosen. */
  profile: profileSchema.nullable(),
  profiles: z.array(profileSchema),
  openedAt: isoTime,
  /** Without a call until then the session ends. */
  idleUntil: isoTime,
});
export type PortalSessionInfo = z.infer<typeof sessionSchema>;

export const portalKinds = ['production', 'test', 'sandbox'] as const;
export const portalInfoSchema = z.object({
  kind: z.enum(portalKinds),
  name: text,
  apiVersion: z.literal(1),
  time: isoTime,
  supportEmail: text,
  keyPolicy: z.enum(keyPolicies),
  requirements: z.record(z.enum(keySteps), keyRequirementSchema),
  /** Where mails are read; of the sandbox only. */
  mailbox: z.string().nullable(),
  /** Days of the week on which registry data are refreshed, 1 is Monday. */
  refreshDays: z.array(z.number().int().min(1).max(7)),
});
export type PortalInfo = z.infer<typeof portalInfoSchema>;
