/** tanba extract SIGNATURE [--out FILE] */
import { basename } from 'node:path';
import { extractContent } from '../../core/signing/embedded.ts';
import { writeFileAtomic } from '../../services/files/atomic-write.ts';
import { piecesOfFile } from '../../services/files/file-source.ts';
import { documentBeside } from '../../services/signing/output-path.ts';
import { usageError } from '../arguments.ts';
import type { Command } from '../context.ts';

export const command: Command = {
  options: ['out', 'force'],
  async run({ arguments: args, positionals, words, interrupts }) {
    const [signature, tooMany] = positionals;
    if (signature === undefined) throw usageError(words.usage.argumentMissing(words.argumentNames.signature));
    if (tooMany !== undefined) throw usageError(words.usage.argumentsTooMany(tooMany));
    const output = args.value('out') ?? documentBeside(signature);
    if (output === null) throw usageError(words.usage.optionMissing('--out'));
    const pieces = piecesOfFile(signature, source =>
      extractContent({ signature: source, name: basename(signature), signal: interrupts.signal }),
    );
    await writeFileAtomic(output, pieces, { overwrite: args.has('force'), inputs: [signature] });
    return { text: `${output}\n`, json: { signature, output }, errors: [] };
  },
};
