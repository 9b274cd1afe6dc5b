/** tanba sandbox keys --out DIR */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { issueSandboxKeys } from '../../sandbox/ca/issue-keys.ts';
import type { SandboxFile } from '../../sandbox/ca/issue-keys.ts';
import { sandboxPassword } from '../../sandbox/ca/password.ts';
import { assertWritable, writeFileAtomic } from '../../services/files/atomic-write.ts';
import type { WriteOptions } from '../../services/files/atomic-write.ts';
import { writingError } from '../../services/files/system-errors.ts';
import { usageError } from '../arguments.ts';
import type { Command } from '../context.ts';
import { readTime } from '../time.ts';

export const command: Command = {
  options: ['out', 'seed', 'at', 'services', 'force'],
  async run({ arguments: args, positionals, words }) {
    const out = args.value('out');
    const [tooMany] = positionals;
    if (tooMany !== undefined) throw usageError(words.usage.argumentsTooMany(tooMany));
    if (out === null) throw usageError(words.usage.optionMissing('--out'));
    const at = args.value('at');
    const now = at === null ? new Date() : readTime(at, words.usage);
    const services = args.value('services');
    if (services !== null && !isBase(services)) throw usageError(words.usage.notAnAddress(services));
    const folder = resolve(out);
    const options = { overwrite: args.has('force'), inputs: [] };
    // Making the keys takes seconds; most reasons not to write them are known before.
    for (const name of ['ca', 'pki']) await makeFolder(join(folder, name));
    await assertWritable(join(folder, 'keys.json'), options);
    const { files, keys } = issueSandboxKeys({ seed: args.value('seed'), now, services });
    await writeAll(folder, files, options);
    return {
      text: `${words.sandboxMade(keys.length, folder, sandboxPassword)}\n`,
      json: { folder, trust: join(folder, 'ca'), password: sandboxPassword, keys },
      errors: [],
    };
  },
};

/** Either all are written, or the first one that stands in the way is said and none is touched. */
async function writeAll(folder: string, files: readonly SandboxFile[], options: WriteOptions): Promise<void> {
  const targets = files.map(file => ({ ...file, path: join(folder, file.path) }));
  for (const { path } of targets) await assertWritable(path, options);
  for (const { path, content, secret } of targets) {
    await writeFileAtomic(path, content, secret ? { ...options, mode: 0o600 } : options);
  }
}

/** `http://host:port`, to which paths can be added. */
function isBase(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !text.endsWith('/');
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw writingError(folder, error);
  }
}
