/** Several addresses of one service, tried in turn. */
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';

/**
 * What the first address that works gives. Where none does, the error of the first one is thrown, since it is the one that the
 * others stand in for; its cause is an AggregateError with the errors of all, in their order.
 * @throws TanbaError host.cancelled at once: what was called off is not asked of the next one
 */
export async function inTurn<T>(
  addresses: readonly [string, ...string[]],
  act: (address: string) => Promise<T>,
): Promise<T> {
  const failures: TanbaError[] = [];
  for (const address of addresses) {
    try {
      return await act(address);
    } catch (error) {
      if (!(error instanceof TanbaError) || error.code === 'host.cancelled') throw error;
      failures.push(error);
    }
  }
  throw Object.assign(errorFromData(failures[0]!.toData()), { cause: new AggregateError(failures) });
}

/** Whether there is an address at all, for the types. */
export function hasAddress(addresses: readonly string[]): addresses is readonly [string, ...string[]] {
  return addresses.length > 0;
}
