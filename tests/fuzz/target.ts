/** What a fuzz target is: files to start from, a way to damage them, and what may come of reading the result. */
import { TanbaError } from '../../contract/errors/index.ts';
import { Asn1Error } from '../../core/asn1/asn1-error.ts';

/** A number below a bound, the next of a sequence that the seed determines. */
export type Choose = (bound: number) => number;

/** Damages `original`; `others` are files of the same kind, to take pieces from. */
export type Mutator = (original: Uint8Array, others: readonly Uint8Array[], choose: Choose) => Uint8Array;

/**
 * What was proven about an input, each as one line: who signed what, which key was opened. A damaged file may prove less than
 * the sound ones, or nothing; a line that none of them proves is a forgery, and the program believed it.
 */
export type Claims = readonly string[];

export interface Seed {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Reads an input as the program would read the seed. Only declared errors may come out: see isDeclared(). */
  readonly read: (input: Uint8Array) => Claims | Promise<Claims>;
  /** Puts damaged bytes where the reader gets to see them: behind a MAC that fits, for one. */
  readonly wrap?: (damaged: Uint8Array) => Uint8Array;
}

export interface Target {
  readonly name: string;
  /** Inputs of `npm test`. */
  readonly share: number;
  readonly mutate: Mutator;
  /** A reader that only core itself calls: it may refuse with Asn1Error. */
  readonly isInner?: true;
  /** Read as they are, then damaged. */
  seeds(): readonly Seed[] | Promise<readonly Seed[]>;
  /** Made to cost as much as can be; read once as they are. */
  costly?(): readonly Seed[];
}

/** No input may cost more processor time, nor all of them together let the process grow by more. */
export const caps = { milliseconds: 2_000, megabytes: 256 } as const;

/** Whether a reader may refuse an input so. */
export function isDeclared(error: unknown, { isInner }: Target): boolean {
  return error instanceof TanbaError || (isInner === true && error instanceof Asn1Error);
}
