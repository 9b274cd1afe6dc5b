/** Key stores as they are named on the command line: files, folders of them, and tokens by pkcs11: URIs. */
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { errorFromData, TanbaError } from '../contract/errors/index.ts';
import type { ErrorData } from '../contract/errors/index.ts';
import type {
  DriverDescription,
  KeyDescription,
  StoreDescription,
  StoreRef,
  TokenDetails,
  TokenRef,
} from '../contract/keys.ts';
import {
  formatPkcs11Uri,
  isPkcs11Uri,
  matchesKey,
  matchesToken,
  parsePkcs11Uri,
} from '../core/tokens/pkcs11-uri.ts';
import type { CommandContext } from './context.ts';

const EXTENSIONS = new Set(['.p12', '.pfx']);

/** The token, the file, or all key files of a folder. What is not there is left for opening to complain of. */
export async function storesAt(context: CommandContext, name: string): Promise<readonly StoreRef[]> {
  if (isPkcs11Uri(name)) return tokensAt(context, name);
  const path = resolve(name);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() !== true) return [{ kind: 'file', path }];
  const names = (await readdir(path)).filter(it => EXTENSIONS.has(extname(it).toLowerCase()));
  return names.sort().map(it => ({ kind: 'file', path: join(path, it) }));
}

/** The one store to sign with. @throws TanbaError token.uri, token.uri-pin, token.not-present, token.ambiguous */
export async function storeAt(context: CommandContext, name: string): Promise<StoreRef> {
  if (!isPkcs11Uri(name)) return { kind: 'file', path: resolve(name) };
  const [first, ...others] = await tokensAt(context, name);
  if (first === undefined || others.length > 0)
    throw new TanbaError('token.ambiguous', { count: others.length + 1 });
  return first;
}

/** The tokens that a URI fits. @throws TanbaError token.uri, token.uri-pin, token.not-present where none does */
async function tokensAt({ services }: CommandContext, name: string): Promise<readonly TokenRef[]> {
  const { keys, settings } = services;
  const uri = parsePkcs11Uri(name);
  const only = uri.modulePath === undefined ? undefined : resolve(uri.modulePath);
  if (only !== undefined) await settings.set({ tokenLibraries: [only] });
  const found = await keys.scan(only === undefined ? undefined : [only]);
  const refs = found.flatMap(({ ref, token }) => {
    if (ref.kind !== 'token' || token === null || ref.module !== (only ?? ref.module)) return [];
    return matchesToken(uri, token) ? [ref] : [];
  });
  if (refs.length > 0) return refs;
  const trouble = troubleOf(keys.drivers(), only);
  throw trouble
    ? errorFromData(trouble)
    : new TanbaError('token.not-present', { token: uri.token ?? uri.serial ?? name });
}

/** Of a library that was asked for the person wants to know why it shows nothing; of any, that it crashed or gave no answer. */
function troubleOf(drivers: readonly DriverDescription[], only: string | undefined): ErrorData | null {
  const errors = drivers.map(({ module, error }) => ({ error, isAsked: module === only }));
  return errors.find(({ error, isAsked }) => isAsked || error?.code.startsWith('host.'))?.error ?? null;
}

/** Whether a key of a store is one that its name on the command line means. */
export function keyFilter(name: string): (key: KeyDescription) => boolean {
  if (!isPkcs11Uri(name)) return () => true;
  const uri = parsePkcs11Uri(name);
  return key => matchesKey(uri, key);
}

/** Asks for the password and opens; what a token has to say of its PIN goes to standard error. */
export async function unlockStore(context: CommandContext, ref: StoreRef): Promise<StoreDescription> {
  const { services, interrupts } = context;
  const token = ref.kind === 'token' ? await detailsOf(context, ref) : null;
  const finalTryConfirmed = context.arguments.has('last-try');
  if (token !== null) warnOfTries(token, ref, finalTryConfirmed, context);
  const pin = await askPin(context, ref, token);
  try {
    const opened = await services.keys.unlock(ref, pin, { signal: interrupts.signal, finalTryConfirmed });
    if (opened.token?.defaultPin === true) note(context.words.tokens.defaultPin);
    return opened;
  } catch (error) {
    if (ref.kind === 'token') await adviseAfter(error, ref, context);
    throw error;
  }
}

/** Empty for a token with a pad of its own. */
export async function askPin(
  { pins, words }: CommandContext,
  ref: StoreRef,
  token: TokenDetails | null,
): Promise<Uint8Array> {
  if (token?.protectedPath !== true) return pins.pinFor(ref.kind === 'file' ? basename(ref.path) : ref.label);
  note(words.tokens.typeOnPad(ref.kind === 'file' ? '' : ref.label));
  return new Uint8Array();
}

async function detailsOf({ services }: CommandContext, ref: TokenRef): Promise<TokenDetails | null> {
  const stores = await services.keys.list();
  return stores.find(it => isSame(it.ref, ref))?.token ?? null;
}

const isSame = (a: StoreRef, b: TokenRef): boolean =>
  a.kind === 'token' && a.module === b.module && a.serial === b.serial && a.label === b.label;

/** Said before a PIN is asked for: a token that will not be asked must not make anybody type one. */
function warnOfTries(
  { tries, label, vendor }: TokenDetails,
  ref: StoreRef,
  confirmed: boolean,
  { words, language }: CommandContext,
): void {
  if (tries === 'low') note(words.tokens.triesLow);
  if (tries === 'final' && !confirmed) {
    note(words.tokens.lastTry);
    throw new TanbaError('token.pin-final-try', { token: label });
  }
  if (tries === 'none' && ref.kind === 'token') {
    if (vendor !== null) note(vendor.unlock[language]);
    throw new TanbaError('token.pin-locked', { token: label });
  }
}

/** A refusal costs a try: how many are left is said with it, as far as the token tells. */
async function adviseAfter(error: unknown, ref: TokenRef, context: CommandContext): Promise<void> {
  if (!(error instanceof TanbaError) || error.code !== 'token.pin-incorrect') return;
  const token = await detailsOf(context, ref);
  if (token?.tries === 'final') note(context.words.tokens.lastTry);
  if (token?.tries === 'none')
    note(token.vendor?.unlock[context.language] ?? context.words.tokens.tries.none);
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** As one names it on the command line. */
export function storeText(ref: StoreRef): string {
  return ref.kind === 'file' ? ref.path : formatPkcs11Uri(ref);
}
