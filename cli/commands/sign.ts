/** tanba sign FILE... --key STORE */
import { stat } from 'node:fs/promises';
import { signatureEncodings, signatureFormats } from '../../contract/documents.ts';
import type {
  SignatureEncoding,
  SignatureFormat,
  SignedDocument,
  XmlOptions,
} from '../../contract/documents.ts';
import { base64ToBytes, hexToBytes } from '../../core/bytes.ts';
import { signaturePath } from '../../services/signing/output-path.ts';
import { defaultXml } from '../../services/signing/signature-formats.ts';
import { usageError } from '../arguments.ts';
import type { Arguments, OptionName } from '../arguments.ts';
import type { Command, CommandContext } from '../context.ts';
import { createProgressLine } from '../progress.ts';
import { describeResults } from '../results.ts';
import { KEY_OPTIONS, openKey, requireStore } from '../signing-key.ts';
import type { SigningKey } from '../signing-key.ts';
import { readStampChoice } from '../time-stamps.ts';
import type { CliWords } from '../words/words.ts';

/** Of an XML signature. */
const XML_OPTIONS = ['layout', 'id', 'xpath', 'parent', 'wsse'] as const;
/** Of a CMS. */
const CMS_OPTIONS = ['encoding', 'tsa', 'add-to', 'digest'] as const;

type Work = (key: SigningKey, onProgress: Common['onProgress']) => Promise<SignedDocument[]>;
type Common = Parameters<CommandContext['services']['signing']['sign']>[0];

export const command: Command = {
  options: [...KEY_OPTIONS, 'format', 'detached', 'out', 'force', ...XML_OPTIONS, ...CMS_OPTIONS],
  async run(context) {
    const { arguments: args } = context;
    // All that can be wrong with the arguments is said before a password is asked for.
    const prepare = args.has('add-to')
      ? prepareAdding
      : args.has('digest')
        ? prepareDigest
        : prepareDocuments;
    const store = requireStore(context);
    const work = await prepare(context);
    const key = await openKey(context, store);
    const progress = createProgressLine(process.stderr, Date.now());
    const results = await work(key, progress.show);
    progress.clear();
    return describeResults(results, context);
  },
};

async function prepareDocuments(context: CommandContext): Promise<Work> {
  const { arguments: args, positionals: documents, words, services, interrupts } = context;
  if (documents.length === 0) throw usageError(words.usage.argumentMissing(words.argumentNames.file));
  const format = readFormat(args, words.usage);
  const outputOf = await readOutput(args.value('out'), documents.length, format, words.usage);
  const xml = readXml(args, format, words.usage);
  const { encoding } = readEncoding(args, words.usage);
  const stamps = readStampChoice(args, words.usage);
  return ({ key, pin }, onProgress) =>
    services.signing.sign({
      documents,
      key,
      pin,
      format,
      xml,
      encoding,
      ...stamps,
      detached: args.has('detached'),
      overwrite: args.has('force'),
      outputOf,
      signal: interrupts.signal,
      onProgress,
    });
}

/** `--add-to SIG [FILE]`: FILE is the document of a detached signature that does not lie beside it. */
async function prepareAdding(context: CommandContext): Promise<Work> {
  const { arguments: args, positionals, words, services, interrupts } = context;
  const [content = null, tooMany] = positionals;
  if (tooMany !== undefined) throw usageError(words.usage.argumentsTooMany(tooMany));
  refuse(args, ['detached', 'digest', ...XML_OPTIONS], '--add-to', words.usage);
  requireCms(args, words.usage);
  const { encoding } = readEncoding(args, words.usage);
  const stamps = readStampChoice(args, words.usage);
  return ({ key, pin }, onProgress) =>
    services.signing.addSigner({
      signatures: [args.value('add-to')!],
      content,
      key,
      pin,
      encoding,
      ...stamps,
      output: args.value('out'),
      overwrite: args.has('force'),
      signal: interrupts.signal,
      onProgress,
    });
}

/** `--digest HEX|BASE64 --out FILE`: a detached signature over a document that is elsewhere. */
async function prepareDigest(context: CommandContext): Promise<Work> {
  const { arguments: args, positionals, words, services, interrupts } = context;
  const [tooMany] = positionals;
  if (tooMany !== undefined) throw usageError(words.usage.argumentsTooMany(tooMany));
  refuse(args, ['detached', ...XML_OPTIONS], '--digest', words.usage);
  requireCms(args, words.usage);
  const output = args.value('out');
  if (output === null) throw usageError(words.usage.optionMissing('--out'));
  const digest = readDigest(args.value('digest')!, words.usage);
  const { encoding } = readEncoding(args, words.usage);
  const stamps = readStampChoice(args, words.usage);
  return async ({ key, pin }) => {
    const request = { digest, key, pin, encoding, ...stamps, output, overwrite: args.has('force') };
    return [await services.signing.signDigest({ ...request, signal: interrupts.signal })];
  };
}

function refuse(
  args: Arguments,
  options: readonly OptionName[],
  beside: string,
  words: CliWords['usage'],
): void {
  const stranger = options.find(name => args.has(name));
  if (stranger !== undefined) throw usageError(words.notBeside(`--${stranger}`, beside));
}

function requireCms(args: Arguments, words: CliWords['usage']): void {
  const format = readFormat(args, words);
  if (format !== 'cms') throw usageError(words.valueUnknown('--format', format, 'cms'));
}

/** Hexadecimal or base64. A text that is both is hexadecimal: no hash has a length at which the two could be mistaken. */
function readDigest(text: string, words: CliWords['usage']): Uint8Array {
  if (/^([0-9a-fA-F]{2})+$/.test(text)) return hexToBytes(text.toLowerCase());
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0) return base64ToBytes(text);
  throw usageError(words.notADigest(text));
}

/** Checked before a password is asked for. */
function readFormat(args: Arguments, words: CliWords['usage']): SignatureFormat {
  const value = args.value('format') ?? 'cms';
  const format = signatureFormats.find(name => name === value);
  if (format === undefined) {
    throw usageError(words.valueUnknown('--format', value, signatureFormats.join(', ')));
  }
  const given = CMS_OPTIONS.find(name => args.has(name));
  if (given !== undefined && format !== 'cms') throw usageError(words.onlyWith(`--${given}`, '--format cms'));
  return format;
}

function readEncoding(
  args: Arguments,
  words: CliWords['usage'],
): { readonly encoding: SignatureEncoding | undefined } {
  const value = args.value('encoding');
  const encoding = signatureEncodings.find(name => name === value);
  if (value !== null && encoding === undefined)
    throw usageError(words.valueUnknown('--encoding', value, signatureEncodings.join(', ')));
  return { encoding };
}

const LAYOUTS = ['compact', 'santuario'] as const;
/** How a WSSE signature names its certificate; the flag alone means the first. */
const KEY_IDENTIFIERS = { x509v3: 'X509v3', 'issuer-serial': 'issuerSerial' } as const;

/** What of the document an XML signature covers; options of one kind do not go with those of another. */
function readXml(args: Arguments, format: SignatureFormat, words: CliWords['usage']): XmlOptions {
  const given = XML_OPTIONS.find(name => args.has(name));
  if (given !== undefined && format !== 'xml') throw usageError(words.onlyWith(`--${given}`, '--format xml'));
  const value = args.value('layout') ?? defaultXml.layout;
  const layout = LAYOUTS.find(name => name === value);
  if (layout === undefined) throw usageError(words.valueUnknown('--layout', value, LAYOUTS.join(', ')));
  const [id, elementXPath, parentXPath] = [args.value('id'), args.value('xpath'), args.value('parent')];
  if (args.has('wsse')) return { layout, reference: { kind: 'wsse', keyIdentifier: readWsse(args, words) } };
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

function readWsse(args: Arguments, words: CliWords['usage']): 'X509v3' | 'issuerSerial' {
  const value = args.value('wsse') || 'x509v3';
  const found = Object.entries(KEY_IDENTIFIERS).find(([name]) => name === value)?.[1];
  if (found === undefined)
    throw usageError(words.valueUnknown('--wsse', value, Object.keys(KEY_IDENTIFIERS).join(', ')));
  return found;
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
