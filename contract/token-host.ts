/**
 * main ⇄ token host. Each command says how long it may take and whether it may be sent again after the host was replaced:
 * login and sign never, since a repeated PIN burns a try and a repeated signature is a second signature.
 */
import * as z from 'zod';
import { bytes, errorDataSchema } from './define.ts';
import { storeRefSchema, tokenRefSchema, unpairedSchema } from './keys.ts';

export type { TokenRef } from './keys.ts';

interface CommandDefinition {
  readonly request: z.ZodType;
  readonly response: z.ZodType;
  readonly deadlineMs: number;
  readonly replay: 'safe' | 'never';
}

function command<D extends CommandDefinition>(definition: D): D {
  return definition;
}

/** Which host to start; a starter hands it to the process as its one argument, in JSON. */
export const hostSpecSchema = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('pkcs12') }),
  /** One host for each library; `library` is its absolute path. */
  z.object({ provider: z.literal('pkcs11'), library: z.string().min(1).max(32_767) }),
]);
export type HostSpec = z.infer<typeof hostSpecSchema>;

/** A key as the host sees it: who may use it is the certificate's matter, and the certificate is read by main. */
export const hostKeySchema = z.object({
  alias: z.string(),
  certificate: bytes,
  /** CKA_LABEL, where it has one. */
  label: z.string().optional(),
  /** The token wants the PIN at every signature: `sign` then carries it. */
  asksPinEachTime: z.boolean().optional(),
});

/** A token that is plugged in, with what may be known before a PIN is asked for. */
export const tokenDescriptionSchema = z.object({
  label: z.string(),
  serial: z.string(),
  model: z.string(),
  manufacturer: z.string(),
  /** The token and its PIN are set up. */
  initialised: z.boolean(),
  /** The PIN may be typed on the token's own pad: open it with an empty PIN. */
  protectedPath: z.boolean(),
  /** A wrong PIN was entered since the last right one. */
  pinCountLow: z.boolean(),
  finalTry: z.boolean(),
  locked: z.boolean(),
  toBeChanged: z.boolean(),
  /** In bytes. */
  shortestPin: z.number(),
  longestPin: z.number(),
  /** Those that the token shows without a PIN. */
  certificates: z.array(z.object({ alias: z.string(), label: z.string(), certificate: bytes })),
});
export type TokenDescription = z.infer<typeof tokenDescriptionSchema>;

export const hostCommands = {
  /** Is anybody there, and which provider. */
  hello: command({
    request: z.object({}),
    response: z.object({ provider: z.string() }),
    deadlineMs: 10_000,
    replay: 'safe',
  }),
  /** What a token library says of itself, and its tokens. Spends no try of a PIN. A host of key files has none. */
  tokens: command({
    request: z.object({}),
    response: z.object({
      library: z.object({ description: z.string(), manufacturer: z.string(), version: z.string() }),
      /** Readers, with and without a token. */
      slots: z.number().int(),
      tokens: z.array(tokenDescriptionSchema),
    }),
    deadlineMs: 5_000,
    replay: 'safe',
  }),
  /**
   * Unlocks a store with its PIN (UTF-8) and lists its keys. The host zeroes the PIN. A token with one try left is asked only
   * where `finalTryConfirmed` says that the person was told.
   */
  open: command({
    request: z.object({
      store: storeRefSchema,
      pin: bytes,
      finalTryConfirmed: z.boolean().optional(),
    }),
    response: z.object({ keys: z.array(hostKeySchema), unpaired: z.array(unpairedSchema).optional() }),
    deadlineMs: 30_000,
    replay: 'never',
  }),
  /**
   * Signs a digest with a key of an open store. GOST: r‖s, each little-endian; RSA: PKCS#1 v1.5 block, big-endian. `pin`, which
   * the host zeroes, only for a key that asks for it each time.
   */
  sign: command({
    request: z.object({
      store: storeRefSchema,
      alias: z.string(),
      digestName: z.string(),
      digest: bytes,
      pin: bytes.optional(),
    }),
    response: z.object({ signature: bytes }),
    deadlineMs: 30_000,
    replay: 'never',
  }),
  /**
   * Changes a token's PIN (C_SetPIN); the host zeroes both. Empty ones where the token has a pad. The new one is checked against
   * the token's rules before the old one is tried.
   */
  changePin: command({
    request: z.object({
      store: tokenRefSchema,
      oldPin: bytes,
      newPin: bytes,
      finalTryConfirmed: z.boolean().optional(),
    }),
    response: z.object({}),
    deadlineMs: 30_000,
    replay: 'never',
  }),
  /**
   * What is cheap to ask again and again: the slots that hold tokens, and the tokens that are open. A token whose session
   * ended without us is not among them, and is closed.
   */
  poll: command({
    request: z.object({}),
    response: z.object({ slots: z.array(z.string()), open: z.array(tokenRefSchema) }),
    deadlineMs: 5_000,
    replay: 'safe',
  }),
  /** Zeroes the keys of a store. */
  lock: command({
    request: z.object({ store: storeRefSchema }),
    response: z.object({}),
    deadlineMs: 5_000,
    replay: 'safe',
  }),
} as const;

export type HostCommandName = keyof typeof hostCommands;
export type HostRequest<N extends HostCommandName> = z.infer<(typeof hostCommands)[N]['request']>;
export type HostResponse<N extends HostCommandName> = z.infer<(typeof hostCommands)[N]['response']>;

export const hostRequestMessageSchema = z.object({
  id: z.number().int(),
  command: z.enum(Object.keys(hostCommands) as [HostCommandName, ...HostCommandName[]]),
  request: z.unknown(),
});
export type HostRequestMessage = z.infer<typeof hostRequestMessageSchema>;

export const hostResponseMessageSchema = z.union([
  z.object({ id: z.number().int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.number().int(), ok: z.literal(false), error: errorDataSchema }),
]);
export type HostResponseMessage = z.infer<typeof hostResponseMessageSchema>;
