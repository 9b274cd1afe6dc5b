/** RSA keys from a given source of randomness; node:crypto makes them from the system's only. */
import { checkPrimeSync, createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bigIntToBytesBE, bytesToBigIntBE } from '../../core/bytes.ts';
import type { Random } from './random.ts';

const EXPONENT = 65537n;

/** A key of exactly `bits` bits, a multiple of 16. */
export function generateRsaKey(bits: number, random: Random): KeyObject {
  const half = bits / 2;
  const p = generatePrime(half, random);
  const q = generatePrime(half, random);
  return p === q ? generateRsaKey(bits, random) : assemble(p > q ? [p, q] : [q, p], bits / 8);
}

/**
 * The first prime from a random number on (FIPS 186-5 §A.1.3), with p − 1 prime to e. The top two bits are set, so that
 * the product of two such primes has all its bits.
 */
function generatePrime(bits: number, random: Random): bigint {
  const bytes = random(bits / 8);
  bytes[0]! |= 0xc0;
  bytes[bytes.length - 1]! |= 0x01;
  const start = bytesToBigIntBE(bytes);
  const residues = SMALL_PRIMES.map(prime => Number(start % BigInt(prime)));
  for (let step = 0; ; step += 2) {
    // Nine candidates of ten have a small divisor, which is much cheaper to see than that they are not prime.
    if (residues.some((residue, index) => (residue + step) % SMALL_PRIMES[index]! === 0)) continue;
    const candidate = start + BigInt(step);
    if ((candidate - 1n) % EXPONENT !== 0n && checkPrimeSync(candidate)) return candidate;
  }
}

/** The odd primes below 2000. */
const SMALL_PRIMES = Array.from({ length: 1000 }, (_, index) => 2 * index + 1).filter(
  (number, _, odd) => number > 1 && odd.every(d => d === 1 || d * d > number || number % d !== 0),
);

/** JSON Web Key (RFC 7518 §6.3) is the one form that node:crypto takes numbers in. */
function assemble([p, q]: readonly [bigint, bigint], width: number): KeyObject {
  const d = inverse(EXPONENT, lcm(p - 1n, q - 1n));
  const number = (value: bigint, length: number): string =>
    Buffer.from(bigIntToBytesBE(value, length)).toString('base64url');
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: number(p * q, width),
      e: number(EXPONENT, 3),
      d: number(d, width),
      p: number(p, width / 2),
      q: number(q, width / 2),
      dp: number(d % (p - 1n), width / 2),
      dq: number(d % (q - 1n), width / 2),
      qi: number(inverse(q, p), width / 2),
    },
  });
}

function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** value⁻¹ modulo `modulus`, by the extended Euclidean algorithm; both are coprime. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [previous, current] = [modulus, value % modulus];
  let [previousFactor, factor] = [0n, 1n];
  while (current !== 0n) {
    const quotient = previous / current;
    [previous, current] = [current, previous - quotient * current];
    [previousFactor, factor] = [factor, previousFactor - quotient * factor];
  }
  return previousFactor < 0n ? previousFactor + modulus : previousFactor;
}

/** SubjectPublicKeyInfo, DER. */
export function rsaPublicKeyDer(key: KeyObject): Uint8Array {
  return Uint8Array.from(createPublicKey(key).export({ type: 'spki', format: 'der' }));
}

/** PrivateKeyInfo (PKCS #8), DER. */
export function rsaPrivateKeyDer(key: KeyObject): Uint8Array {
  return Uint8Array.from(key.export({ type: 'pkcs8', format: 'der' }));
}
