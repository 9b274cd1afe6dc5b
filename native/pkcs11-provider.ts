/** Keys on the tokens of one PKCS#11 library. */
import { TanbaError } from '../contract/errors/index.ts';
import type { HostRequest, HostResponse, HostStoreRef, TokenRef } from '../contract/token-host.ts';
import { CKR_OK, CryptokiError, translated } from './ckr.ts';
import { loadCryptoki } from './pkcs11/cryptoki.ts';
import type { Cryptoki, Handle } from './pkcs11/cryptoki.ts';
import { aliasOf, findCertificates, findPrivateKeys, pairUp } from './pkcs11/objects.ts';
import type { PairedKey, TokenContents } from './pkcs11/objects.ts';
import { createTokenSigner } from './pkcs11/sign.ts';
import type { TokenSigner } from './pkcs11/sign.ts';
import { libraryInfo, presentTokens } from './pkcs11/slots.ts';
import type { PresentToken } from './pkcs11/slots.ts';
import type { Provider } from './provider.ts';

const CKU = { USER: 1, CONTEXT_SPECIFIC: 2 } as const;
const CKF_SERIAL_SESSION = 0x4;
const CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
/** CKR_DEVICE_REMOVED, CKR_SESSION_CLOSED, CKR_SESSION_HANDLE_INVALID, CKR_TOKEN_NOT_PRESENT: what a pulled token leads to. */
const sessionGone: ReadonlySet<number> = new Set([0x32, 0xb0, 0xb3, 0xe0]);

interface Running {
  readonly library: Cryptoki;
  readonly sign: TokenSigner;
}

interface OpenToken {
  readonly slot: Handle;
  readonly protectedPath: boolean;
  readonly keys: ReadonlyMap<string, PairedKey>;
  /** Replaced where a signature failed in it. */
  session: Handle;
}

const idOf = ({ serial, label }: TokenRef): string => JSON.stringify([serial, label]);

export function createPkcs11Provider(path: string): Provider {
  let running: Running | null = null;
  const open = new Map<string, OpenToken>();

  function run(): Running {
    running ??= start(path);
    return running;
  }

  function tokenOf(store: HostStoreRef): TokenRef {
    if (store.kind !== 'token' || store.module !== path) throw new TanbaError('host.protocol', {});
    return store;
  }

  function close(id: string): void {
    const token = open.get(id);
    open.delete(id);
    if (token === undefined || running === null) return;
    // Nobody can do anything about a failure: with the process the session ends in any case.
    running.library.invoke('C_Logout', token.session);
    running.library.invoke('C_CloseSession', token.session);
  }

  return {
    name: 'pkcs11',
    tokens: () => Promise.resolve(translated(nameOf(path), () => describe(run().library))),
    open(request) {
      const ref = tokenOf(request.store);
      close(idOf(ref));
      const { library } = translated(nameOf(path), run);
      return Promise.resolve(
        translated(ref.label, () => {
          const token = findToken(library, ref);
          checkBeforePin(token, request);
          const { session, contents } = logIn(library, token, request.pin);
          const keys = new Map(contents.keys.map(key => [key.alias, key]));
          open.set(idOf(ref), { slot: token.slot, protectedPath: token.protectedPath, keys, session });
          return listed(contents);
        }),
      );
    },
    sign({ store, alias, digestName, digest, pin }) {
      const ref = tokenOf(store);
      const token = open.get(idOf(ref));
      if (token === undefined) throw new TanbaError('keystore.locked', { store: ref.label });
      const key = token.keys.get(alias);
      if (key === undefined) throw new TanbaError('key.not-found', { alias });
      const { library, sign } = run();
      const authenticate = authentication(library, ref, token, key, pin);
      const work = (): Uint8Array => sign({ session: token.session, key, digestName, digest, authenticate });
      const signature = translated(ref.label, () =>
        recovering(library, ref, token, work, () => close(idOf(ref))),
      );
      return Promise.resolve({ signature });
    },
    lock(store) {
      if (store !== undefined) return close(idOf(tokenOf(store)));
      [...open.keys()].forEach(close);
      running?.library.invoke('C_Finalize', null);
      running = null;
    },
  };
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function start(path: string): Running {
  const library = loadCryptoki(path);
  // No threads of ours call it, so it needs no locks: the plainest call is the one that every library has been tested with.
  const ckr = library.invoke('C_Initialize', null);
  if (ckr !== CKR_OK && ckr !== CKR_CRYPTOKI_ALREADY_INITIALIZED)
    throw new CryptokiError(ckr, 'C_Initialize');
  return { library, sign: createTokenSigner(library) };
}

function describe(library: Cryptoki): HostResponse<'tokens'> {
  const tokens = presentTokens(library).map(({ slot, ...token }) => ({
    ...token,
    certificates: publicCertificates(library, slot),
  }));
  return { library: libraryInfo(library), tokens };
}

/** What the picker can show of a locked token. A token that shows nothing, or is pulled meanwhile, has none. */
function publicCertificates(library: Cryptoki, slot: Handle) {
  try {
    const session = openSession(library, slot);
    try {
      return findCertificates(library, session).map(({ id, label, certificate }) => ({
        alias: aliasOf({ id, label }),
        label,
        certificate,
      }));
    } finally {
      library.invoke('C_CloseSession', session);
    }
  } catch (error) {
    if (error instanceof CryptokiError) return [];
    throw error;
  }
}

function findToken(library: Cryptoki, ref: TokenRef): PresentToken {
  const token = presentTokens(library).find(
    ({ serial, label }) => serial === ref.serial && label === ref.label,
  );
  if (token === undefined) throw new TanbaError('token.not-present', { token: ref.label });
  return token;
}

/** Everything that can be known before a try is spent. */
function checkBeforePin(token: PresentToken, { pin, finalTryConfirmed }: HostRequest<'open'>): void {
  const { label } = token;
  if (!token.initialised) throw new TanbaError('token.blank', { token: label });
  if (token.locked) throw new TanbaError('token.pin-locked', { token: label });
  if (token.finalTry && finalTryConfirmed !== true)
    throw new TanbaError('token.pin-final-try', { token: label });
  if (pin.length === 0 && !token.protectedPath)
    throw new TanbaError('keystore.pin-missing', { store: label });
}

function openSession(library: Cryptoki, slot: Handle): Handle {
  const session = library.longs(0);
  library.call('C_OpenSession', slot, CKF_SERIAL_SESSION, null, null, session);
  return library.readLong(session);
}

/** One C_Login, whatever comes of it. */
function logIn(
  library: Cryptoki,
  token: PresentToken,
  pin: Uint8Array,
): { session: Handle; contents: TokenContents } {
  const session = openSession(library, token.slot);
  try {
    login(library, session, CKU.USER, pin);
    const contents = pairUp(findPrivateKeys(library, session), findCertificates(library, session));
    return { session, contents };
  } catch (error) {
    // With the last session of the program the login ends.
    library.invoke('C_CloseSession', session);
    throw error;
  }
}

/** No PIN sends the person to the token's own pad (section 5.6, C_Login). */
function login(library: Cryptoki, session: Handle, user: number, pin: Uint8Array): void {
  library.call('C_Login', session, user, pin.length === 0 ? null : pin, pin.length);
}

function listed({
  keys,
  keysWithoutCertificate,
  certificatesWithoutKey,
}: TokenContents): HostResponse<'open'> {
  return {
    keys: keys.map(({ alias, key, certificate }) => ({
      alias,
      certificate,
      ...(key.alwaysAuthenticate && { asksPinEachTime: true }),
    })),
    unpaired: [
      ...keysWithoutCertificate.map(it => ({ kind: 'key' as const, alias: aliasOf(it), label: it.label })),
      ...certificatesWithoutKey.map(it => ({
        kind: 'certificate' as const,
        alias: aliasOf(it),
        label: it.label,
      })),
    ],
  };
}

/** The login that a key wants for every single signature; asked for before the token hears of it, where the PIN is missing. */
function authentication(
  library: Cryptoki,
  ref: TokenRef,
  token: OpenToken,
  { key }: PairedKey,
  pin: Uint8Array | undefined,
): () => void {
  if (!key.alwaysAuthenticate) return () => undefined;
  const entered = pin ?? new Uint8Array();
  if (entered.length === 0 && !token.protectedPath) {
    throw new TanbaError('token.login-required', { token: ref.label });
  }
  return () => login(library, token.session, CKU.CONTEXT_SPECIFIC, entered);
}

/**
 * A signature that failed may leave its operation active, which would fail the next one: the session is replaced by a fresh
 * one, in which the login goes on. Where there is none to be had, the token is closed.
 */
function recovering<T>(
  library: Cryptoki,
  ref: TokenRef,
  token: OpenToken,
  work: () => T,
  close: () => void,
): T {
  try {
    return work();
  } catch (error) {
    const gone = error instanceof CryptokiError && sessionGone.has(error.ckr);
    if (gone || !renewSession(library, token)) close();
    if (gone && !isThere(library, ref))
      throw new TanbaError('token.removed', { token: ref.label }, { cause: error });
    throw error;
  }
}

function renewSession(library: Cryptoki, token: OpenToken): boolean {
  const session = library.longs(0);
  const ckr = library.invoke('C_OpenSession', token.slot, CKF_SERIAL_SESSION, null, null, session);
  if (ckr !== CKR_OK) return false;
  library.invoke('C_CloseSession', token.session);
  token.session = library.readLong(session);
  return true;
}

function isThere(library: Cryptoki, ref: TokenRef): boolean {
  try {
    return presentTokens(library).some(({ serial, label }) => serial === ref.serial && label === ref.label);
  } catch {
    return false;
  }
}
