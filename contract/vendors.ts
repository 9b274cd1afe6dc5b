/** What is known of tokens' vendors: resources/vendors.json. Adding a vendor is adding an entry there. */
import * as z from 'zod';
import { keyMedia } from './keys.ts';

export const platforms = ['win32', 'linux', 'darwin'] as const;
export type Platform = (typeof platforms)[number];

/**
 * library-unknown: nobody has published the name of the library, the person has to point at it. library-inferred: taken over
 * from the maker of the hardware. several-tokens-in-one: one device shows itself as several tokens. locks-after-three: wrong
 * PINs. no-hardware: a program that stands in for a token.
 */
export const quirks = [
  'library-unknown',
  'library-inferred',
  'several-tokens-in-one',
  'locks-after-three',
  'no-hardware',
] as const;

export const vendorLibrarySchema = z.strictObject({
  /** Absolute; on Windows it may begin with one of the folders of core/tokens/vendors.ts. */
  path: z.string().min(1),
  /** Null where 32-bit and 64-bit systems have the library at the same place. */
  bits: z.union([z.literal(32), z.literal(64), z.null()]),
});

export const vendorSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  /** Names by which certificates of НУЦ РК say where their key is. */
  media: z.array(z.enum(keyMedia)),
  libraries: z.strictObject({
    win32: z.array(vendorLibrarySchema),
    linux: z.array(vendorLibrarySchema),
    darwin: z.array(vendorLibrarySchema),
  }),
  quirks: z.array(z.enum(quirks)),
  /** The PIN that tokens are handed out with, known to everybody: who still has it should change it. Null: none is known. */
  defaultPin: z.string().min(4).nullable(),
  /** What to do with a token whose PIN is locked: who has the unlocking code, and with which program. */
  unlock: z.strictObject({ kk: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) }),
  help: z.url({ protocol: /^https$/ }),
  drivers: z.url({ protocol: /^https$/ }),
  /** Whether somebody of us has signed with a real device. */
  triedOnHardware: z.boolean(),
});
export type Vendor = z.infer<typeof vendorSchema>;

export const vendorsSchema = z.strictObject({ $comment: z.string(), vendors: z.array(vendorSchema) });
