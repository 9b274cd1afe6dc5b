/** What became of documents, as every command that writes some says it. */
import { TanbaError } from '../contract/errors/index.ts';
import type { SignedDocument } from '../contract/documents.ts';
import type { CommandContext, CommandResult } from './context.ts';
import { jsonError } from './output.ts';

/** A signature without its time-stamp is written and named, and still an error: whoever asked for one has to know. */
export function describeResults(
  results: readonly SignedDocument[],
  { words, language }: Pick<CommandContext, 'words' | 'language'>,
): CommandResult {
  const failures = results.flatMap(({ error }) => error ?? []);
  const pending = results.flatMap(result =>
    result.pending === null ? [] : new TanbaError('timestamp.pending', {}).toData(),
  );
  const unsigned = results.length > 1 && failures.length > 0 ? `${words.notSigned(failures.length)}\n` : '';
  return {
    text: results.flatMap(({ output }) => (output === null ? [] : `${output}\n`)).join('') + unsigned,
    json: {
      documents: results.map(({ document, output, error, pending: still }) => ({
        document,
        output,
        error: error === null ? null : jsonError(error, language),
        pending: still,
      })),
    },
    errors: [...failures, ...pending],
  };
}
