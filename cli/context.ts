/** What a command gets, and what it gives back. */
import type { ErrorData, Language } from '../contract/errors/index.ts';
import type { Services } from '../services/index.ts';
import type { Arguments, OptionName } from './arguments.ts';
import type { Interrupts } from './interrupts.ts';
import type { PinSource } from './pin.ts';
import type { CliWords } from './words/words.ts';

export interface CommandContext {
  /** Without the command's own words. */
  readonly arguments: Arguments;
  readonly positionals: readonly string[];
  readonly words: CliWords;
  readonly language: Language;
  readonly services: Services;
  readonly pins: PinSource;
  readonly interrupts: Interrupts;
}

export interface CommandResult {
  /** Standard output for people, with its line ends. */
  readonly text: string;
  /** Standard output with --json. */
  readonly json: Readonly<Record<string, unknown>>;
  /** For standard error, in their order; the first one gives the exit code. */
  readonly errors: readonly ErrorData[];
  /** Of a command that serves: the end of its service. What stands above is said before. */
  readonly until?: Promise<void>;
}

export interface Command {
  readonly options: readonly OptionName[];
  run(context: CommandContext): Promise<CommandResult>;
}
