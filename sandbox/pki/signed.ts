/** SEQUENCE { tbs, signatureAlgorithm, signature BIT STRING, … }: the form of certificates, lists and basic OCSP responses. */
import { hexToBytes } from '../../core/bytes.ts';
import { keyAlgorithms } from '../../core/crypto/algorithms.ts';
import type { KeyPair } from '../ca/key-pair.ts';
import { bits, sequence } from './der.ts';
import { spoilt } from './faults.ts';
import type { FaultName } from './faults.ts';

/** AlgorithmIdentifier of the key's signatures. */
export function signatureAlgorithm({ family }: KeyPair): Uint8Array {
  return hexToBytes(keyAlgorithms[family].signatureIdentifier);
}

/** Signs `tbs`; `rest` follows the signature. */
export function signed(
  tbs: Uint8Array,
  key: KeyPair,
  fault: FaultName | null,
  ...rest: readonly Uint8Array[]
): Uint8Array {
  return sequence(tbs, signatureAlgorithm(key), bits(spoilt(key.sign(tbs), fault)), ...rest);
}
