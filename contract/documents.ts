/** What is signed and what comes of it: files, formats, progress. */
import * as z from 'zod';
import { errorDataSchema, isoTime } from './define.ts';

export const signatureFormats = ['cms', 'xml', 'raw'] as const;
export type SignatureFormat = (typeof signatureFormats)[number];

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
  /** The signature was made and kept, but what was asked for besides is still to come: `signing.stamp`. */
  pending: z.enum(['timestamp']).nullable(),
});
export type SignedDocument = z.infer<typeof signedDocumentSchema>;

/** A signature that waits for its time-stamp. */
export const pendingSignatureSchema = z.object({
  path: z.string(),
  name: z.string(),
  folder: z.string(),
  /** Since when. */
  since: isoTime,
});
export type PendingSignature = z.infer<typeof pendingSignatureSchema>;

/** How the bytes of a CMS are written: DER, PEM with the label CMS, base64 on one line. */
export const signatureEncodings = ['der', 'pem', 'base64'] as const;
export type SignatureEncoding = (typeof signatureEncodings)[number];

/** What an XML signature covers, and how it is laid out. */
export const xmlOptionsSchema = z.object({
  layout: z.enum(['compact', 'santuario']),
  reference: z.discriminatedUnion('kind', [
    /** The whole document. */
    z.object({ kind: z.literal('enveloped') }),
    /** The element with this Id or at this XPath; the signature goes into the element at `parentXPath`, else into the root. */
    z.object({
      kind: z.literal('id'),
      id: z.string().min(1).max(1024).optional(),
      elementXPath: z.string().min(1).max(4096).optional(),
      parentXPath: z.string().min(1).max(4096).optional(),
    }),
    /** Body of a SOAP message. */
    z.object({ kind: z.literal('wsse'), keyIdentifier: z.enum(['X509v3', 'issuerSerial']) }),
  ]),
});
export type XmlOptions = z.infer<typeof xmlOptionsSchema>;

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
