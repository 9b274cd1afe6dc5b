/** How each format turns a document and a key into the bytes of a signature file. */
import { randomUUID } from 'node:crypto';
import type { SignatureEncoding, SignatureFormat, XmlOptions } from '../../contract/documents.ts';
import { bytesToBase64, utf8ToBytes } from '../../core/bytes.ts';
import { encodeSignature } from '../../core/signing/encode-signature.ts';
import { signCms } from '../../core/signing/sign-document.ts';
import type { SignRequest } from '../../core/signing/sign-document.ts';
import { signRaw } from '../../core/signing/sign-raw.ts';
import { signXml } from '../../core/xml/sign.ts';
import type { XmlReferenceRequest } from '../../core/xml/sign.ts';
import { readXml } from './read-xml.ts';

/** The whole document, without white space inside the signature: what every portal takes. */
export const defaultXml: XmlOptions = { layout: 'compact', reference: { kind: 'enveloped' } };

export interface FormatRequest extends SignRequest {
  readonly xml: XmlOptions;
  readonly encoding: SignatureEncoding;
}

function cmsPieces(request: FormatRequest): AsyncIterable<Uint8Array> {
  return encodeSignature(signCms(request), request.encoding);
}

async function* xmlPieces({
  content,
  name,
  signer,
  xml,
}: FormatRequest): AsyncGenerator<Uint8Array, void, void> {
  const document = await readXml(content, name);
  const { layout } = xml;
  yield utf8ToBytes(await signXml({ xml: document, signer, layout, reference: referenceOf(xml) }));
}

function referenceOf({ reference }: XmlOptions): XmlReferenceRequest {
  if (reference.kind === 'enveloped') return { kind: 'enveloped' };
  if (reference.kind === 'wsse') return { ...reference, bodyId: `id-${randomUUID()}` };
  const { id, elementXPath, parentXPath } = reference;
  return {
    kind: 'id',
    ...(id !== undefined && { id }),
    ...(elementXPath !== undefined && { elementXPath }),
    ...(parentXPath !== undefined && { parentXPath }),
  };
}

/** ИС ЭСФ wants the bare signature value over the exact bytes, in base64 on one line. */
async function* rawPieces(request: FormatRequest): AsyncGenerator<Uint8Array, void, void> {
  yield utf8ToBytes(bytesToBase64(await signRaw(request)));
}

export const signaturePieces: Readonly<
  Record<SignatureFormat, (request: FormatRequest) => AsyncIterable<Uint8Array>>
> = {
  cms: cmsPieces,
  xml: xmlPieces,
  raw: rawPieces,
};
