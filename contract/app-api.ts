/** main ⇄ window: every call and event of the application, once. See docs/add-an-ipc-call.md. */
import * as z from 'zod';
import { bytes, call, errorDataSchema, event, nothing } from './define.ts';
import type { Client, Emit, Handlers } from './define.ts';
import { doctorReportSchema } from './doctor.ts';
import { poaCalls } from './poa/app-calls.ts';
import { signedPowerOfAttorneySchema } from './poa/document.ts';
import {
  fileDescriptionSchema,
  pendingSignatureSchema,
  progressSchema,
  signatureEncodings,
  signatureFormats,
  signedDocumentSchema,
  xmlOptionsSchema,
} from './documents.ts';
import {
  driverDescriptionSchema,
  keyRefSchema,
  storeDescriptionSchema,
  storeRefSchema,
  tokenRefSchema,
  tokenVendorSchema,
} from './keys.ts';
import { verificationPolicySchema, verificationReportSchema } from './report.ts';
import { settingsSchema } from './settings.ts';
import { portalCalls } from './portal/app-calls.ts';
import { openedLinkSchema } from './portal/links.ts';
import { employeeCalls } from './portal/employees-calls.ts';

const path = z.string().min(1).max(32_767);
const paths = z.array(path).max(10_000);

export const appApi = {
  'app.info': call(
    nothing,
    z.object({
      version: z.string(),
      shell: z.string(),
      platform: z.string(),
      /** Files that the system asked to open at start (double click, drag onto the icon). */
      opened: z.array(z.string()),
      /** Links of the portal's mails, told once. */
      links: z.array(openedLinkSchema),
      /** What went wrong at start without stopping it: a damaged settings file. */
      notices: z.array(errorDataSchema),
    }),
  ),

  'settings.get': call(nothing, settingsSchema),
  'settings.set': call(settingsSchema.partial(), settingsSchema),
  'settings.changed': event(settingsSchema),

  /** System dialogs; an empty list or null where the person cancelled. */
  'dialog.openFiles': call(
    z.object({
      kind: z.enum(['document', 'signature', 'keystore', 'trust', 'library']),
      multiple: z.boolean(),
    }),
    z.array(z.string()),
  ),
  'dialog.openFolder': call(nothing, z.string().nullable()),
  /** Shows a page in the system's browser; only the pages of vendors that resources/vendors.json names. */
  'app.openLink': call(z.url({ protocol: /^https$/ }).max(2048), z.void()),

  /** What dropped or chosen paths are. */
  'files.describe': call(paths, z.array(fileDescriptionSchema)),
  'files.showInFolder': call(path, z.void()),
  /** Opens a document with the system's program; only paths that this session was given or made. */
  'files.open': call(path, z.void()),

  /** Known stores and the tokens that are plugged in, the last used first. Tokens arrive by `keys.changed` as drivers answer. */
  'keys.list': call(nothing, z.array(storeDescriptionSchema)),
  'keys.add': call(paths, z.array(storeDescriptionSchema)),
  /** Forgets a store; the file itself stays. */
  'keys.forget': call(storeRefSchema, z.array(storeDescriptionSchema)),
  /**
   * The PIN as UTF-8 bytes; main zeroes them. Empty for a token with a pad. A token with one try left (`tries: 'final'`) is asked
   * only with `finalTryConfirmed`, else token.pin-final-try and nothing is spent.
   */
  'keys.unlock': call(
    z.object({ store: storeRefSchema, pin: bytes, finalTryConfirmed: z.boolean().optional() }),
    storeDescriptionSchema,
  ),
  /** Tokens only. A wrong old PIN costs a try, as in `keys.unlock`. Main zeroes both. */
  'keys.changePin': call(
    z.object({
      store: tokenRefSchema,
      oldPin: bytes,
      newPin: bytes,
      finalTryConfirmed: z.boolean().optional(),
    }),
    storeDescriptionSchema,
  ),
  'keys.lock': call(storeRefSchema, storeDescriptionSchema),
  'keys.changed': event(z.array(storeDescriptionSchema)),
  /** All vendors that are known, whether anything of theirs is on this computer or not. */
  'keys.vendors': call(nothing, z.array(tokenVendorSchema)),
  /** The libraries of tokens' vendors that are on this computer. */
  'keys.drivers': call(nothing, z.array(driverDescriptionSchema)),
  'keys.driversChanged': event(z.array(driverDescriptionSchema)),
  /** Starts a driver again that is quarantined or failed; the path is one of `keys.drivers`. */
  'keys.retryDriver': call(path, z.array(driverDescriptionSchema)),

  /** Signs each document; failures are per document, so that one does not lose the rest. */
  'signing.sign': call(
    z.object({
      /** Chosen by the window, to match progress events and to cancel. */
      job: z.string().min(1).max(64),
      documents: paths.min(1),
      key: keyRefSchema,
      /** For a key with `asksPinEachTime`: used for every document of the job; main zeroes it. */
      pin: bytes.optional(),
      format: z.enum(signatureFormats),
      detached: z.boolean(),
      /** Null: beside each document. */
      outputFolder: z.string().nullable(),
      /** Of the format xml; absent: the whole document, compact. */
      xml: xmlOptionsSchema.optional(),
      /** Of the format cms; absent: DER. */
      encoding: z.enum(signatureEncodings).optional(),
      /** Of the format cms; absent: as the settings say. */
      timestamp: z.boolean().optional(),
    }),
    z.array(signedDocumentSchema),
  ),
  /**
   * Adds a signer to each CMS signature, which is replaced by the new one once that has been verified. The content is looked for inside
   * it, then beside it.
   */
  'signing.addSigner': call(
    z.object({
      job: z.string().min(1).max(64),
      signatures: paths.min(1),
      key: keyRefSchema,
      /** As in `signing.sign`. */
      pin: bytes.optional(),
      timestamp: z.boolean().optional(),
    }),
    z.array(signedDocumentSchema),
  ),
  /** Adds a time-stamp to each signer that has none; a file is replaced once the new one has been verified. */
  'signing.stamp': call(
    z.object({ job: z.string().min(1).max(64), signatures: paths.min(1) }),
    z.array(signedDocumentSchema),
  ),
  /** Signatures of this person that wait for a time-stamp; those that were moved or deleted are left out. */
  'signing.pending': call(nothing, z.array(pendingSignatureSchema)),
  'signing.pendingChanged': event(z.array(pendingSignatureSchema)),
  'signing.cancel': call(z.string(), z.void()),
  'signing.progress': event(progressSchema),

  'verification.verify': call(
    z.object({
      job: z.string().min(1).max(64),
      signature: path,
      content: path.nullable(),
      /** Absent: nothing is demanded besides that the signature holds. */
      policy: verificationPolicySchema.partial().optional(),
      /** Asks nobody, but judges by the evidence kept beside the signature. Absent: as the settings say. */
      offline: z.boolean().optional(),
    }),
    z.object({
      report: verificationReportSchema,
      /** The document beside the signature that was found by itself, where there is one (`a.pdf` for `a.pdf.cms`). */
      content: z.string().nullable(),
      /** What was signed is a power of attorney of a known form: as what it is shown. */
      powerOfAttorney: signedPowerOfAttorneySchema.nullable().optional(),
    }),
  ),
  'verification.cancel': call(z.string(), z.void()),
  /**
   * Writes the report of a finished job of this session as JSON; `path` null: asks where. Answers with the file, null where the person
   * cancelled.
   */
  'verification.exportJson': call(
    z.object({ job: z.string(), path: path.nullable() }),
    z.string().nullable(),
  ),
  /** The same as a page in PDF. */
  'verification.print': call(z.object({ job: z.string(), path: path.nullable() }), z.string().nullable()),
  /** Writes the document that an attached CMS holds; `path` null: asks where. */
  'verification.extract': call(z.object({ signature: path, path: path.nullable() }), z.string().nullable()),

  /** Loads the libraries of all vendors, each in a process of its own, and says what is the matter; takes seconds. */
  'doctor.run': call(nothing, doctorReportSchema),

  ...portalCalls,
  ...poaCalls,
  ...employeeCalls,

  /** Files that arrive while the app runs (second start, drag onto the icon). */
  'app.opened': event(z.array(z.string())),
  'app.linkOpened': event(openedLinkSchema),
} as const;

export type AppApi = typeof appApi;
export type AppClient = Client<AppApi> & {
  /** The path of a dropped file; browsers do not tell it to pages, the preload does. */
  readonly pathForFile: (file: unknown) => Promise<string>;
};
export type AppHandlers = Handlers<AppApi>;
export type AppEmit = Emit<AppApi>;
