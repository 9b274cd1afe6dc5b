/** The forms in which a CMS is written: DER, PEM with the label that НУЦ's programs use, bare base64. */
import type { SignatureEncoding } from '../../contract/documents.ts';
import { bytesToBase64, concatBytes, utf8ToBytes } from '../bytes.ts';

type Pieces = AsyncIterable<Uint8Array>;

/** RFC 7468 §3: 64 characters, thus 48 octets, on a line. */
const lineOctets = 48;

/** Passes the pieces on as they are, or as text, piece by piece: an attached signature may be larger than memory. */
export function encodeSignature(pieces: Pieces, encoding: SignatureEncoding): Pieces {
  return encoders[encoding](pieces);
}

const encoders: Readonly<Record<SignatureEncoding, (pieces: Pieces) => Pieces>> = {
  der: pieces => pieces,
  pem: asPem,
  base64: pieces => asBase64(pieces, 3, bytesToBase64),
};

async function* asPem(pieces: Pieces): Pieces {
  yield utf8ToBytes('-----BEGIN CMS-----\n');
  yield* asBase64(pieces, lineOctets, bytes => bytesToBase64(bytes).replace(/.{1,64}/g, '$&\n'));
  yield utf8ToBytes('-----END CMS-----\n');
}

/** Whole units of `unit` octets are encoded; what is left over waits for the next piece, or for the end. */
async function* asBase64(pieces: Pieces, unit: number, encode: (bytes: Uint8Array) => string): Pieces {
  let rest = new Uint8Array();
  for await (const piece of pieces) {
    const bytes = concatBytes(rest, piece);
    const whole = bytes.length - (bytes.length % unit);
    rest = bytes.slice(whole);
    if (whole > 0) yield utf8ToBytes(encode(bytes.subarray(0, whole)));
  }
  if (rest.length > 0) yield utf8ToBytes(encode(rest));
}
