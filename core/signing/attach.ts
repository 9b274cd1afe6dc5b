/** A detached CMS with its document put inside: the same signature, as a file that holds all. */
import { envelopeAround } from '../cms/build.ts';
import { concatBytes } from '../bytes.ts';

/** @param detached DER as signCms() makes it. @param content the document over which it was made, which is not checked here */
export function attachContent(detached: Uint8Array, content: Uint8Array): Uint8Array {
  const { prefix, suffix } = envelopeAround(detached, content.length);
  return concatBytes(prefix, content, suffix);
}
