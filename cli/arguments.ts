/** The command line taken apart. All commands share one table of options, so that an option means the same everywhere. */
import { parseArgs } from 'node:util';
import { TanbaError } from '../contract/errors/index.ts';
import type { CliWords } from './words/words.ts';

const OPTIONS = {
  'add-to': { type: 'string' },
  alias: { type: 'string' },
  at: { type: 'string' },
  bin: { type: 'string' },
  content: { type: 'string' },
  data: { type: 'string' },
  detached: { type: 'boolean' },
  digest: { type: 'string' },
  'dry-run': { type: 'boolean' },
  employees: { type: 'string' },
  encoding: { type: 'string' },
  evidence: { type: 'string' },
  force: { type: 'boolean' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  id: { type: 'string' },
  iin: { type: 'string' },
  json: { type: 'boolean' },
  key: { type: 'string' },
  lang: { type: 'string' },
  'last-try': { type: 'boolean' },
  layout: { type: 'string' },
  offline: { type: 'boolean' },
  out: { type: 'string' },
  outbox: { type: 'string' },
  parent: { type: 'string' },
  'password-file': { type: 'string' },
  'pin-file': { type: 'string' },
  policy: { type: 'string' },
  port: { type: 'string' },
  portal: { type: 'string' },
  powers: { type: 'string' },
  replaces: { type: 'string' },
  seed: { type: 'string' },
  services: { type: 'string' },
  since: { type: 'string' },
  state: { type: 'string' },
  trust: { type: 'string', multiple: true },
  tsa: { type: 'string', multiple: true },
  until: { type: 'string' },
  version: { type: 'boolean' },
  wsse: { type: 'boolean' },
  xpath: { type: 'string' },
} as const;

export type OptionName = keyof typeof OPTIONS;

/** Flags that may be said more exactly: `--wsse` and `--wsse=issuer-serial`. */
const REFINED: readonly OptionName[] = ['wsse'];

/** Options that every command takes. */
const COMMON: readonly OptionName[] = ['help', 'json', 'lang', 'version'];

export interface Arguments {
  readonly positionals: readonly string[];
  has(option: OptionName): boolean;
  /** The last value given, or null. */
  value(option: OptionName): string | null;
  /** All values given. */
  values(option: OptionName): readonly string[];
  /** @throws TanbaError usage.invalid for options that the command does not take */
  allow(options: readonly OptionName[]): void;
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

export function usageError(detail: string): TanbaError {
  return new TanbaError('usage.invalid', { detail });
}

/**
 * Reads the arguments; what is wrong with them is said in `words`.
 * @throws TanbaError usage.invalid
 */
export function readArguments(args: readonly string[], words: CliWords['usage']): Arguments {
  // Not strict: parseArgs would say what is wrong in English only.
  const { tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const given = new Map<OptionName, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    if (!isOption(token.name)) throw usageError(words.unknownOption(token.rawName));
    const values = given.get(token.name) ?? [];
    given.set(token.name, [...values, valueOf(token.name, token, words)]);
  }
  return {
    positionals,
    has: option => given.has(option),
    value: option => given.get(option)?.at(-1) ?? null,
    values: option => given.get(option) ?? [],
    allow(options) {
      const stranger = [...given.keys()].find(name => !options.includes(name) && !COMMON.includes(name));
      if (stranger !== undefined) throw usageError(words.unknownOption(`--${stranger}`));
    },
  };
}

interface OptionToken {
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

/** The value of an option; empty for a flag. */
function valueOf(name: OptionName, token: OptionToken, words: CliWords['usage']): string {
  if (OPTIONS[name].type === 'boolean') {
    if (token.value !== undefined && !REFINED.includes(name))
      throw usageError(words.valueUnwanted(token.rawName));
    return token.value ?? '';
  }
  // `--key --json` forgot the key; a value that really begins so can be given as `--key=--json`.
  const swallowed = token.inlineValue !== true && token.value?.startsWith('--') === true;
  if (token.value === undefined || token.value === '' || swallowed) {
    throw usageError(words.valueMissing(token.rawName));
  }
  return token.value;
}
