/** A CMS file taken apart, in whatever form it came. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { SignatureEncoding } from '../../contract/documents.ts';
import { dearmour, looksLikeDer, looksLikeText, maxArmouredBytes } from '../asn1/armour.ts';
import { Asn1Error } from '../asn1/asn1-error.ts';
import { bytesSource } from '../asn1/byte-source.ts';
import type { ByteSource } from '../asn1/byte-source.ts';
import { bytesToLatin1 } from '../bytes.ts';
import type { EmbeddedContent } from '../cms/embedded-content.ts';
import { parseSignedData } from '../cms/parse.ts';
import type { ParsedSignedData } from '../cms/parse.ts';
import { splitSignedData } from '../cms/split.ts';
import { parseCertificate } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';

export interface OpenedSignature {
  /** The form in which it came; BER counts as DER. */
  readonly encoding: SignatureEncoding;
  /** The ContentInfo in definite lengths, without eContent. */
  readonly skeleton: Uint8Array;
  readonly data: ParsedSignedData;
  /** Null for a detached signature. */
  readonly content: EmbeddedContent | null;
}

/**
 * @param name what to call the file in an error
 * @throws TanbaError `cms.not-cms`, `cms.no-signers`, `document.too-large`; Asn1Error where it is damaged: see orMalformed()
 */
export async function openSignature(source: ByteSource, name = ''): Promise<OpenedSignature> {
  const { der, encoding } = await withoutArmour(source, name);
  const { skeleton, content } = await splitSignedData(der);
  const data = parseSignedData(skeleton);
  if (data.signers.length === 0) throw new TanbaError('cms.no-signers', {});
  return { encoding, skeleton, data, content };
}

/** Damage anywhere in a signature file is one error. @throws TanbaError `cms.malformed` */
export async function orMalformed<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof Asn1Error) throw new TanbaError('cms.malformed', {}, { cause });
    throw cause;
  }
}

interface Unwrapped {
  readonly der: ByteSource;
  readonly encoding: SignatureEncoding;
}

const sampleLength = 256;

async function withoutArmour(signature: ByteSource, name: string): Promise<Unwrapped> {
  const sample = await signature.read(0, sampleLength);
  if (looksLikeDer(sample)) return { der: signature, encoding: 'der' };
  if (!looksLikeText(sample)) throw new TanbaError('cms.not-cms', {});
  const encoding = bytesToLatin1(sample).includes('-----BEGIN') ? 'pem' : 'base64';
  if (signature.size > maxArmouredBytes) {
    const limit = `${maxArmouredBytes / 1024 / 1024} MiB`;
    throw new TanbaError('document.too-large', { file: name, limit });
  }
  const [der] = decodeText(await signature.read(0, signature.size));
  if (der === undefined) throw new TanbaError('cms.not-cms', {});
  return { der: bytesSource(der), encoding };
}

/** Text that is not base64 at all is some other file, and says so; a broken block is a damaged signature. */
function decodeText(text: Uint8Array): Uint8Array[] {
  try {
    return dearmour(text, 'cms');
  } catch (cause) {
    if (cause instanceof Asn1Error && cause.reason === 'malformed')
      throw new TanbaError('cms.not-cms', {}, { cause });
    throw cause;
  }
}

/** Certificates that cannot be read are passed over: one that a signer needs will be missed. */
export function readableCertificates(ders: readonly Uint8Array[]): Certificate[] {
  return ders.flatMap(der => {
    try {
      return [parseCertificate(der)];
    } catch (error) {
      if (error instanceof TanbaError) return [];
      throw error;
    }
  });
}
