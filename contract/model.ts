/** The words that the program's parts share: stores, keys, signing, reports. Times are ISO 8601 in UTC. */
import * as z from 'zod';
import { errorDataSchema } from './define.ts';
import { powers } from './portal/powers.ts';

const isoTime = z.string();

/** A key file. `path` is absolute. */
export const fileRefSchema = z.object({ kind: z.literal('file'), path: z.string().min(1).max(32_767) });
export type FileRef = z.infer<typeof fileRefSchema>;

/** A token, whichever reader it is in; `module` is the path of the library that serves it. The serial tells twins apart. */
export const tokenRefSchema = z.object({
  kind: z.literal('token'),
  module: z.string().min(1).max(32_767),
  serial: z.string().max(64),
  label: z.string().max(128),
});
export type TokenRef = z.infer<typeof tokenRefSchema>;

/** Where keys live. */
export const storeRefSchema = z.discriminatedUnion('kind', [fileRefSchema, tokenRefSchema]);
export type StoreRef = z.infer<typeof storeRefSchema>;

/**
 * One key in a store. `alias`: in a file its friendlyName, else the subject key identifier in hex; on a token its CKA_ID in hex,
 * else its label.
 */
export const keyRefSchema = z.object({ store: storeRefSchema, alias: z.string().min(1).max(512) });
export type KeyRef = z.infer<typeof keyRefSchema>;

export const roles = ['SIGN', 'AUTH', 'OTHER'] as const;
export const subjectTypes = ['individual', 'legal', 'information-system'] as const;
/** What the owner is in the entity: first head, right of signature, right to sign financial documents, HR, employee, treasury client. */
export const positions = ['head', 'signatory', 'financial', 'hr', 'employee', 'treasury'] as const;
/** Where the authority says the key is kept (extension 1.2.398.3.3.5). */
export const keyMedia = [
  'pkcs12',
  'jks',
  'id-card',
  'kaztoken',
  'etoken-java',
  'etoken-5110',
  'jacarta',
  'akey',
  'sim',
  'cloud',
] as const;

/** What a certificate says of its owner and its key; the shape in which people and scripts see it. */
export const certificateInfoSchema = z.object({
  /** GOST-2015-512, GOST-2015-256, GOST-2004, or RSA-<bits>. */
  algorithm: z.string(),
  role: z.enum(roles),
  subjectType: z.enum(subjectTypes),
  position: z.enum(positions).nullable(),
  iin: z.string().nullable(),
  bin: z.string().nullable(),
  /** Full name as in the certificate, patronymic included; for an information system its name. */
  name: z.string(),
  organisation: z.string().nullable(),
  email: z.string().nullable(),
  medium: z.enum(keyMedia).nullable(),
  notBefore: isoTime,
  notAfter: isoTime,
  /** Lower-case hex. */
  serial: z.string(),
  issuer: z.string(),
  subject: z.string(),
});
export type CertificateInfo = z.infer<typeof certificateInfoSchema>;

export const keyDescriptionSchema = certificateInfoSchema.extend({
  alias: z.string(),
  /** On a token: its CKA_LABEL. */
  label: z.string().optional(),
  /** On a token: the PIN is wanted for every signature, so `signing.sign` has to carry it (unless the token has a pad). */
  asksPinEachTime: z.boolean().optional(),
});
export type KeyDescription = z.infer<typeof keyDescriptionSchema>;

export const signatureFormats = ['cms', 'xml', 'raw'] as const;
export type SignatureFormat = (typeof signatureFormats)[number];

/** The steps of a verification, in the order in which they are shown. */
export const stepNames = [
  'format',
  'digest',
  'signature',
  'purpose',
  'chain',
  'validity',
  'revocation',
  'timestamp',
] as const;
export type StepName = (typeof stepNames)[number];
export const stepSchema = z.object({
  name: z.enum(stepNames),
  status: z.enum(['ok', 'failed', 'unknown']),
  /** Why not ok: a code of the catalogue, with its parameters. */
  code: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type VerificationStep = z.infer<typeof stepSchema>;

/** Whose authorities a chain ends at. Anything but production is said wherever the verdict is. */
export const trustEnvironments = ['production', 'test', 'sandbox', 'own'] as const;
/** own: an authority that the person trusts besides the built-in ones. */
export type TrustEnvironment = (typeof trustEnvironments)[number];

/** The answer that decided about revocation. */
export const revocationAnswerSchema = z.object({
  source: z.enum(['ocsp', 'crl']),
  /** When it was made, and until when it may be used; null where it does not say. */
  thisUpdate: isoTime,
  nextUpdate: isoTime.nullable(),
  /** When the certificate was revoked, be it after the time that is judged. */
  revokedAt: isoTime.nullable(),
});
export type RevocationAnswer = z.infer<typeof revocationAnswerSchema>;

/** A time-stamp with the steps of its own: its authority is judged like a signer. */
export const timestampReportSchema = z.object({
  /** What it says; proven only where the signer's `trustedTime` is set. */
  time: isoTime,
  /** Subject of the authority's certificate. */
  authority: z.string(),
  /** OID of the policy. */
  policy: z.string(),
  algorithm: z.string(),
  trust: z.enum(trustEnvironments).nullable(),
  revocation: revocationAnswerSchema.nullable(),
  steps: z.array(stepSchema),
});
export type TimestampReport = z.infer<typeof timestampReportSchema>;

/** A part of an XML document that a signature covers: `/` is all of it, else the path to an element, and its Id. */
export const signatureCoverageSchema = z.object({ path: z.string(), id: z.string().nullable() });
export type SignatureCoverage = z.infer<typeof signatureCoverageSchema>;

export const signerReportSchema = z.object({
  subject: z.string(),
  iin: z.string().nullable(),
  bin: z.string().nullable(),
  algorithm: z.string(),
  /** The signer's own word, until a time-stamp proves it. */
  signedAt: isoTime.nullable(),
  /** Null where the signature does not carry the signer's certificate. */
  certificate: certificateInfoSchema.nullable(),
  /** XML only. */
  covers: z.array(signatureCoverageSchema).optional(),
  /** The time at which a time-stamp proves that the signature existed; certificates are then judged for it. Else null. */
  trustedTime: isoTime.nullable(),
  /** Null where there is none, or none that can be read. */
  timestamp: timestampReportSchema.nullable(),
  revocation: revocationAnswerSchema.nullable(),
  /** Null where the chain ended at no trusted authority. */
  trust: z.enum(trustEnvironments).nullable(),
  steps: z.array(stepSchema),
});
export type SignerReport = z.infer<typeof signerReportSchema>;

/**
 * valid: the signature, its certificate's purpose, chain and term hold for every signer, and nothing failed; revocation and time-stamp
 * may still be unknown, and a summary must say so. invalid: a step failed. unproven: nothing failed, but the chain or the validity could
 * not be established. See docs/adr/0007.
 */
export const verdicts = ['valid', 'invalid', 'unproven'] as const;
export type Verdict = (typeof verdicts)[number];

/** What the asker demands besides that the signature holds. */
export const verificationPolicySchema = z.object({
  /** Numbers of the people and the entities of which one must have signed; empty: anybody. */
  iin: z.array(z.string().regex(/^\d{12}$/)).max(100),
  bin: z.array(z.string().regex(/^\d{12}$/)).max(100),
  /** Every certificate must be known not to be revoked. */
  revocation: z.boolean(),
  /** Every signature must have its time proven. */
  timestamp: z.boolean(),
  /** Every chain must end at an authority of Kazakhstan's production environment. */
  production: z.boolean(),
});
export type VerificationPolicy = z.infer<typeof verificationPolicySchema>;

/** One demand of the policy, judged apart from the cryptography. */
export const policyFindingSchema = z.object({
  demand: z.enum(['iin', 'bin', 'revocation', 'timestamp', 'production']),
  status: z.enum(['ok', 'failed']),
  code: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type PolicyFinding = z.infer<typeof policyFindingSchema>;

export const verificationReportSchema = z.object({
  /** The verdict is `valid`; says nothing of the policy. */
  valid: z.boolean(),
  verdict: z.enum(verdicts),
  /** One for each demand that was made; the asker may rely on the signature where `valid` and all of these are ok. */
  policy: z.array(policyFindingSchema),
  format: z.enum(signatureFormats),
  /** Whether the document is inside the signature or beside it. */
  attached: z.boolean(),
  /** The time for which validity was checked. */
  checkedAt: isoTime,
  signers: z.array(signerReportSchema),
});
export type VerificationReport = z.infer<typeof verificationReportSchema>;

/** One sentence in each language of the program. */
const sentenceSchema = z.object({ kk: z.string(), ru: z.string(), en: z.string() });

/** Who makes a token, as far as resources/vendors.json knows. */
export const tokenVendorSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Pages of the vendor, https. */
  help: z.string(),
  drivers: z.string(),
  /** What to do with a token whose PIN is locked. */
  unlock: sentenceSchema,
});
export type TokenVendor = z.infer<typeof tokenVendorSchema>;

/**
 * A key without its certificate (the authority's reply was never written to the token), a certificate without its key, or a key whose
 * certificate cannot be read.
 */
export const unpairedSchema = z.object({
  kind: z.enum(['key', 'certificate', 'damaged']),
  alias: z.string(),
  label: z.string(),
});
export type Unpaired = z.infer<typeof unpairedSchema>;

/** What a token says of the tries that its PIN has left; numbers are not told by any. `low`: a wrong one was entered last. */
export const pinTries = ['untouched', 'low', 'final', 'none'] as const;

/** What is known of a token besides what every store has. */
export const tokenDetailsSchema = z.object({
  label: z.string(),
  serial: z.string(),
  model: z.string(),
  manufacturer: z.string(),
  /** File name of the library that serves it. */
  library: z.string(),
  vendor: tokenVendorSchema.nullable(),
  tries: z.enum(pinTries),
  /** The PIN is typed on the token's own pad: unlock and change it with empty PINs. */
  protectedPath: z.boolean(),
  /** The token asks to have its PIN changed. */
  toBeChanged: z.boolean(),
  /** The PIN that it was unlocked with is the one that everybody knows: advise to change it. False while it is locked. */
  defaultPin: z.boolean(),
  /** Lengths of a PIN in UTF-8 bytes; 0 as the longest where the token does not say. */
  shortestPin: z.number(),
  longestPin: z.number(),
  /** Known while it is unlocked. */
  unpaired: z.array(unpairedSchema),
});
export type TokenDetails = z.infer<typeof tokenDetailsSchema>;

/**
 * missing: the file is not there, the token is not plugged in. The rest is of tokens: pin-locked: no tries left;
 * not-initialised: nothing was ever written to it, or no PIN set; quarantined: its driver crashed again and again and is left
 * alone until `keys.retryDriver`.
 */
export const storeStates = [
  'locked',
  'unlocked',
  'missing',
  'pin-locked',
  'not-initialised',
  'quarantined',
] as const;
export type StoreState = (typeof storeStates)[number];

/** A store as the window lists it. */
export const storeDescriptionSchema = z.object({
  ref: storeRefSchema,
  /** File name, or the token's label. */
  name: z.string(),
  /** Folder of the file, or the vendor's name, else that of the library. */
  location: z.string(),
  state: z.enum(storeStates),
  /**
   * Known after the first unlocking; remembered without secrets so that the picker can show them while locked. A token that
   * shows its certificates before a PIN is listed with them.
   */
  keys: z.array(keyDescriptionSchema),
  lastUsed: isoTime.nullable(),
  /** Null for a file. */
  token: tokenDetailsSchema.nullable(),
});
export type StoreDescription = z.infer<typeof storeDescriptionSchema>;

/**
 * A library of a token's vendor. starting: it has not answered yet. working: it answers. failed: it cannot be used, `error` says
 * why; it is tried again from time to time. quarantined: it crashed or hung again and again, and waits for `keys.retryDriver`.
 */
export const driverStates = ['starting', 'working', 'failed', 'quarantined'] as const;
export const driverDescriptionSchema = z.object({
  /** Path of the library. */
  module: z.string(),
  /** Its file name. */
  name: z.string(),
  vendor: tokenVendorSchema.nullable(),
  state: z.enum(driverStates),
  error: errorDataSchema.nullable(),
  /** How many tokens it shows. */
  tokens: z.number(),
});
export type DriverDescription = z.infer<typeof driverDescriptionSchema>;

/** What the drop zone makes of a file. */
export const fileKinds = ['document', 'signature', 'keystore', 'folder', 'missing'] as const;
export const fileDescriptionSchema = z.object({
  path: z.string(),
  name: z.string(),
  folder: z.string(),
  size: z.number(),
  kind: z.enum(fileKinds),
});
export type FileDescription = z.infer<typeof fileDescriptionSchema>;

/** The end of one document of a signing job. */
export const signedDocumentSchema = z.object({
  document: z.string(),
  /** Path of the signature, where one was made. */
  output: z.string().nullable(),
  error: errorDataSchema.nullable(),
  /** The signature was made and kept, but what was asked for besides is still to come: `signing.stamp`. */
  pending: z.enum(['timestamp']).nullable(),
});
export type SignedDocument = z.infer<typeof signedDocumentSchema>;

/** A signature that waits for its time-stamp. */
export const pendingSignatureSchema = z.object({
  path: z.string(),
  name: z.string(),
  folder: z.string(),
  /** Since when. */
  since: isoTime,
});
export type PendingSignature = z.infer<typeof pendingSignatureSchema>;

/** How the bytes of a CMS are written: DER, PEM with the label CMS, base64 on one line. */
export const signatureEncodings = ['der', 'pem', 'base64'] as const;
export type SignatureEncoding = (typeof signatureEncodings)[number];

/** What an XML signature covers, and how it is laid out. */
export const xmlOptionsSchema = z.object({
  layout: z.enum(['compact', 'santuario']),
  reference: z.discriminatedUnion('kind', [
    /** The whole document. */
    z.object({ kind: z.literal('enveloped') }),
    /** The element with this Id or at this XPath; the signature goes into the element at `parentXPath`, else into the root. */
    z.object({
      kind: z.literal('id'),
      id: z.string().min(1).max(1024).optional(),
      elementXPath: z.string().min(1).max(4096).optional(),
      parentXPath: z.string().min(1).max(4096).optional(),
    }),
    /** Body of a SOAP message. */
    z.object({ kind: z.literal('wsse'), keyIdentifier: z.enum(['X509v3', 'issuerSerial']) }),
  ]),
});
export type XmlOptions = z.infer<typeof xmlOptionsSchema>;

export const progressSchema = z.object({
  job: z.string(),
  document: z.string(),
  /** Position in the job, from 0. */
  index: z.number(),
  count: z.number(),
  bytesDone: z.number(),
  bytesTotal: z.number(),
  phase: z.enum(['reading', 'signing', 'writing', 'done', 'failed']),
});
export type Progress = z.infer<typeof progressSchema>;

export const settingsSchema = z.object({
  language: z.enum(['kk', 'ru', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Null: beside the document. */
  outputFolder: z.string().nullable(),
  detached: z.boolean(),
  /** Minutes after which an unused key is locked; 0: at once after signing. */
  idleLockMinutes: z.number().int().min(0).max(480),
  /**
   * How long a token stays unlocked: minutes after its last signature, until it is pulled, or never longer than one job.
   */
  tokenKeepUnlocked: z.union([
    z.number().int().min(1).max(480),
    z.literal('until-pulled'),
    z.literal('never-keep'),
  ]),
  /** PKCS#11 libraries besides those that are found: absolute paths. */
  tokenLibraries: z.array(z.string().min(1).max(32_767)).max(32),
  /** Vendors of resources/vendors.json whose libraries are not to be loaded: their ids. */
  tokenVendorsOff: z.array(z.string().max(64)).max(64),
  /** Certificates trusted besides the built-in ones: files or folders. */
  trust: z.array(z.string()),
  /** Built-in authorities that are no production ones; a report says visibly when one of them was relied on. */
  trustEnvironments: z.object({ test: z.boolean(), sandbox: z.boolean() }),
  /** Whether signatures get a time-stamp where the format has a place for one (CMS). */
  timestamp: z.enum(['off', 'on']),
  /** Addresses of time-stamping authorities, tried in turn; none: those of НУЦ РК. */
  tsaAddresses: z.array(z.url({ protocol: /^https?$/ }).max(2048)).max(10),
  /** Ask OCSP responders and fetch CRLs when verifying. */
  checkRevocation: z.boolean(),
  /** Keep OCSP answers, CRLs and time-stamps beside a verified signature (`a.pdf.cms.evidence`). */
  keepEvidence: z.boolean(),
  /** Which portal of ИС ЭСФ the program talks to, see contract/portal/profiles.ts. */
  portal: z.enum(['production', 'test', 'sandbox']),
  /** Where the sandbox portal is. */
  sandboxPortal: z.url({ protocol: /^https?$/ }).max(2048),
  /** The sandbox speaks both; the others have one way each. */
  sandboxProtocol: z.enum(['rest', 'soap']),
  /** Keys that sign at the portal without being asked for, by what they are for; null: the person is asked each time. */
  defaultKeys: z.object({ SIGN: keyRefSchema.nullable(), AUTH: keyRefSchema.nullable() }),
  /** Powers that the person often gives together, under a name of their own. */
  powerPresets: z
    .array(
      z.object({
        name: z.string().min(1).max(60),
        powers: z.array(z.enum(powers)).min(1).max(powers.length),
      }),
    )
    .max(30),
});
export type Settings = z.infer<typeof settingsSchema>;
