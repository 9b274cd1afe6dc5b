/**
 * main ⇄ token host. Each command says how long it may take and whether it may be sent again after the host was replaced:
 * login and sign never, since a repeated PIN burns a try and a repeated signature is a second signature.
 */
import * as z from 'zod';
import { bytes, errorDataSchema } from './define.ts';
import { storeRefSchema } from './model.ts';

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
export const hostSpecSchema = z.object({ provider: z.literal('pkcs12') });
export type HostSpec = z.infer<typeof hostSpecSchema>;

/** A key as the host sees it: who may use it is the certificate's matter, and the certificate is read by main. */
export const hostKeySchema = z.object({ alias: z.string(), certificate: bytes });

export const hostCommands = {
  /** Is anybody there, and which provider. */
  hello: command({
    request: z.object({}),
    response: z.object({ provider: z.string() }),
    deadlineMs: 10_000,
    replay: 'safe',
  }),
  /** Unlocks a store with its PIN (UTF-8) and lists its keys. The host zeroes the PIN. */
  open: command({
    request: z.object({ store: storeRefSchema, pin: bytes }),
    response: z.object({ keys: z.array(hostKeySchema) }),
    deadlineMs: 30_000,
    replay: 'never',
  }),
  /** Signs a digest with a key of an open store. GOST: r‖s, each little-endian; RSA: PKCS#1 v1.5 block, big-endian. */
  sign: command({
    request: z.object({ store: storeRefSchema, alias: z.string(), digestName: z.string(), digest: bytes }),
    response: z.object({ signature: bytes }),
    deadlineMs: 30_000,
    replay: 'never',
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
