/** The kinds of signature as a person chooses among them, and what each is for the program. */
import type { InputOf } from '../../contract/define.ts';
import type { AppApi } from '../../contract/app-api.ts';
import type { FileDescription, SignatureEncoding, XmlOptions } from '../../contract/documents.ts';

export const signKinds = ['attached', 'detached', 'xml', 'raw'] as const;
export type SignKind = (typeof signKinds)[number];

export function isSignKind(text: string | undefined): text is SignKind {
  return signKinds.some(kind => kind === text);
}

/** XML can be signed inside only where every document is XML. */
export function offersXml(files: readonly Pick<FileDescription, 'name'>[]): boolean {
  return files.length > 0 && files.every(({ name }) => /\.xml$/i.test(name));
}

/** A CMS has a place for a time-stamp; the others have none. */
export function takesTimestamp(kind: SignKind): boolean {
  return kind === 'attached' || kind === 'detached';
}

export interface SignStyle {
  readonly kind: SignKind;
  readonly layout: XmlOptions['layout'];
  readonly encoding: SignatureEncoding;
  readonly timestamp: boolean;
}

type SignRequest = InputOf<AppApi['signing.sign']>;
type StyleOfRequest = Pick<SignRequest, 'format' | 'detached' | 'xml' | 'encoding' | 'timestamp'>;

/** What `signing.sign` is asked for. */
export function requestOf({ kind, layout, encoding, timestamp }: SignStyle): StyleOfRequest {
  if (kind === 'xml')
    return { format: 'xml', detached: false, xml: { layout, reference: { kind: 'enveloped' } } };
  if (kind === 'raw') return { format: 'raw', detached: true };
  return { format: 'cms', detached: kind === 'detached', encoding, timestamp };
}
