/** Where keys live and what is known of them: certificates, stores, tokens, drivers. Times are ISO 8601 in UTC. */
import * as z from 'zod';
import { errorDataSchema, isoTime } from './define.ts';

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
