/** tanba sign FILE... --key STORE */
import { stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { TanbaError } from '../../contract/errors/index.ts';
import { signatureFormats } from '../../contract/model.ts';
import type {
  KeyDescription,
  SignatureFormat,
  SignedDocument,
  StoreDescription,
} from '../../contract/model.ts';
import { signaturePath } from '../../services/signing/output-path.ts';
import { defaultXml } from '../../services/signing/signature-formats.ts';
import type { XmlOptions } from '../../services/signing/signature-formats.ts';
import { usageError } from '../arguments.ts';
import type { Arguments } from '../arguments.ts';
import type { Command, CommandContext, CommandResult } from '../context.ts';
import { jsonError } from '../output.ts';
import { createProgressLine } from '../progress.ts';
import { askPin, keyFilter, storeAt, unlockStore } from '../stores.ts';
import type { CliWords } from '../words/words.ts';

/** Of an XML signature. */
const XML_OPTIONS = ['layout', 'id', 'xpath', 'parent', 'wsse'] as const;

export const command: Command = {
  options: ['key', 'alias', 'pin-file', 'last-try', 'format', 'detached', 'out', 'force', ...XML_OPTIONS],
  async run(context) {
    const { arguments: args, positionals: documents, words, services, interrupts } = context;
    if (documents.length === 0) throw usageError(words.usage.argumentMissing(words.argumentNames.file));
    const store = args.value('key');
    if (store === null) throw usageError(words.usage.optionMissing('--key'));
    const format = readFormat(args, words.usage);
    const outputOf = await readOutput(args.value('out'), documents.length, format, words.usage);
    const xml = readXml(args, format, words.usage);
    const opened = await unlockStore(context, await storeAt(context, store));
    const key = chooseKey(opened, args.value('alias'), keyFilter(store));
    const progress = createProgressLine(process.stderr, Date.now());
    const results = await services.signing.sign({
      documents,
      key: { store: opened.ref, alias: key.alias },
      pin: await pinForEach(context, opened, key),
      format,
      xml,
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
  return format;
}

const LAYOUTS = ['compact', 'santuario'] as const;

/** What of the document an XML signature covers; options of one kind do not go with those of another. */
function readXml(args: Arguments, format: SignatureFormat, words: CliWords['usage']): XmlOptions {
  const given = XML_OPTIONS.find(name => args.has(name));
  if (given !== undefined && format !== 'xml') throw usageError(words.onlyWith(`--${given}`, '--format xml'));
  const value = args.value('layout') ?? defaultXml.layout;
  const layout = LAYOUTS.find(name => name === value);
  if (layout === undefined) throw usageError(words.valueUnknown('--layout', value, LAYOUTS.join(', ')));
  const [id, elementXPath, parentXPath] = [args.value('id'), args.value('xpath'), args.value('parent')];
  if (args.has('wsse'))
    return { layout, reference: { kind: 'wsse', keyIdentifier: 'X509v3', bodyId: `id-${randomUUID()}` } };
  if (id === null && elementXPath === null) return { ...defaultXml, layout };
  return {
    layout,
    reference: {
      kind: 'id',
      ...(id === null ? {} : { id }),
      ...(elementXPath === null ? {} : { elementXPath }),
      ...(parentXPath === null ? {} : { parentXPath }),
    },
  };
}

/** --out is a folder where it is one already or ends like one; otherwise it is the name of the one signature. */
async function readOutput(
  out: string | null,
  count: number,
  format: SignatureFormat,
  words: CliWords['usage'],
): Promise<(document: string) => string> {
  if (out === null) return document => signaturePath(document, null, format);
  const isFolder = /[/\\]$/.test(out) || (await stat(out).catch(() => null))?.isDirectory() === true;
  if (isFolder) return document => signaturePath(document, out, format);
  if (count > 1) throw usageError(words.outMustBeFolder);
  return () => out;
}

/** The key by its alias, or the only one. */
function chooseKey(
  { keys }: StoreDescription,
  alias: string | null,
  wanted: (key: KeyDescription) => boolean,
): KeyDescription {
  const [first, ...others] = keys.filter(key => wanted(key) && (alias === null || key.alias === alias));
  if (first === undefined) throw new TanbaError('key.not-found', { alias: alias ?? '' });
  if (others.length > 0) throw new TanbaError('key.ambiguous', { count: keys.length });
  return first;
}

/** A key that wants the PIN for each signature gets it once more for the whole job; a pad asks by itself. */
async function pinForEach(
  context: CommandContext,
  { ref, token }: StoreDescription,
  { asksPinEachTime }: KeyDescription,
): Promise<Uint8Array | undefined> {
  return asksPinEachTime === true ? askPin(context, ref, token) : undefined;
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
