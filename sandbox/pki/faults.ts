/** What can be made to go wrong, one service at a time: for tests, and for people who want to see what their program says. */

export const serviceNames = ['ocsp', 'crl', 'tsa'] as const;
export type ServiceName = (typeof serviceNames)[number];

export const faultNames = [
  /** The connection is cut. */
  'down',
  /** The answer is right, and comes later than anybody waits. */
  'slow',
  /** 307 to another address of this server, where the answer is right. */
  'redirect',
  'redirect-loop',
  /** 302 to the same place by https. */
  'redirect-https',
  'forbidden',
  'broken',
  /** The log-in page of a network, with status 200. */
  'html',
  'empty',
  /** An answer without an end. */
  'huge',
  /** OCSP and TSA; a list of revoked certificates has none. */
  'wrong-nonce',
  /** OCSP and TSA: the certificate of the service is over. CRL: the list is. */
  'expired',
  'bad-signature',
  /** The service's clock is two days behind. */
  'clock-off',
  /** The service says, in its own protocol, that it will not answer. */
  'refuses',
] as const;
export type FaultName = (typeof faultNames)[number];

export const slowByMs = 90_000;
export const clockOffByMs = -2 * 24 * 60 * 60_000;

/** The time that a service with this fault takes for now. */
export function serviceTime(now: Date, fault: FaultName | null): Date {
  return fault === 'clock-off' ? new Date(now.getTime() + clockOffByMs) : now;
}

/** The bytes with one bit turned, where the fault asks for it. */
export function spoilt(signature: Uint8Array, fault: FaultName | null): Uint8Array {
  if (fault !== 'bad-signature') return signature;
  const copy = signature.slice();
  copy[copy.length - 1]! ^= 0x01;
  return copy;
}

/** Another nonce of the same length, where the fault asks for it. */
export function spoiltNonce(nonce: Uint8Array, fault: FaultName | null): Uint8Array {
  return fault === 'wrong-nonce' ? nonce.map((octet, index) => (index === 0 ? octet : octet ^ 0xff)) : nonce;
}
