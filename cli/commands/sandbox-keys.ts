/** tanba sandbox keys --out DIR */
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { issueSandboxKeys } from '../../sandbox/ca/issue-keys.ts';
import { sandboxPassword } from '../../sandbox/ca/password.ts';
import { assertWritable, writeFileAtomic } from '../../services/files/atomic-write.ts';
import { writingError } from '../../services/files/system-errors.ts';
import { usageError } from '../arguments.ts';
import type { Command } from '../context.ts';
import { readTime } from '../time.ts';

export const command: Command = {
  options: ['out', 'seed', 'at', 'force'],
  async run({ arguments: args, positionals, words }) {
    const out = args.value('out');
    const [tooMany] = positionals;
    if (tooMany !== undefined) throw usageError(words.usage.argumentsTooMany(tooMany));
    if (out === null) throw usageError(words.usage.optionMissing('--out'));
    const at = args.value('at');
    const now = at === null ? new Date() : readTime(at, words.usage);
    const { files, keys } = issueSandboxKeys({ seed: args.value('seed'), now });
    const folder = resolve(out);
    await writeAll(folder, files, args.has('force'));
    return {
      text: `${words.sandboxMade(keys.length, folder, sandboxPassword)}\n`,
      json: { folder, trust: join(folder, 'ca'), password: sandboxPassword, keys },
      errors: [],
    };
  },
};

/** Either all are written, or the first one that stands in the way is said and none is touched. */
async function writeAll(
  folder: string,
  files: ReturnType<typeof issueSandboxKeys>['files'],
  overwrite: boolean,
): Promise<void> {
  const targets = files.map(file => ({ ...file, path: join(folder, file.path) }));
  const options = { overwrite, inputs: [] };
  await makeFolders(new Set(targets.map(({ path }) => dirname(path))));
  for (const { path } of targets) await assertWritable(path, options);
  for (const { path, content, secret } of targets) {
    await writeFileAtomic(path, content, secret ? { ...options, mode: 0o600 } : options);
  }
}

async function makeFolders(folders: ReadonlySet<string>): Promise<void> {
  for (const folder of folders) {
    try {
      await mkdir(folder, { recursive: true });
    } catch (error) {
      throw writingError(folder, error);
    }
  }
}
