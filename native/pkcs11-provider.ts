/** Keys on the tokens of one PKCS#11 library. */
import { TanbaError } from '../contract/errors/index.ts';
import type { StoreRef, TokenRef } from '../contract/keys.ts';
import type { HostResponse } from '../contract/token-host.ts';
import { CKR_OK, CryptokiError, translated } from './ckr.ts';
import { loadCryptoki } from './pkcs11/cryptoki.ts';
import type { Cryptoki, Handle } from './pkcs11/cryptoki.ts';
import { aliasOf, findCertificates, findPrivateKeys, pairUp } from './pkcs11/objects.ts';
import type { PairedKey, TokenContents } from './pkcs11/objects.ts';
import { changePin, checkBeforePin, CKU, login, openSession } from './pkcs11/pins.ts';
import { createTokenSigner } from './pkcs11/sign.ts';
import type { TokenSigner } from './pkcs11/sign.ts';
import { libraryInfo, presentTokens, slotCount, slotsWithTokens } from './pkcs11/slots.ts';
import type { PresentToken } from './pkcs11/slots.ts';
import type { Provider } from './provider.ts';

const CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
/** CKR_DEVICE_REMOVED, CKR_SESSION_CLOSED, CKR_SESSION_HANDLE_INVALID, CKR_TOKEN_NOT_PRESENT: what a pulled token leads to. */
const sessionGone: ReadonlySet<number> = new Set([0x32, 0xb0, 0xb3, 0xe0]);

interface Running {
  readonly library: Cryptoki;
  readonly sign: TokenSigner;
}

interface OpenToken {
  readonly ref: TokenRef;
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

  function closeGone(library: Cryptoki): void {
    for (const [id, { session }] of open) if (!isAlive(library, session)) close(id);
  }

  function run(): Running {
    running ??= start(path);
    return running;
  }

  function tokenOf(store: StoreRef): TokenRef {
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
    poll: () =>
      Promise.resolve(
        translated(nameOf(path), () => {
          const { library } = run();
          closeGone(library);
          const slots = slotsWithTokens(library).map(String);
          return { slots, open: [...open.values()].map(({ ref }) => ref) };
        }),
      ),
    changePin(request) {
      const ref = tokenOf(request.store);
      const { library } = translated(nameOf(path), run);
      translated(ref.label, () => changePin(library, findToken(library, ref), request));
      return Promise.resolve({});
    },
    open(request) {
      const ref = tokenOf(request.store);
      close(idOf(ref));
      const { library } = translated(nameOf(path), run);
      return Promise.resolve(
        translated(ref.label, () => {
          const token = findToken(library, ref);
          checkBeforePin(token, request);
          const { session, contents } = unlessRemoved(library, ref, () => logIn(library, token, request.pin));
          const keys = new Map(contents.keys.map(key => [key.alias, key]));
          open.set(idOf(ref), { ref, slot: token.slot, protectedPath: token.protectedPath, keys, session });
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
        unlessRemoved(library, ref, () => recovering(library, token, work, () => close(idOf(ref)))),
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
  return { library: libraryInfo(library), slots: slotCount(library), tokens };
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

function listed({
  keys,
  keysWithoutCertificate,
  certificatesWithoutKey,
}: TokenContents): HostResponse<'open'> {
  return {
    keys: keys.map(({ alias, key, certificate }) => ({
      alias,
      certificate,
      ...(key.label !== '' && { label: key.label }),
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
function recovering<T>(library: Cryptoki, token: OpenToken, work: () => T, close: () => void): T {
  try {
    return work();
  } catch (error) {
    if (isGone(error) || !renewSession(library, token)) close();
    throw error;
  }
}

const isGone = (error: unknown): boolean => error instanceof CryptokiError && sessionGone.has(error.ckr);

/** A pulled token shows in many answers, most of which speak of sessions: the person is told of the token. */
function unlessRemoved<T>(library: Cryptoki, ref: TokenRef, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isGone(error) && !isThere(library, ref))
      throw new TanbaError('token.removed', { token: ref.label }, { cause: error });
    throw error;
  }
}

/** CK_SESSION_INFO: four CK_ULONGs. Whether the login is still on is not asked: without it the next signature says so. */
function isAlive(library: Cryptoki, session: Handle): boolean {
  return !sessionGone.has(library.invoke('C_GetSessionInfo', session, library.longs(0, 0, 0, 0)));
}

function renewSession(library: Cryptoki, token: OpenToken): boolean {
  try {
    const session = openSession(library, token.slot);
    library.invoke('C_CloseSession', token.session);
    token.session = session;
    return true;
  } catch (error) {
    if (error instanceof CryptokiError) return false;
    throw error;
  }
}

function isThere(library: Cryptoki, ref: TokenRef): boolean {
  try {
    return presentTokens(library).some(({ serial, label }) => serial === ref.serial && label === ref.label);
  } catch {
    return false;
  }
}
