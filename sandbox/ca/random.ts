/**
 * Where the sandbox takes its randomness: from the system, or from a seed, so that a test meets the same keys each
 * time. The seeded one is HMAC_DRBG with SHA-256 (NIST SP 800-90A §10.1.2) without reseeding.
 */
import { createHmac, randomBytes } from 'node:crypto';

/** As many bytes as asked for. */
export type Random = (length: number) => Uint8Array;

/** A source for one purpose; its name keeps sources of the same seed apart, so that a new key changes no other. */
export type RandomFor = (purpose: string) => Random;

const systemRandom: Random = length => Uint8Array.from(randomBytes(length));

/** Seeded where there is a seed, else the system's. */
export function randomSource(seed: string | null): RandomFor {
  if (seed === null) return () => systemRandom;
  return purpose => seededRandom(`${seed}\u0000${purpose}`);
}

function seededRandom(seed: string): Random {
  let key: Uint8Array = new Uint8Array(32);
  let value: Uint8Array = new Uint8Array(32).fill(0x01);
  const mac = (...parts: readonly Uint8Array[]): Uint8Array => {
    const hmac = createHmac('sha256', key);
    for (const part of parts) hmac.update(part);
    return hmac.digest();
  };
  const update = (...material: readonly Uint8Array[]): void => {
    key = mac(value, Uint8Array.of(0x00), ...material);
    value = mac(value);
    if (material.length === 0) return;
    key = mac(value, Uint8Array.of(0x01), ...material);
    value = mac(value);
  };
  update(new TextEncoder().encode(seed));
  return length => {
    const output = new Uint8Array(length);
    for (let at = 0; at < length; at += value.length) {
      value = mac(value);
      output.set(value.subarray(0, length - at), at);
    }
    update();
    return output;
  };
}
