/**
 * How much hashing a file may ask for. A key file names its own iteration counts, several of them, and a hostile one
 * names them high; every derivation pays here before it starts.
 */
import { TanbaError } from '../../contract/errors/index.ts';

/**
 * In calls of a hash function over one block. An old Java key store asks for 350,000, НУЦ's files for 6,144, OpenSSL's
 * for some 16,000. The whole budget takes less than a second.
 */
const ALLOWED_ROUNDS = 360_000;

export interface WorkBudget {
  /** @throws TanbaError keystore.too-many-iterations when less than `rounds` is left */
  spend(rounds: number): void;
}

/** A budget for one file; `store` is its name, for the error. */
export function workBudget(store: string): WorkBudget {
  let left = ALLOWED_ROUNDS;
  return {
    spend(rounds) {
      left -= rounds;
      if (left < 0) throw new TanbaError('keystore.too-many-iterations', { store });
    },
  };
}
