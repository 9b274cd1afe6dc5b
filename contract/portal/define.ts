/** How an operation of the remote API is declared; the client, the sandbox's server and the OpenAPI document all read it. */
import * as z from 'zod';

/** Who may call: anybody, whoever began the registration, whoever has logged in, or both kinds. */
export type Auth = 'none' | 'registration' | 'session' | 'optional-session';
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Operation<
  P extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  /** With its version; `{name}` are the parameters. */
  readonly path: `/v1/${string}`;
  readonly auth: Auth;
  readonly summary: string;
  readonly params: P;
  /** Absent for GET and DELETE. */
  readonly body: B;
  readonly response: R;
}

/**
 * Reading may be repeated freely; a change carries the header `Idempotency-Key`, and repeated with the same key and the same
 * body it is answered again and not done again.
 */
export function isChange(operation: Pick<Operation, 'method'>): boolean {
  return operation.method !== 'GET';
}

export const idempotencyHeader = 'idempotency-key';
export const idempotencyKeySchema = z.uuid();

const none = z.object({});

interface Declared<P extends z.ZodObject, B extends z.ZodType, R extends z.ZodType> {
  readonly path: `/v1/${string}`;
  readonly auth: Auth;
  readonly summary: string;
  readonly params?: P;
  readonly body?: B;
  readonly response: R;
}

function declare(method: Method) {
  return function operation<
    R extends z.ZodType,
    P extends z.ZodObject = typeof none,
    B extends z.ZodType = z.ZodUndefined,
  >(declared: Declared<P, B, R>): Operation<P, B, R> {
    const { params = none as unknown as P, body = z.undefined() as unknown as B } = declared;
    return { ...declared, method, params, body };
  };
}

export const get = declare('GET');
export const post = declare('POST');
export const put = declare('PUT');
export const remove = declare('DELETE');

/** A refusal as it travels: a code of the catalogue and its parameters. */
export const portalErrorSchema = z.object({
  code: z.string().max(64),
  params: z.record(z.string().max(64), z.union([z.string().max(500), z.number()])),
});

export type ParamsOf<O> = O extends Operation<infer P, z.ZodType, z.ZodType> ? z.output<P> : never;
export type BodyOf<O> = O extends Operation<z.ZodObject, infer B, z.ZodType> ? z.output<B> : never;
export type ResponseOf<O> = O extends Operation<z.ZodObject, z.ZodType, infer R> ? z.output<R> : never;
