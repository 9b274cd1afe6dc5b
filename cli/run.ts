/** From arguments to an exit code: finds the command, runs it, and puts what comes of it where it belongs. */
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import { TanbaError } from '../contract/errors/index.ts';
import type { ErrorData, Language } from '../contract/errors/index.ts';
import { toErrorData } from '../services/fault.ts';
import type { OnFault } from '../services/fault.ts';
import type { Services } from '../services/index.ts';
import { readArguments, usageError } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { compileCache } from './compile-cache.ts';
import type { Command, CommandResult } from './context.ts';
import { interruptedExit } from './interrupts.ts';
import type { Interrupts } from './interrupts.ts';
import { errorLines, exitCodeOf, jsonError } from './output.ts';
import type { Terminal } from './output.ts';
import { createPinSource } from './pin.ts';
import type { CommandName } from './words/help.ts';
import { cliWords, isLanguage, systemLanguage } from './words/language.ts';
import type { CliWords } from './words/words.ts';

/** By name; only the one that is asked for is loaded. */
const commands: Readonly<Record<CommandName, () => Promise<{ readonly command: Command }>>> = {
  keys: () => import('./commands/keys.ts'),
  sign: () => import('./commands/sign.ts'),
  tokens: () => import('./commands/tokens.ts'),
  stamp: () => import('./commands/stamp.ts'),
  extract: () => import('./commands/extract.ts'),
  verify: () => import('./commands/verify.ts'),
  poa: () => import('./commands/poa.ts'),
  doctor: () => import('./commands/doctor.ts'),
  'sandbox keys': () => import('./commands/sandbox-keys.ts'),
  'sandbox pki': () => import('./commands/sandbox-pki.ts'),
  // After those that begin with its name.
  sandbox: () => import('./commands/sandbox.ts'),
};

export interface Surroundings {
  readonly terminal: Terminal;
  readonly env: NodeJS.ProcessEnv;
  readonly interrupts: Interrupts;
}

/** Runs one command line; returns the exit code. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal, env, interrupts } = surroundings;
  const onFault: OnFault = (id, error) => {
    // A stack may name folders of the person; it is for developers who ask for it.
    if (env['TANBA_DEBUG'] !== undefined) terminal.err(`${id}: ${stackOf(error)}\n`);
  };
  // Before the arguments are understood: an error in them is told in this language and this form, too.
  const language = languageIn(args) ?? systemLanguage(env);
  const asJson = args.includes('--json');
  try {
    const result = await perform(args, language, surroundings, onFault);
    terminal.out(asJson ? jsonText(result, language) : result.text);
    await result.until;
    return finish(result.errors, surroundings, language);
  } catch (error) {
    const data = interrupts.signal.aborted ? cancelled : toErrorData(error, onFault);
    if (asJson) terminal.out(jsonText({ text: '', json: {}, errors: [data] }, language));
    return finish([data], surroundings, language);
  }
}

const cancelled = new TanbaError('host.cancelled', {}).toData();

/** Each error once: a thousand documents that met the same one are one line. */
function finish(
  errors: readonly ErrorData[],
  { terminal, interrupts }: Surroundings,
  language: Language,
): number {
  const lines = new Set(errors.map(error => errorLines(error, language)));
  for (const line of lines) terminal.err(line);
  if (interrupts.signal.aborted) return interruptedExit;
  return errors[0] === undefined ? 0 : exitCodeOf(errors[0]);
}

/** One object; where something went wrong it says what came first. */
function jsonText({ json, errors }: CommandResult, language: Language): string {
  const [first] = errors;
  const object = first === undefined ? json : { ...json, error: jsonError(first, language) };
  return `${JSON.stringify(object, null, 2)}\n`;
}

function languageIn(args: readonly string[]): Language | null {
  const inline = args.find(arg => arg.startsWith('--lang='))?.slice('--lang='.length);
  const value = inline ?? args[args.indexOf('--lang') + 1] ?? '';
  return args.some(arg => arg === '--lang' || arg.startsWith('--lang=')) && isLanguage(value) ? value : null;
}

async function perform(
  args: readonly string[],
  language: Language,
  { interrupts }: Surroundings,
  onFault: OnFault,
): Promise<CommandResult> {
  const words = cliWords[language];
  const read = readArguments(args, words.usage);
  const wanted = read.value('lang');
  if (wanted !== null && !isLanguage(wanted)) {
    throw usageError(words.usage.valueUnknown('--lang', wanted, 'kk, ru, en'));
  }
  if (read.has('version')) return plain(`${manifest.version}\n`, { version: manifest.version });
  if (read.has('help')) {
    const help = await helpFor(read, language);
    return plain(help, { help });
  }
  const { command, positionals } = await findCommand(read, words.usage);
  read.allow(command.options);
  const services = await startServices(language, onFault);
  const pins = createPinSource({ file: read.value('pin-file'), words, interrupts });
  try {
    return await command.run({ arguments: read, positionals, words, language, services, pins, interrupts });
  } finally {
    pins.close();
    services.close();
  }
}

async function helpFor(read: Arguments, language: Language): Promise<string> {
  const { helpOn, wholeHelp } = await import('./words/help.ts');
  if (read.positionals.length === 0) return wholeHelp(language);
  const { name, command } = await findCommand(read, cliWords[language].usage);
  return helpOn(name, command.options, language);
}

function plain(text: string, json: CommandResult['json']): CommandResult {
  return { text, json, errors: [] };
}

async function findCommand(
  { positionals }: Arguments,
  words: CliWords['usage'],
): Promise<{
  readonly name: CommandName;
  readonly command: Command;
  readonly positionals: readonly string[];
}> {
  if (positionals.length === 0) throw usageError(words.noCommand);
  for (const name of Object.keys(commands) as CommandName[]) {
    const { length } = name.split(' ');
    if (positionals.slice(0, length).join(' ') !== name) continue;
    return { name, command: (await commands[name]()).command, positionals: positionals.slice(length) };
  }
  throw usageError(words.unknownCommand(positionals[0]!));
}

/**
 * The command line keeps nothing between two runs: what it is to do stands in its arguments. Loaded only now, so that a
 * question of usage is answered at once.
 */
async function startServices(systemLanguage: Language, onFault: OnFault): Promise<Services> {
  const [{ createServices }, { nodeHostStarter }, { systemClock }] = await Promise.all([
    import('../services/index.ts'),
    import('../services/node-host-starter.ts'),
    import('../services/ports.ts'),
  ]);
  const entry = fileURLToPath(new URL('../native/token-host.ts', import.meta.url));
  const hosts = nodeHostStarter({ entry, compileCache });
  return createServices({ hosts, clock: systemClock, dataFolder: null, systemLanguage, onFault });
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
