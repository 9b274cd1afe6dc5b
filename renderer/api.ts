/** The window's only door to the program: calls of contract/app-api.ts as values, or as the TanbaError that the other side threw. */
import { errorFromData } from '../contract/errors/index.ts';
import type { ErrorCode } from '../contract/errors/index.ts';
import type { AppApi } from '../contract/app-api.ts';
import type { CallNames, Envelope, EventNames, InputOf, OutputOf, PayloadOf } from '../contract/define.ts';

type Call<K extends CallNames<AppApi>> = (
  input: InputOf<AppApi[K]>,
) => Promise<Envelope<OutputOf<AppApi[K]>>>;

/**
 * A copy without Vue's proxies, which no process border lets through. Bytes are passed as they are, so that whoever zeroes them
 * zeroes the only copy on this side.
 */
function plain<T>(value: T): T {
  if (value instanceof Uint8Array || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(each => plain<unknown>(each)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain<unknown>(each)])) as T;
}

const refusals: ((code: ErrorCode) => void)[] = [];

/** Called with the code of every call that failed, before whoever made the call hears of it. */
export function onRefusal(listener: (code: ErrorCode) => void): void {
  refusals.push(listener);
}

/** @throws TanbaError with the code that the program answered. */
export async function ask<K extends CallNames<AppApi>>(
  name: K,
  input: InputOf<AppApi[K]>,
): Promise<OutputOf<AppApi[K]>> {
  const call = window.tanba[name] as unknown as Call<K>;
  const envelope = await call(plain(input));
  if (envelope.ok) return envelope.value;
  const error = errorFromData(envelope.error);
  for (const listener of refusals) listener(error.code);
  throw error;
}

/** @returns the function that ends the subscription. */
export function listen<K extends EventNames<AppApi>>(
  name: K,
  listener: (payload: PayloadOf<AppApi[K]>) => void,
): () => void {
  return window.tanba.on(name, listener);
}

/** The paths of dropped files; those that have none (text, pictures from a page) are left out. */
export async function pathsOf(files: Iterable<File>): Promise<string[]> {
  const paths = await Promise.all([...files].map(file => window.tanba.pathForFile(file)));
  return paths.filter(path => path.length > 0);
}
