/**
 * A PKCS#11 library, called as C calls it. Arguments are numbers and plain bytes, so that a PIN goes to C_Login from the very
 * array that is zeroed afterwards, a token's own pad gets the null PIN that it asks for, and no length that a library
 * makes up is believed before it is compared with what it was given room for.
 *
 * Layouts: CK_ULONG is C's unsigned long (4 bytes on Windows, elsewhere as wide as a pointer); structures are packed to one
 * byte on Windows and aligned elsewhere (PKCS#11 base specification 2.40, section 2.1).
 */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';
import { CKR_OK, CryptokiError } from '../ckr.ts';
import { loadError } from './load-error.ts';

type Koffi = typeof import('koffi');

/** Place in CK_FUNCTION_LIST, and arguments: B CK_BBOOL, L CK_ULONG, P pointer. */
const functions = {
  C_Initialize: [0, 'P'],
  C_Finalize: [1, 'P'],
  C_GetInfo: [2, 'P'],
  C_GetSlotList: [4, 'BPP'],
  C_GetSlotInfo: [5, 'LP'],
  C_GetTokenInfo: [6, 'LP'],
  C_SetPIN: [11, 'LPLPL'],
  C_OpenSession: [12, 'LLPPP'],
  C_CloseSession: [13, 'L'],
  C_GetSessionInfo: [15, 'LP'],
  C_Login: [18, 'LLPL'],
  C_Logout: [19, 'L'],
  C_GetAttributeValue: [24, 'LLPL'],
  C_FindObjectsInit: [26, 'LPL'],
  C_FindObjects: [27, 'LPLP'],
  C_FindObjectsFinal: [28, 'L'],
  C_SignInit: [42, 'LPL'],
  C_Sign: [43, 'LPLPP'],
} as const;
export type CallName = keyof typeof functions;

const argumentTypes: Readonly<Record<string, string>> = { B: 'uint8_t', L: 'ulong', P: 'void *' };

/** A CK_ULONG that is a name and not an amount: slot, session, object. */
export type Handle = bigint;

export interface Cryptoki {
  /** The library's file name: what errors call it before a token is known. */
  readonly name: string;
  /** Calls and returns the answer code. */
  invoke(name: CallName, ...parameters: readonly (Handle | number | Uint8Array | null)[]): number;
  /** Calls; any answer but CKR_OK is thrown. @throws CryptokiError */
  call(name: CallName, ...parameters: readonly (Handle | number | Uint8Array | null)[]): void;
  /** Room for CK_ULONGs. */
  longs(...values: readonly (Handle | number)[]): Uint8Array;
  /** The CK_ULONG at an offset in bytes. */
  readLong(bytes: Uint8Array, offset?: number): Handle;
  /** Length of a CK_ULONG in bytes. */
  readonly longLength: number;
  /** Where a CK_ULONG begins in a structure that has so many bytes before it. */
  align(offset: number): number;
  /**
   * { CK_ULONG, void *, CK_ULONG }: the shape of CK_ATTRIBUTE and CK_MECHANISM. It keeps the bytes that it points to alive.
   */
  triple(type: number, value: Uint8Array | null): Uint8Array;
  /** The last member of the triple with that index in an array of them. */
  readTripleLength(triples: Uint8Array, index: number): Handle;
}

/** What a library says of a length that it cannot tell: CK_UNAVAILABLE_INFORMATION. */
export const isUnavailable = (length: Handle): boolean => length >= 0xffff_ffffn;

/**
 * Loads a library; nothing of it is initialised.
 * @throws TanbaError token.unavailable, token.library-missing, -load, -dependency, -alien
 */
export function loadCryptoki(path: string): Cryptoki {
  const name = basename(path);
  const koffi = loadKoffi();
  const pointerLength = koffi.sizeof('void *');
  const packed = process.platform === 'win32';
  const loaded = load(koffi, path, name);
  const first = packed ? 2 : pointerLength;
  const prototypes = new Map<string, ReturnType<Koffi['proto']>>();

  /** Functions of the same arguments share a prototype; koffi wants each declared once. */
  function prototypeOf(types: string): ReturnType<Koffi['proto']> {
    const existing = prototypes.get(types);
    if (existing !== undefined) return existing;
    const made = koffi.proto(
      'ulong',
      [...types].map(type => argumentTypes[type] ?? 'void'),
    );
    prototypes.set(types, made);
    return made;
  }

  const invoke: Cryptoki['invoke'] = (call, ...parameters) => {
    const [index, types] = functions[call];
    const address = koffi.decode(loaded.functionList, first + index * pointerLength, 'uintptr_t') as
      number | bigint;
    return Number(koffi.call(BigInt(address), prototypeOf(types), ...parameters));
  };
  return {
    name,
    invoke,
    call(call, ...parameters) {
      const ckr = invoke(call, ...parameters);
      if (ckr !== CKR_OK) throw new CryptokiError(ckr, call);
    },
    ...layout(koffi, koffi.sizeof('ulong'), pointerLength, packed),
  };
}

type Layout = Pick<Cryptoki, 'longs' | 'readLong' | 'longLength' | 'align' | 'triple' | 'readTripleLength'>;

function layout(koffi: Koffi, longLength: number, pointerLength: number, packed: boolean): Layout {
  const put = (bytes: Uint8Array, offset: number, width: number, value: bigint): void => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    if (width === 8) view.setBigUint64(offset, value, true);
    else view.setUint32(offset, Number(value), true);
  };
  const readLong = (bytes: Uint8Array, offset = 0): Handle => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    return longLength === 8 ? view.getBigUint64(offset, true) : BigInt(view.getUint32(offset, true));
  };
  const tripleLength = 2 * longLength + pointerLength;
  /** An address in a structure is no reference for the garbage collector. */
  const pointedTo = new WeakMap<Uint8Array, Uint8Array>();
  return {
    longLength,
    readLong,
    longs(...values) {
      const bytes = new Uint8Array(values.length * longLength);
      values.forEach((value, index) => put(bytes, index * longLength, longLength, BigInt(value)));
      return bytes;
    },
    align: offset => (packed ? offset : Math.ceil(offset / longLength) * longLength),
    triple(type, value) {
      const bytes = new Uint8Array(tripleLength);
      put(bytes, 0, longLength, BigInt(type));
      if (value !== null && value.length > 0) {
        put(bytes, longLength, pointerLength, koffi.address(value));
        pointedTo.set(bytes, value);
      }
      put(bytes, longLength + pointerLength, longLength, BigInt(value?.length ?? 0));
      return bytes;
    },
    readTripleLength: (triples, index) =>
      readLong(triples, index * tripleLength + longLength + pointerLength),
  };
}

/** Asked for only where a library is to be loaded: a system without the binary still has its key files. */
function loadKoffi(): Koffi {
  try {
    return createRequire(import.meta.url)('koffi') as Koffi;
  } catch (cause) {
    throw new TanbaError('token.unavailable', {}, { cause });
  }
}

interface Loaded {
  /** Address of CK_FUNCTION_LIST. */
  readonly functionList: bigint;
  /** Held on to: with the last reference to it koffi unloads the library, and the addresses lead nowhere. */
  readonly library: ReturnType<Koffi['load']>;
}

function load(koffi: Koffi, path: string, token: string): Loaded {
  if (!existsSync(path)) throw new TanbaError('token.library-missing', { token });
  let library: ReturnType<Koffi['load']>;
  try {
    library = koffi.load(path);
  } catch (cause) {
    throw loadError(path, cause);
  }
  let getFunctionList: ReturnType<typeof library.func>;
  try {
    getFunctionList = library.func('C_GetFunctionList', 'ulong', ['void *']);
  } catch (cause) {
    throw new TanbaError('token.library-alien', { token }, { cause });
  }
  const out = new BigUint64Array(1);
  const ckr = Number(getFunctionList(out));
  // On a 32-bit system the upper half stays zero: all of them are little-endian.
  if (ckr !== CKR_OK || out[0] === 0n) throw new CryptokiError(ckr, 'C_GetFunctionList');
  return { functionList: out[0] ?? 0n, library };
}
