/** tanba stamp SIGNATURE... */
import { usageError } from '../arguments.ts';
import type { Command } from '../context.ts';
import { createProgressLine } from '../progress.ts';
import { describeResults } from '../results.ts';
import { readStampChoice } from '../time-stamps.ts';

export const command: Command = {
  options: ['tsa'],
  async run(context) {
    const { arguments: args, positionals: signatures, words, services, interrupts } = context;
    if (signatures.length === 0) throw usageError(words.usage.argumentMissing(words.argumentNames.signature));
    const { timestamp, tsaAddresses } = readStampChoice(args, words.usage);
    if (timestamp === false)
      throw usageError(words.usage.valueUnknown('--tsa', 'off', 'http://…, https://…, on'));
    const progress = createProgressLine(process.stderr, Date.now());
    const results = await services.signing.stamp({
      signatures,
      ...(tsaAddresses && { tsaAddresses }),
      signal: interrupts.signal,
      onProgress: progress.show,
    });
    progress.clear();
    return describeResults(results, context);
  },
};
