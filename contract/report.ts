/** What a verification says: named steps, signers, time-stamps, policy. Times are ISO 8601 in UTC. */
import * as z from 'zod';
import { isoTime } from './define.ts';
import { signatureFormats } from './documents.ts';
import { certificateInfoSchema } from './keys.ts';

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
