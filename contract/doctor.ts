/** What the doctor of drivers finds; words for it are in contract/doctor-words.ts. */
import * as z from 'zod';
import { errorDataSchema } from './define.ts';

/**
 * not-installed: no library where the vendor puts it. library-unknown: nobody knows its name. wrong-architecture: for another
 * processor or width than this program. not-a-library: of no kind that this system loads. dependency-missing: another library that
 * it needs is not there. does-not-load: for a reason that it does not tell. not-pkcs11: a library, but no token's driver.
 * crashes, hangs: it took its process down, or never answered. fails: it answered with an error. no-token: all is well, and no token
 * is plugged in. no-certificate: tokens are there and show no certificate without their PIN. works: a token with a certificate.
 */
export const findings = [
  'works',
  'no-certificate',
  'no-token',
  'fails',
  'hangs',
  'crashes',
  'not-pkcs11',
  'does-not-load',
  'dependency-missing',
  'not-a-library',
  'wrong-architecture',
  'not-installed',
  'library-unknown',
] as const;
export type Finding = (typeof findings)[number];

export const cardServices = ['running', 'stopped', 'not-installed', 'built-in', 'unknown'] as const;
/** The system's service for smart cards, without which no driver sees a token. */
export type CardService = (typeof cardServices)[number];

export const examinedTokenSchema = z.object({
  label: z.string(),
  serial: z.string(),
  model: z.string(),
  manufacturer: z.string(),
  initialised: z.boolean(),
  locked: z.boolean(),
  finalTry: z.boolean(),
  /** How many it shows without its PIN. */
  certificates: z.number().int(),
});

export const examinedLibrarySchema = z.object({
  path: z.string(),
  finding: z.enum(findings),
  /** As Node names processors: x64, ia32, arm64, arm; several in a universal file of macOS; empty where it is no library. */
  architectures: z.array(z.string()),
  /** The library or version that is missing, for dependency-missing. */
  missing: z.string().nullable(),
  /** What it answered, for fails. */
  error: errorDataSchema.nullable(),
  /** What it says of itself (C_GetInfo); null where it did not get that far. */
  info: z.object({ description: z.string(), manufacturer: z.string(), version: z.string() }).nullable(),
  /** Readers that it knows, with and without a token. */
  slots: z.number().int(),
  tokens: z.array(examinedTokenSchema),
});
export type ExaminedLibrary = z.infer<typeof examinedLibrarySchema>;

export const examinedVendorSchema = z.object({
  id: z.string(),
  /** Null: a library that the person named, of no vendor that is known. */
  name: z.string().nullable(),
  /** Of the library that came furthest. */
  finding: z.enum(findings),
  libraries: z.array(examinedLibrarySchema),
  /** Pages of the vendor; null where there is none. */
  drivers: z.string().nullable(),
  help: z.string().nullable(),
  triedOnHardware: z.boolean(),
});
export type ExaminedVendor = z.infer<typeof examinedVendorSchema>;

export const doctorReportSchema = z.object({
  platform: z.string(),
  architecture: z.string(),
  cardService: z.enum(cardServices),
  vendors: z.array(examinedVendorSchema),
  /** The same as text for support, in English, without anything personal: no labels, serials shortened, no names of folders of the person. */
  text: z.string(),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;
