/** What is wrong with a piece of ASN.1; the caller knows what the piece was and gives the person a code and words for it. */
export type Asn1Reason = 'too-deep' | 'too-large' | 'truncated' | 'malformed';

/** Thrown by everything in core/asn1; never leaves core. `message` is for developers and holds no content. */
export class Asn1Error extends Error {
  readonly reason: Asn1Reason;

  constructor(reason: Asn1Reason, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Asn1Error';
    this.reason = reason;
  }
}

export function malformed(message: string): Asn1Error {
  return new Asn1Error('malformed', message);
}
