/** `tanba --help`: all commands; `tanba COMMAND --help`: that one and its options. */
import type { Language } from '../../contract/errors/index.ts';
import { powerPresets, powers, powerWords, presetWords } from '../../contract/portal/powers.ts';
import type { PowerPreset } from '../../contract/portal/powers.ts';
import type { OptionName } from '../arguments.ts';
import { en } from './help/en.ts';
import { kk } from './help/kk.ts';
import { ru } from './help/ru.ts';

/** In the order of the help. */
const helpedCommands = [
  'keys',
  'tokens',
  'sign',
  'stamp',
  'extract',
  'verify',
  'poa',
  'doctor',
  'sandbox keys',
  'sandbox pki',
  'sandbox',
] as const;
export type CommandName = (typeof helpedCommands)[number];

export interface HelpWords {
  readonly title: string;
  /** How each is written, and what it does. */
  readonly commands: Readonly<Record<CommandName, string>>;
  /** Of those that are not plain from how a command is written, in the order of the help. */
  readonly options: Readonly<Partial<Record<OptionName, string>>>;
  readonly exits: string;
  /** All about `tanba poa`, up to the names of the powers. */
  readonly poa: string;
  /** What stands above the presets of powers. */
  readonly presets: string;
}

const words: Readonly<Record<Language, HelpWords>> = { kk, ru, en };

export function wholeHelp(language: Language): string {
  const { title, commands, options, exits } = words[language];
  const lines = helpedCommands.map(name => commands[name]);
  return paragraphs(title, lines.join('\n'), Object.values(options).join('\n'), exits);
}

/** @param taken the options of the command */
export function helpOn(command: CommandName, taken: readonly OptionName[], language: Language): string {
  if (command === 'poa') return poaHelp(language);
  const { commands, options } = words[language];
  // `sandbox` is also the beginning of others.
  const lines = helpedCommands
    .filter(name => name === command || name.startsWith(`${command} `))
    .map(name => commands[name]);
  const said = (Object.keys(options) as OptionName[]).filter(name => taken.includes(name));
  return paragraphs(lines.join('\n'), [...said, ...ALWAYS].map(name => options[name]).join('\n'));
}

const ALWAYS: readonly OptionName[] = ['json', 'lang'];

function poaHelp(language: Language): string {
  const { poa, presets } = words[language];
  const line = (name: string, said: string): string => `  ${name.padEnd(22)}${said}`;
  return paragraphs(
    [
      poa,
      ...powers.map(power => line(power, powerWords[power][language])),
      presets,
      ...(Object.keys(powerPresets) as PowerPreset[]).map(preset =>
        line(preset, `${presetWords[preset][language]} (${powerPresets[preset].length})`),
      ),
    ].join('\n'),
  );
}

function paragraphs(...parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
