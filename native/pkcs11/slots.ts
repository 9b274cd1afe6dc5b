/** Which tokens are there, and how they are: their flags are read before a PIN is asked for. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { TokenDescription } from '../../contract/token-host.ts';
import { CryptokiError } from '../ckr.ts';
import type { Cryptoki, Handle } from './cryptoki.ts';

/** No reader hub has more; a library that says so talks nonsense. */
const MAX_SLOTS = 256;
const MAX_STRUCTURE = 512;

/** CK_TOKEN_INFO.flags. */
const CKF = {
  userPinInitialised: 0x8,
  protectedPath: 0x100,
  initialised: 0x400,
  pinCountLow: 0x1_0000,
  finalTry: 0x2_0000,
  locked: 0x4_0000,
  toBeChanged: 0x8_0000,
} as const;

/** CKR_SLOT_ID_INVALID, CKR_DEVICE_ERROR, CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT, CKR_TOKEN_NOT_RECOGNIZED. */
const noTokenThere: ReadonlySet<number> = new Set([0x3, 0x30, 0x32, 0xe0, 0xe1]);

export type TokenState = Omit<TokenDescription, 'certificates'>;

export interface PresentToken extends TokenState {
  readonly slot: Handle;
}

/** Anybody can write a label: signs that steer a terminal or turn the direction of writing become blanks. */
export const plainText = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');

/** Text of fixed width, filled up with blanks; some libraries end it with a zero instead. */
function text(bytes: Uint8Array, offset: number, length: number): string {
  const [first = ''] = new TextDecoder().decode(bytes.subarray(offset, offset + length)).split('\0');
  return plainText(first).trimEnd();
}

export interface LibraryInfo {
  readonly description: string;
  readonly manufacturer: string;
  readonly version: string;
}

/** CK_INFO: version 2 bytes, manufacturer 32, flags, description 32, version 2. */
export function libraryInfo(library: Cryptoki): LibraryInfo {
  const info = new Uint8Array(MAX_STRUCTURE);
  library.call('C_GetInfo', info);
  const description = library.align(34) + library.longLength;
  return {
    manufacturer: text(info, 2, 32),
    description: text(info, description, 32),
    version: `${info[description + 32]}.${info[description + 33]}`,
  };
}

/**
 * The tokens that are plugged in now. A slot whose token goes while it is read, or cannot be read, counts as empty. Any other fault of one
 * token is told only where there is no token beside it: a broken one must not hide the others.
 */
export function presentTokens(library: Cryptoki): readonly PresentToken[] {
  const faults: CryptokiError[] = [];
  const tokens = slotsWithTokens(library).flatMap(slot => {
    try {
      return [tokenIn(library, slot)];
    } catch (error) {
      if (!(error instanceof CryptokiError)) throw error;
      if (!noTokenThere.has(error.ckr)) faults.push(error);
      return [];
    }
  });
  const [fault] = faults;
  if (fault !== undefined && tokens.length === 0) throw fault;
  return tokens;
}

/**
 * The first call is how a library is told to look for readers that were plugged in since (section 5.5). Lists may grow between
 * the two, so what it answers is not used, and the second call brings room enough.
 */
export function slotsWithTokens(library: Cryptoki): readonly Handle[] {
  library.call('C_GetSlotList', 1, null, library.longs(0));
  const slots = library.longs(...new Array<number>(MAX_SLOTS).fill(0));
  const count = library.longs(MAX_SLOTS);
  library.call('C_GetSlotList', 1, slots, count);
  const given = library.readLong(count);
  if (given > MAX_SLOTS) throw new TanbaError('token.garbled', { token: library.name });
  return Array.from({ length: Number(given) }, (_, index) =>
    library.readLong(slots, index * library.longLength),
  );
}

/** All slots, also the empty ones: readers. */
export function slotCount(library: Cryptoki): number {
  const count = library.longs(0);
  library.call('C_GetSlotList', 0, null, count);
  const given = library.readLong(count);
  if (given > MAX_SLOTS) throw new TanbaError('token.garbled', { token: library.name });
  return Number(given);
}

/** CK_TOKEN_INFO: label 32, manufacturer 32, model 16, serial 16, flags, four counts of sessions, longest and shortest PIN … */
function tokenIn(library: Cryptoki, slot: Handle): PresentToken {
  const info = new Uint8Array(MAX_STRUCTURE);
  library.call('C_GetTokenInfo', slot, info);
  const long = (index: number): number => Number(library.readLong(info, 96 + index * library.longLength));
  const flags = long(0);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  return {
    slot,
    label: text(info, 0, 32),
    manufacturer: text(info, 32, 32),
    model: text(info, 64, 16),
    serial: text(info, 80, 16),
    initialised: has(CKF.initialised) && has(CKF.userPinInitialised),
    protectedPath: has(CKF.protectedPath),
    pinCountLow: has(CKF.pinCountLow),
    finalTry: has(CKF.finalTry),
    locked: has(CKF.locked),
    toBeChanged: has(CKF.toBeChanged),
    longestPin: long(5),
    shortestPin: long(6),
  };
}
