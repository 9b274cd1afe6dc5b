/** tanba sandbox pki --data DIR [--port PORT] */
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';
import { restorePki } from '../../sandbox/pki/restore.ts';
import type { RestoredPki } from '../../sandbox/pki/restore.ts';
import { startSandboxPki } from '../../sandbox/pki/server.ts';
import type { SandboxPki } from '../../sandbox/pki/server.ts';
import { defaultPkiPort } from '../../sandbox/pki/urls.ts';
import { readingError, systemCode } from '../../services/files/system-errors.ts';
import { usageError } from '../arguments.ts';
import type { Command } from '../context.ts';
import type { CliWords } from '../words/words.ts';

export const command: Command = {
  options: ['data', 'port'],
  async run({ arguments: args, positionals, words, interrupts: { signal } }) {
    const data = args.value('data');
    const [tooMany] = positionals;
    if (tooMany !== undefined) throw usageError(words.usage.argumentsTooMany(tooMany));
    if (data === null) throw usageError(words.usage.optionMissing('--data'));
    const port = portOf(args.value('port'), words.usage);
    const { authorities, issued } = await restored(resolve(data));
    const pki = await started(port, authorities, issued);
    const { base, tsa, ocsp, crl, deltaCrl } = pki.urls;
    const control = `${base}/control`;
    const lists = authorities.flatMap(({ id }) => [crl(id), deltaCrl(id)]);
    return {
      text: `${words.sandboxServes(tsa, ocsp, control)}\n`,
      json: { tsa, ocsp, lists, control },
      errors: [],
      until: interrupted(signal).then(() => pki.close()),
    };
  },
};

function portOf(text: string | null, words: CliWords['usage']): number {
  const port = text === null ? defaultPkiPort : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usageError(words.notAPort(text ?? ''));
  return port;
}

/** A file that is not there or not what it was is named. */
function restored(folder: string): Promise<RestoredPki> {
  return restorePki(async path => {
    const file = join(folder, ...path.split('/'));
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      throw readingError(file, error);
    }
  }).catch((cause: unknown) => {
    if (cause instanceof TanbaError) throw cause;
    throw new TanbaError('trust.unreadable', { file: basename(folder) }, { cause });
  });
}

async function started(
  port: number,
  authorities: RestoredPki['authorities'],
  issued: readonly string[],
): Promise<SandboxPki> {
  try {
    return await startSandboxPki({ port, authorities, issued });
  } catch (error) {
    if (systemCode(error) === 'EADDRINUSE')
      throw new TanbaError('network.port-taken', { port }, { cause: error });
    throw error;
  }
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
