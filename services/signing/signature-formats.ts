/** How each format turns a document and a key into the bytes of a signature file. */
import type { SignatureFormat } from '../../contract/model.ts';
import { bytesToBase64, utf8ToBytes } from '../../core/bytes.ts';
import { signCms } from '../../core/signing/sign-document.ts';
import type { SignRequest } from '../../core/signing/sign-document.ts';
import { signRaw } from '../../core/signing/sign-raw.ts';
import { signXml } from '../../core/xml/sign.ts';
import type { XmlLayout, XmlReferenceRequest } from '../../core/xml/sign.ts';
import { readXml } from './read-xml.ts';

export interface XmlOptions {
  readonly layout: XmlLayout;
  readonly reference: XmlReferenceRequest;
}

/** The whole document, without white space inside the signature: what every portal takes. */
export const defaultXml: XmlOptions = { layout: 'compact', reference: { kind: 'enveloped' } };

export interface FormatRequest extends SignRequest {
  readonly xml: XmlOptions;
}

async function* xmlPieces({
  content,
  name,
  signer,
  xml,
}: FormatRequest): AsyncGenerator<Uint8Array, void, void> {
  const document = await readXml(content, name);
  yield utf8ToBytes(await signXml({ xml: document, signer, ...xml }));
}

/** ИС ЭСФ wants the bare signature value over the exact bytes, in base64 on one line. */
async function* rawPieces(request: FormatRequest): AsyncGenerator<Uint8Array, void, void> {
  yield utf8ToBytes(bytesToBase64(await signRaw(request)));
}

export const signaturePieces: Readonly<
  Record<SignatureFormat, (request: FormatRequest) => AsyncGenerator<Uint8Array, void, void>>
> = {
  cms: signCms,
  xml: xmlPieces,
  raw: rawPieces,
};
