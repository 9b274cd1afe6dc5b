/** The power of attorney that a signature is about, where it is about one: read from the very bytes that were signed. */
import { TanbaError } from '../../contract/errors/index.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import type { SignedPowerOfAttorney } from '../../contract/poa/document.ts';
import { bytesToUtf8, concatBytes } from '../../core/bytes.ts';
import { extractContent } from '../../core/signing/embedded.ts';
import { withFileSource } from '../files/file-source.ts';

/** A power of attorney is two kilobytes; what is far from it is not read into memory to see that it is none. */
const MAX_BYTES = 64 * 1024;

/** @param content the document of a detached signature; null: it is inside. Null for anything that is no power of attorney. */
export async function readSignedPoa(
  signature: string,
  content: string | null,
): Promise<SignedPowerOfAttorney | null> {
  try {
    const bytes = await withFileSource(content ?? signature, async source => {
      if (content === null) {
        // Base64 and the certificates around it add to the text.
        if (source.size > 4 * MAX_BYTES) return null;
        const pieces: Uint8Array[] = [];
        for await (const piece of extractContent({ signature: source, name: '' })) pieces.push(piece);
        return concatBytes(...pieces);
      }
      return source.size > MAX_BYTES ? null : source.read(0, source.size);
    });
    const text = bytes === null ? null : bytesToUtf8(bytes);
    const data = text === null ? null : readPowerOfAttorney(text);
    return text === null || data === null ? null : { text, data };
  } catch (error) {
    // Whatever is wrong with the signature itself, the verification has said.
    if (error instanceof TanbaError || error instanceof TypeError) return null;
    throw error;
  }
}
