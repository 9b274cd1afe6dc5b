/** Passwords and secrets of the portal: what is kept of them cannot be turned back. */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Of scrypt: the memory is N · r · 128 bytes, the time p times that. */
export interface PasswordCost {
  readonly N: number;
  readonly p: number;
}

/** OWASP's second choice for scrypt (16 MiB): N = 2^14, r = 8, p = 5. */
export const defaultPasswordCost: PasswordCost = { N: 2 ** 14, p: 5 };
const BLOCK = { r: 8, maxmem: 64 * 1024 * 1024 };
const KEY_LENGTH = 32;

function derive(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_LENGTH, { ...BLOCK, ...cost }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** `salt:key` in hex. */
export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${(await derive(password, salt, cost)).toString('hex')}`;
}

/** Where there is no account, the same work is done against nothing, so that time does not tell. */
export async function passwordHolds(
  password: string,
  hash: string | null,
  cost: PasswordCost,
): Promise<boolean> {
  const [salt = '', key = ''] = (hash ?? `${'00'.repeat(16)}:${'00'.repeat(KEY_LENGTH)}`).split(':');
  const derived = await derive(password, Buffer.from(salt, 'hex'), cost);
  return timingSafeEqual(derived, Buffer.from(key, 'hex')) && hash !== null;
}

/** 256 bits as base64url: 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** How a secret of that size is looked up and kept. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
