/** `--tsa URL|on|off`: where time-stamps come from. */
import type { Arguments } from './arguments.ts';
import { usageError } from './arguments.ts';
import type { CliWords } from './words/words.ts';

export interface StampChoice {
  /** Absent: as the settings say. */
  readonly timestamp?: boolean;
  /** Tried in turn; absent: those of НУЦ РК. */
  readonly tsaAddresses?: readonly string[];
}

/** @throws TanbaError usage.invalid */
export function readStampChoice(args: Arguments, words: CliWords['usage']): StampChoice {
  const values = args.values('tsa');
  if (values.length === 0) return {};
  const only = values.length === 1 ? values[0] : undefined;
  if (only === 'off') return { timestamp: false };
  if (only === 'on') return { timestamp: true };
  for (const value of values) {
    if (!isAddress(value))
      throw usageError(words.valueUnknown('--tsa', value, 'http://…, https://…, on, off'));
  }
  return { timestamp: true, tsaAddresses: values };
}

function isAddress(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}
