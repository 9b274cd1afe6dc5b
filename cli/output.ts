/**
 * What goes where: results to standard output, as words or as one JSON object; errors to standard error, the same lines
 * in both cases. An error is two fields, what is wrong and what to do, and has a code that stays when words change.
 */
import { entryOf, wordsOf } from '../contract/errors/index.ts';
import type { ErrorData, Language } from '../contract/errors/index.ts';

/** Where text goes; the process's own streams, but for tests. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** An error as `--json` prints it. */
export interface JsonError {
  readonly code: string;
  readonly params: ErrorData['params'];
  readonly message: string;
  readonly hint: string;
}

export function jsonError(error: ErrorData, language: Language): JsonError {
  const [what, why, next] = wordsOf(error, language);
  return { code: error.code, params: error.params, message: sentence(what, why), hint: next };
}

/** The lines for standard error. */
export function errorLines(error: ErrorData, language: Language): string {
  const { message, hint } = jsonError(error, language);
  return `error: ${error.code}: ${message}\nhint: ${hint}\n`;
}

function sentence(what: string, why: string): string {
  return `${what}. ${why}`;
}

export function exitCodeOf(error: ErrorData): number {
  return entryOf(error.code).exit;
}
