/**
 * The folder behind the virtual token, from the outside: tests and tools create tokens, pull and insert them and switch faults while
 * the library has them open. The format is described in README.md; the reader is src/ in C.
 */
import { pbkdf2Sync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A slot of a token folder; `dir` is what TANBA_VIRTUAL_TOKEN names. Slots are 0 … 15. */
export interface SlotPlace {
  readonly dir: string;
  /** Default 0. */
  readonly slot?: number;
}

/** Order of the halves of a GOST signature (r, s) and of the bytes in each. The library's default is the standard's: `sr-be`. */
export type SignatureOrder = 'sr-be' | 'sr-le' | 'rs-be' | 'rs-le';

/** What the token does; may be changed at any time with changeSettings(). */
export interface TokenSettings {
  readonly label?: string;
  readonly serial?: string;
  readonly model?: string;
  readonly manufacturer?: string;
  /** Wrong PINs until the lock; the library's default is 10. */
  readonly maxTries?: number;
  readonly soMaxTries?: number;
  readonly minPin?: number;
  readonly maxPin?: number;
  readonly maxSessions?: number;
  readonly signatureOrder?: SignatureOrder;
  /** The token has a pad of its own: a null PIN is answered by what typeOnPinPad() says. */
  readonly protectedAuthenticationPath?: boolean;
  /** Every private key asks for the PIN at every signature. */
  readonly alwaysAuthenticate?: boolean;
  readonly writeProtected?: boolean;
  /** While the PIN has to be changed, signing fails with CKR_PIN_EXPIRED. */
  readonly expiredPinBlocks?: boolean;
}

export interface VirtualTokenOptions extends SlotPlace, TokenSettings {
  /** Without it the user's PIN is not initialised. */
  readonly pin?: string;
  /** Without it the token is blank: not initialised. */
  readonly soPin?: string;
  /** Tries left of the user's PIN, to start near the lock. Default: all. */
  readonly triesLeft?: number;
  /** Sets CKF_USER_PIN_TO_BE_CHANGED. */
  readonly pinToBeChanged?: boolean;
}

export type PinRole = 'user' | 'so';

/** One line of the call log: `result` is a number, or how the call ended the process. */
export interface LoggedCall {
  readonly pid: number;
  readonly call: string;
  readonly result: number | 'crash-segv' | 'crash-abort' | 'hang';
}

const settingNames: Record<keyof TokenSettings, string> = {
  label: 'label',
  serial: 'serial',
  model: 'model',
  manufacturer: 'manufacturer',
  maxTries: 'tries',
  soMaxTries: 'so-tries',
  minPin: 'min-pin',
  maxPin: 'max-pin',
  maxSessions: 'max-sessions',
  signatureOrder: 'signature-order',
  protectedAuthenticationPath: 'protected-authentication-path',
  alwaysAuthenticate: 'always-authenticate',
  writeProtected: 'write-protected',
  expiredPinBlocks: 'expired-pin-blocks',
};

const defaultTries = 10;
const iterations = 10_000;

/** The path of something in the slot: `slotPath(place, 'token', 'pin.user')`. */
export function slotPath(place: SlotPlace, ...names: readonly string[]): string {
  return join(place.dir, `slot${place.slot ?? 0}`, ...names);
}

/** The token's folder wherever it is now: in the slot, or pulled. */
export function tokenPath(place: SlotPlace, ...names: readonly string[]): string {
  const inserted = existsSync(slotPath(place, 'token'));
  return slotPath(place, inserted ? 'token' : 'token.pulled', ...names);
}

/** Whole or not at all: the library may be reading in another process. */
function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, path);
}

function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function parseSettings(text: string): Map<string, string> {
  const lines = text.split('\n').map(line => /^\s*([^#=\s]+)\s*=\s*(.*?)\s*$/.exec(line));
  return new Map(lines.flatMap(match => (match ? [[match[1]!, match[2]!] as const] : [])));
}

function formatSettings(settings: ReadonlyMap<string, string>): string {
  return [...settings].map(([key, value]) => `${key} = ${value}\n`).join('');
}

function settingText(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value).replaceAll(/\p{Cc}/gu, ' ');
}

/** Changes the token's settings, also while the library has it open; those not named stay. */
export function changeSettings(place: SlotPlace, changes: TokenSettings): void {
  const path = tokenPath(place, 'token.conf');
  const settings = parseSettings(readText(path));
  for (const key of Object.keys(settingNames) as (keyof TokenSettings)[]) {
    const value = changes[key];
    if (value !== undefined) settings.set(settingNames[key], settingText(value));
  }
  replaceFile(path, formatSettings(settings));
}

function writePin(
  place: SlotPlace,
  role: PinRole,
  pin: string,
  triesLeft: number,
  toBeChanged: boolean,
): void {
  const salt = randomBytes(16);
  const hash = pbkdf2Sync(Buffer.from(pin, 'utf8'), salt, iterations, 32, 'sha256');
  const record = new Map([
    ['salt', salt.toString('hex')],
    ['iterations', String(iterations)],
    ['hash', hash.toString('hex')],
    ['tries-left', String(triesLeft)],
    ['to-be-changed', toBeChanged ? 'yes' : 'no'],
  ]);
  replaceFile(tokenPath(place, `pin.${role}`), formatSettings(record));
}

/** A slot without a token. createVirtualToken() makes its slot itself. */
export function createEmptySlot(place: SlotPlace): void {
  mkdirSync(slotPath(place), { recursive: true });
}

/** Puts a new token into the slot, in place of one that was there before. Its objects are none. */
export function createVirtualToken(options: VirtualTokenOptions): void {
  removeToken(options);
  mkdirSync(slotPath(options, 'token.pulled', 'objects'), { recursive: true, mode: 0o700 });
  changeSettings(options, { serial: randomBytes(8).toString('hex'), label: 'Virtual token', ...options });
  if (options.soPin !== undefined)
    writePin(options, 'so', options.soPin, options.soMaxTries ?? defaultTries, false);
  if (options.pin !== undefined) {
    const tries = options.triesLeft ?? options.maxTries ?? defaultTries;
    writePin(options, 'user', options.pin, tries, options.pinToBeChanged ?? false);
  }
  insertToken(options);
}

/** Destroys the slot's token, pulled or not; the slot stays. */
export function removeToken(place: SlotPlace): void {
  rmSync(slotPath(place, 'token'), { recursive: true, force: true });
  rmSync(slotPath(place, 'token.pulled'), { recursive: true, force: true });
}

/** Pulls the token out of the slot. Throws if there is none. */
export function pullToken(place: SlotPlace): void {
  renameSync(slotPath(place, 'token'), slotPath(place, 'token.pulled'));
}

/**
 * Puts the pulled token back. The new text in `insertion` tells the library that it was out, even if nobody looked meanwhile. Throws
 * if no token was pulled.
 */
export function insertToken(place: SlotPlace): void {
  replaceFile(slotPath(place, 'token.pulled', 'insertion'), `${randomUUID()}\n`);
  renameSync(slotPath(place, 'token.pulled'), slotPath(place, 'token'));
}

/** Whether a token lies in the slot. */
export function isInserted(place: SlotPlace): boolean {
  return existsSync(slotPath(place, 'token'));
}

/** Replaces the faults, one per line as README.md describes; none ends them all. Counting of calls (`#2`) starts anew. */
export function setFaults(dir: string, ...lines: readonly string[]): void {
  replaceFile(join(dir, 'faults'), lines.map(line => `${line}\n`).join(''));
}

/** The faults that are still to come: those marked `once` vanish when they strike. */
export function remainingFaults(dir: string): readonly string[] {
  return readText(join(dir, 'faults'))
    .split('\n')
    .filter(line => line !== '');
}

/** What the person types on the token's pad: one PIN per prompt of a call. No PINs: the person cancels. */
export function typeOnPinPad(place: SlotPlace, ...pins: readonly string[]): void {
  replaceFile(slotPath(place, 'pinpad'), pins.map(pin => `${pin}\n`).join(''));
}

/** Tries left of a PIN, or undefined if it is not set. */
export function triesLeft(place: SlotPlace, role: PinRole = 'user'): number | undefined {
  const value = parseSettings(readText(tokenPath(place, `pin.${role}`))).get('tries-left');
  return value === undefined ? undefined : Number(value);
}

/** Starts the log of calls, or empties it. */
export function startCallLog(dir: string): void {
  writeFileSync(join(dir, 'calls.log'), '');
}

/** The calls since startCallLog(), of all processes, in the order of their ends. */
export function readCallLog(dir: string): readonly LoggedCall[] {
  const lines = readText(join(dir, 'calls.log')).split('\n');
  return lines
    .filter(line => line !== '')
    .map(line => {
      const [pid, call, result] = line.split(' ') as [string, string, string];
      const ended = result === 'crash-segv' || result === 'crash-abort' || result === 'hang';
      return { pid: Number(pid), call, result: ended ? result : Number(result) };
    });
}
