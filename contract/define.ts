/**
 * The typed-IPC kit: an API is one value, made of call() and event(); channels, schemas, the client's type and the handlers' type
 * all derive from it. Results travel as an envelope, since Electron keeps nothing of an error but its message.
 */
import * as z from 'zod';
import { isErrorCode } from './errors/index.ts';
import type { ErrorData } from './errors/index.ts';

export interface CallDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'call';
  readonly input: I;
  readonly output: O;
}

export interface EventDefinition<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  readonly payload: P;
}

export type ApiDefinition = Readonly<Record<string, CallDefinition | EventDefinition>>;

/** A question with one answer. */
export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): CallDefinition<I, O> {
  return { kind: 'call', input, output };
}

/** A message from main to the window that expects no answer. */
export function event<P extends z.ZodType>(payload: P): EventDefinition<P> {
  return { kind: 'event', payload };
}

export type CallNames<A extends ApiDefinition> = {
  [K in keyof A]: A[K] extends CallDefinition ? K : never;
}[keyof A] &
  string;
export type EventNames<A extends ApiDefinition> = {
  [K in keyof A]: A[K] extends EventDefinition ? K : never;
}[keyof A] &
  string;
export type InputOf<D> = D extends CallDefinition<infer I, z.ZodType> ? z.input<I> : never;
export type OutputOf<D> = D extends CallDefinition<z.ZodType, infer O> ? z.output<O> : never;
export type PayloadOf<D> = D extends EventDefinition<infer P> ? z.output<P> : never;

export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData };

/** What the preload puts on `window.tanba`: every call by its name, and one subscription function. */
export type Client<A extends ApiDefinition> = {
  readonly [K in CallNames<A>]: (input: InputOf<A[K]>) => Promise<Envelope<OutputOf<A[K]>>>;
} & {
  /** Returns the function that ends the subscription. */
  readonly on: <K extends EventNames<A>>(name: K, listener: (payload: PayloadOf<A[K]>) => void) => () => void;
};

/** One handler per call; a missing one does not compile. Handlers throw TanbaError; the rim makes the envelope. */
export type Handlers<A extends ApiDefinition> = {
  readonly [K in CallNames<A>]: (input: OutputOfInput<A[K]>) => Promise<OutputOf<A[K]>>;
};
type OutputOfInput<D> = D extends CallDefinition<infer I, z.ZodType> ? z.output<I> : never;

/** A moment: ISO 8601 in UTC. */
export const isoTime = z.string().max(40);

/** A call without input, or a call's empty answer, in each way that a bridge may carry it. */
export const nothing = z
  .void()
  .or(z.undefined())
  .or(z.null())
  .transform(() => undefined);

/** Sends an event to every window that listens. */
export type Emit<A extends ApiDefinition> = <K extends EventNames<A>>(
  name: K,
  payload: PayloadOf<A[K]>,
) => void;

export const errorDataSchema = z.object({
  code: z.string().refine(isErrorCode),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
}) as unknown as z.ZodType<ErrorData>;

export const bytes: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);
