/** What the person chose, as it is kept and as the window shows it. */
import * as z from 'zod';
import { keyRefSchema } from './keys.ts';
import { powers } from './portal/powers.ts';
import { sandboxAddress } from './portal/profiles.ts';

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

/** Of whoever has chosen nothing; the language is then the system's. */
export const defaultSettings: Settings = {
  language: 'en',
  theme: 'system',
  outputFolder: null,
  detached: false,
  idleLockMinutes: 15,
  tokenKeepUnlocked: 5,
  tokenLibraries: [],
  tokenVendorsOff: [],
  trust: [],
  trustEnvironments: { test: false, sandbox: false },
  timestamp: 'off',
  tsaAddresses: [],
  checkRevocation: true,
  keepEvidence: false,
  portal: 'production',
  sandboxPortal: sandboxAddress,
  sandboxProtocol: 'rest',
  defaultKeys: { SIGN: null, AUTH: null },
  powerPresets: [],
};
