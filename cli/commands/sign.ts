/** tanba sign FILE... --key STORE */
import { stat } from 'node:fs/promises';
import { TanbaError } from '../../contract/errors/index.ts';
import { signatureFormats } from '../../contract/model.ts';
import type { KeyRef, SignatureFormat, SignedDocument, StoreDescription } from '../../contract/model.ts';
import { signaturePath } from '../../services/signing/output-path.ts';
import { usageError } from '../arguments.ts';
import type { Arguments } from '../arguments.ts';
import type { Command, CommandContext, CommandResult } from '../context.ts';
import { jsonError } from '../output.ts';
import { createProgressLine } from '../progress.ts';
import { storeRef, unlockStore } from '../stores.ts';
import type { CliWords } from '../words/words.ts';

export const command: Command = {
  options: ['key', 'alias', 'pin-file', 'format', 'detached', 'out', 'force'],
  async run(context) {
    const { arguments: args, positionals: documents, words, services, interrupts } = context;
    if (documents.length === 0) throw usageError(words.usage.argumentMissing(words.argumentNames.file));
    const store = args.value('key');
    if (store === null) throw usageError(words.usage.optionMissing('--key'));
    const format = readFormat(args, words.usage);
    const outputOf = await readOutput(args.value('out'), documents.length, words.usage);
    const opened = await unlockStore(context, storeRef(store, words.usage));
    const progress = createProgressLine(process.stderr, Date.now());
    const results = await services.signing.sign({
      documents,
      key: chooseKey(opened, args.value('alias')),
      format,
      detached: args.has('detached'),
      overwrite: args.has('force'),
      outputOf,
      signal: interrupts.signal,
      onProgress: progress.show,
    });
    progress.clear();
    return describeResults(results, context);
  },
};

/** Checked before a password is asked for. */
function readFormat(args: Arguments, words: CliWords['usage']): SignatureFormat {
  const value = args.value('format') ?? 'cms';
  const format = signatureFormats.find(name => name === value);
  if (format === undefined) {
    throw usageError(words.valueUnknown('--format', value, signatureFormats.join(', ')));
  }
  if (format !== 'cms') throw new TanbaError('format.unavailable', { format });
  return format;
}

/** --out is a folder where it is one already or ends like one; otherwise it is the name of the one signature. */
async function readOutput(
  out: string | null,
  count: number,
  words: CliWords['usage'],
): Promise<(document: string) => string> {
  if (out === null) return document => signaturePath(document, null);
  const isFolder = /[/\\]$/.test(out) || (await stat(out).catch(() => null))?.isDirectory() === true;
  if (isFolder) return document => signaturePath(document, out);
  if (count > 1) throw usageError(words.outMustBeFolder);
  return () => out;
}

/** The key by its alias, or the only one. */
function chooseKey({ ref, keys }: StoreDescription, alias: string | null): KeyRef {
  const [first, ...others] = keys.filter(key => alias === null || key.alias === alias);
  if (first === undefined) throw new TanbaError('key.not-found', { alias: alias ?? '' });
  if (others.length > 0) throw new TanbaError('key.ambiguous', { count: keys.length });
  return { store: ref, alias: first.alias };
}

function describeResults(
  results: readonly SignedDocument[],
  { words, language }: CommandContext,
): CommandResult {
  const errors = results.flatMap(({ error }) => error ?? []);
  const unsigned = results.length > 1 && errors.length > 0 ? `${words.notSigned(errors.length)}\n` : '';
  return {
    text: results.flatMap(({ output }) => (output === null ? [] : `${output}\n`)).join('') + unsigned,
    json: {
      documents: results.map(({ document, output, error }) => ({
        document,
        output,
        error: error === null ? null : jsonError(error, language),
      })),
    },
    errors,
  };
}
