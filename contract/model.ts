/** The words that the program's parts share: stores, keys, signing, reports. Times are ISO 8601 in UTC. */
import * as z from 'zod';
import { errorDataSchema } from './define.ts';

const isoTime = z.string();

/** Where keys live: a file now, a token later. `path` is absolute. */
export const storeRefSchema = z.object({ kind: z.literal('file'), path: z.string().min(1).max(32_767) });
export type StoreRef = z.infer<typeof storeRefSchema>;

/** One key in a store; `alias` is its friendlyName, else the subject key identifier in hex. */
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

export const keyDescriptionSchema = certificateInfoSchema.extend({ alias: z.string() });
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
  steps: z.array(stepSchema),
});
export type SignerReport = z.infer<typeof signerReportSchema>;

/**
 * valid: every step that is checked is ok for every signer. invalid: a step failed. unproven: nothing failed, but the chain or the
 * validity could not be established.
 */
export const verdicts = ['valid', 'invalid', 'unproven'] as const;
export type Verdict = (typeof verdicts)[number];

export const verificationReportSchema = z.object({
  valid: z.boolean(),
  verdict: z.enum(verdicts),
  format: z.enum(signatureFormats),
  /** Whether the document is inside the signature or beside it. */
  attached: z.boolean(),
  /** The time for which validity was checked. */
  checkedAt: isoTime,
  signers: z.array(signerReportSchema),
});
export type VerificationReport = z.infer<typeof verificationReportSchema>;

export const storeStates = ['locked', 'unlocked', 'missing'] as const;
/** A store as the window lists it. */
export const storeDescriptionSchema = z.object({
  ref: storeRefSchema,
  /** File name. */
  name: z.string(),
  /** Folder of the file. */
  location: z.string(),
  state: z.enum(storeStates),
  /** Known after the first unlocking; remembered without secrets so that the picker can show them while locked. */
  keys: z.array(keyDescriptionSchema),
  lastUsed: isoTime.nullable(),
});
export type StoreDescription = z.infer<typeof storeDescriptionSchema>;

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
});
export type SignedDocument = z.infer<typeof signedDocumentSchema>;

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
  /** Certificates trusted besides the built-in ones: files or folders. */
  trust: z.array(z.string()),
});
export type Settings = z.infer<typeof settingsSchema>;
