/** main ⇄ window: every call and event of the application, once. See docs/add-an-ipc-call.md. */
import * as z from 'zod';
import { bytes, call, errorDataSchema, event } from './define.ts';
import type { Client, Emit, Handlers } from './define.ts';
import {
  fileDescriptionSchema,
  keyRefSchema,
  progressSchema,
  settingsSchema,
  signatureFormats,
  signedDocumentSchema,
  storeDescriptionSchema,
  storeRefSchema,
  verificationReportSchema,
} from './model.ts';

const nothing = z
  .void()
  .or(z.undefined())
  .or(z.null())
  .transform(() => undefined);
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
      /** What went wrong at start without stopping it: a damaged settings file. */
      notices: z.array(errorDataSchema),
    }),
  ),

  'settings.get': call(nothing, settingsSchema),
  'settings.set': call(settingsSchema.partial(), settingsSchema),
  'settings.changed': event(settingsSchema),

  /** System dialogs; an empty list or null where the person cancelled. */
  'dialog.openFiles': call(
    z.object({ kind: z.enum(['document', 'signature', 'keystore', 'trust']), multiple: z.boolean() }),
    z.array(z.string()),
  ),
  'dialog.openFolder': call(nothing, z.string().nullable()),

  /** What dropped or chosen paths are. */
  'files.describe': call(paths, z.array(fileDescriptionSchema)),
  'files.showInFolder': call(path, z.void()),
  /** Opens a document with the system's program; only paths that this session was given or made. */
  'files.open': call(path, z.void()),

  /** Known stores, the last used first. */
  'keys.list': call(nothing, z.array(storeDescriptionSchema)),
  'keys.add': call(paths, z.array(storeDescriptionSchema)),
  /** Forgets a store; the file itself stays. */
  'keys.forget': call(storeRefSchema, z.array(storeDescriptionSchema)),
  /** The PIN as UTF-8 bytes; main zeroes them. */
  'keys.unlock': call(z.object({ store: storeRefSchema, pin: bytes }), storeDescriptionSchema),
  'keys.lock': call(storeRefSchema, storeDescriptionSchema),
  'keys.changed': event(z.array(storeDescriptionSchema)),

  /** Signs each document; failures are per document, so that one does not lose the rest. */
  'signing.sign': call(
    z.object({
      /** Chosen by the window, to match progress events and to cancel. */
      job: z.string().min(1).max(64),
      documents: paths.min(1),
      key: keyRefSchema,
      format: z.enum(signatureFormats),
      detached: z.boolean(),
      /** Null: beside each document. */
      outputFolder: z.string().nullable(),
    }),
    z.array(signedDocumentSchema),
  ),
  'signing.cancel': call(z.string(), z.void()),
  'signing.progress': event(progressSchema),

  'verification.verify': call(
    z.object({ job: z.string().min(1).max(64), signature: path, content: path.nullable() }),
    z.object({
      report: verificationReportSchema,
      /** The document beside the signature that was found by itself, where there is one (`a.pdf` for `a.pdf.cms`). */
      content: z.string().nullable(),
    }),
  ),
  'verification.cancel': call(z.string(), z.void()),

  /** Files that arrive while the app runs (second start, drag onto the icon). */
  'app.opened': event(z.array(z.string())),
} as const;

export type AppApi = typeof appApi;
export type AppClient = Client<AppApi> & {
  /** The path of a dropped file; browsers do not tell it to pages, the preload does. */
  readonly pathForFile: (file: unknown) => Promise<string>;
};
export type AppHandlers = Handlers<AppApi>;
export type AppEmit = Emit<AppApi>;
