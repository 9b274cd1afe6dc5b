/** Operations about powers of attorney. Their text is made by whoever signs, by contract/poa/document.ts. */
import * as z from 'zod';
import { get, post } from './define.ts';
import { historyEntrySchema, pageParams } from './employees.ts';
import { isoTime } from '../define.ts';
import { base64, challengeSchema, day, id, iin, signedChallengeSchema, text, tin } from './model.ts';
import { powers } from './powers.ts';

/**
 * Sent: accepted, and not in force, since its first day is to come or the employee is not at work. Active: works today.
 * Expired and revoked are final.
 */
export const poaStates = ['draft', 'signed', 'sent', 'active', 'expired', 'revoked'] as const;
export type PoaState = (typeof poaStates)[number];

export const poaSummarySchema = z.object({
  id,
  version: z.number().int(),
  state: z.enum(poaStates),
  employee: id,
  attorney: z.object({ iin, name: text }),
  giver: z.object({ iin, name: text }),
  powers: z.array(z.enum(powers)),
  since: day,
  until: day,
  replaces: id.nullable(),
  /** The day from which another one stands in its place; null: none does. */
  replacedFrom: day.nullable(),
  principal: z.object({ tin, name: text }),
  changedAt: isoTime,
});
export type PoaSummary = z.infer<typeof poaSummarySchema>;

/** Which ones are looked for; all that is asked has to fit. */
export const poaQuerySchema = z.object({
  /** By the principal for whom the caller acts, or to the caller, by whomever. */
  direction: z.enum(['issued', 'received']),
  state: z.enum(poaStates).nullable(),
  /** In force for no more than so many days, with none in its place; null: whatever the term. */
  endsWithin: z.number().int().min(0).max(366).nullable(),
  /** A part of the name or the IIN of the other side, or of the number; however it is capitalised. */
  text: z.string().max(100),
  order: z.enum(['newest', 'ending']),
  /** `next` of the page before. */
  cursor: z.string().regex(/^(start|(\d{4}-\d{2}-\d{2}:)?\d{1,15})$/),
});
export type PoaQuery = z.infer<typeof poaQuerySchema>;

export const foundPageSize = 50;
/** Days before its end at which one is warned. */
export const warningDays = [30, 7] as const;

export const foundPoasSchema = z.object({
  powersOfAttorney: z.array(poaSummarySchema),
  next: z.string().nullable(),
  /** How many fit, on all pages. */
  total: z.number().int(),
  /** Of all that were issued: how many end so soon, with none in their place. */
  ending: z.object({ within30: z.number().int(), within7: z.number().int() }),
});
export type FoundPoas = z.infer<typeof foundPoasSchema>;

/** What is signed, exactly. */
export const poaText = z.string().min(1).max(16_384);

export const poaSchema = poaSummarySchema.extend({
  tin,
  text: poaText,
  /** A detached CMS over the text; null while it is a draft. */
  signature: base64.nullable(),
  history: z.array(historyEntrySchema),
});
export type PortalPoa = z.infer<typeof poaSchema>;

const of = z.object({ id });
const seen = z.object({ version: z.number().int() });

export const poaOperations = {
  'poa.create': post({
    path: '/v1/powers-of-attorney',
    auth: 'session',
    summary: 'A draft, or with a signature a signed one; signed and sent in one go where `send` says so',
    body: z
      .object({ text: poaText, signature: base64.nullable(), send: z.boolean() })
      .refine(({ signature, send }) => signature !== null || !send),
    response: poaSummarySchema,
  }),
  'poa.sign': post({
    path: '/v1/powers-of-attorney/{id}/signature',
    auth: 'session',
    summary: 'Signs a draft: a detached CMS over its text',
    params: of,
    body: seen.extend({ signature: base64 }),
    response: poaSummarySchema,
  }),
  'poa.send': post({
    path: '/v1/powers-of-attorney/{id}/sending',
    auth: 'session',
    summary: 'Puts a signed one into force; the rights of whoever signed are looked at once more',
    params: of,
    body: seen,
    response: poaSummarySchema,
  }),
  'poa.discard': post({
    path: '/v1/powers-of-attorney/{id}/discarding',
    auth: 'session',
    summary: 'Throws away what was not sent',
    params: of,
    body: seen,
    response: z.object({ discarded: z.literal(true) }),
  }),
  'poa.page': get({
    path: '/v1/powers-of-attorney/from/{cursor}',
    auth: 'session',
    summary: 'All of the principal, a page at a time',
    params: pageParams,
    response: z.object({ powersOfAttorney: z.array(poaSummarySchema), next: z.string().nullable() }),
  }),
  'poa.find': post({
    path: '/v1/powers-of-attorney/search',
    auth: 'session',
    summary: 'Those that fit, a page at a time; changes nothing',
    body: poaQuerySchema,
    response: foundPoasSchema,
  }),
  'poa.read': get({
    path: '/v1/powers-of-attorney/{id}',
    auth: 'session',
    summary: 'One, with its text, its signature and its history; for the principal and for the attorney',
    params: of,
    response: poaSchema,
  }),
  'poa.revocation': post({
    path: '/v1/powers-of-attorney/{id}/revocation/challenges',
    auth: 'session',
    summary: 'The revocation, as the text to sign',
    params: of,
    body: seen.extend({ language: z.enum(['kk', 'ru']) }),
    response: challengeSchema,
  }),
  'poa.revoke': post({
    path: '/v1/powers-of-attorney/{id}/revocation',
    auth: 'session',
    summary: 'The signed revocation: what it gave ends at once',
    params: of,
    body: signedChallengeSchema,
    response: poaSummarySchema,
  }),
} as const;
