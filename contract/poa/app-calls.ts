/** main ⇄ window about powers of attorney: what the portal has, what waits here, and one as the document that it is. Part of contract/app-api.ts. */
import * as z from 'zod';
import { bytes, call, errorDataSchema, event, isoTime, nothing } from '../define.ts';
import { keyRefSchema } from '../keys.ts';
import { employeeStates, historyEntrySchema, principalSchema } from '../portal/employees.ts';
import { day, id, iin, text, tin } from '../portal/model.ts';
import {
  foundPoasSchema,
  poaQuerySchema,
  poaStates,
  poaSummarySchema,
  poaText,
} from '../portal/powers-of-attorney.ts';
import { powers } from '../portal/powers.ts';

/** Sending: may have arrived; whether it did, only the portal knows, and it is told the same again with the same key. */
export const outboxStates = ['prepared', 'signed', 'sending', 'sent', 'refused'] as const;
export type OutboxState = (typeof outboxStates)[number];

/** How many are made, signed or sent at once. */
export const batchSize = 5_000;
const ids = z.array(id).min(1).max(batchSize);
const job = z.string().min(1).max(64);
const person = z.object({ iin, name: text });

/** What one is to say; all else is the principal's and the employee's. */
export const poaWishSchema = z.object({
  /** Of the employee. */
  iin,
  powers: z.array(z.enum(powers)).min(1),
  since: day,
  until: day,
  replaces: id.nullable(),
});

/** One on its way. */
export const outboxViewSchema = z.object({
  id,
  state: z.enum(outboxStates),
  /** The person has said that it is to go: it goes by itself as soon as it can. */
  queued: z.boolean(),
  principal: z.object({ tin, name: text }),
  giver: person,
  attorney: person,
  powers: z.array(z.enum(powers)),
  since: day,
  until: day,
  replaces: id.nullable(),
  /** Why the portal did not take it. */
  error: errorDataSchema.nullable(),
});
export type OutboxView = z.infer<typeof outboxViewSchema>;

/** Who signed, as the certificate says; only of a signature that holds over the text. */
export const poaMarkSchema = z.object({
  name: text,
  organisation: text.nullable(),
  iin: iin.nullable(),
  bin: z.string().nullable(),
  serial: z.string().max(100),
  issuer: text,
  notBefore: isoTime,
  notAfter: isoTime,
  signedAt: isoTime.nullable(),
});
export type PoaMark = z.infer<typeof poaMarkSchema>;

/** One to be read, wherever it is. */
export const openedPoaSchema = z.object({
  id,
  /** What was or will be signed: of it, and of nothing else, the document is made. */
  text: poaText,
  place: z.enum(['outbox', 'portal']),
  direction: z.enum(['issued', 'received']),
  state: z.enum([...outboxStates, ...poaStates]),
  queued: z.boolean(),
  error: errorDataSchema.nullable(),
  replacedFrom: day.nullable(),
  /** Null: unsigned, or the signature does not hold. */
  mark: poaMarkSchema.nullable(),
  /** QR code of its number: the modules as one path in a square of `size`. */
  qr: z.object({ size: z.number().int(), path: z.string() }),
  history: z.array(historyEntrySchema),
});
export type OpenedPoa = z.infer<typeof openedPoaSchema>;

const attorneySchema = z.object({
  iin,
  name: text,
  position: text,
  state: z.enum(employeeStates),
  until: day,
});
export type PoaAttorney = z.infer<typeof attorneySchema>;

const documentLanguage = z.enum(['kk', 'ru']);

export const poaCalls = {
  /** For whom one gives powers: from the portal, else as it was known last; then `fresh` is false. @see poa.not-known-here */
  'poa.principal': call(nothing, z.object({ principal: principalSchema, fresh: z.boolean() })),
  /** Those who can be given powers and whose name or IIN holds the text; the first hundred. */
  'poa.employees': call(
    z.object({ text: z.string().max(100) }),
    z.object({ employees: z.array(attorneySchema), total: z.number().int() }),
  ),
  'poa.find': call(poaQuerySchema, foundPoasSchema),
  /** What waits, and why it still does where that was tried: the portal does not answer, the clock is off. */
  'poa.outbox': call(
    nothing,
    z.object({ items: z.array(outboxViewSchema), waiting: errorDataSchema.nullable() }),
  ),
  /** Something of `poa.outbox` is another than before. */
  'poa.outboxChanged': event(z.object({ count: z.number().int() })),
  'poa.open': call(id, openedPoaSchema),
  /** All or, where one cannot be, none. */
  'poa.prepare': call(z.array(poaWishSchema).min(1).max(batchSize), z.array(outboxViewSchema)),
  /** The same powers for a term as long, from the day after the last one, each in place of the one that is named. */
  'poa.renew': call(ids, z.array(outboxViewSchema)),
  'poa.discard': call(ids, z.void()),
  /**
   * Signs what is prepared, with one PIN (as in `signing.sign`); `queue`: they are to go as soon as they can. Ended by
   * `poa.cancel`: host.cancelled, and what was signed is signed.
   */
  'poa.sign': call(
    z.object({ job, ids, key: keyRefSchema, pin: bytes.optional(), queue: z.boolean() }),
    z.object({ signed: z.number().int() }),
  ),
  /** Sends what is signed; what cannot go now stays queued, and the error says why. */
  'poa.send': call(z.object({ job, ids }), z.object({ sent: z.number().int(), refused: z.number().int() })),
  'poa.cancel': call(job, z.void()),
  'poa.progress': event(
    z.object({ job, phase: z.enum(['sign', 'send']), done: z.number().int(), count: z.number().int() }),
  ),
  'poa.revoke': call(
    z.object({ id, key: keyRefSchema, pin: bytes.optional(), language: documentLanguage }),
    poaSummarySchema,
  ),
  /** As PDF with its `.cms` beside it; `path` null: asks where. The two files, or null where the person cancelled. */
  'poa.save': call(
    z.object({ id, path: z.string().min(1).max(32_767).nullable() }),
    z.object({ pdf: z.string(), cms: z.string() }).nullable(),
  ),
} as const;
