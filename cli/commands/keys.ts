/** tanba keys STORE... */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { KeyDescription, StoreDescription, StoreRef } from '../../contract/keys.ts';
import { dateText } from '../../core/x509/dates.ts';
import { usageError } from '../arguments.ts';
import type { Command, CommandContext } from '../context.ts';
import { jsonError } from '../output.ts';
import { keyFilter, storesAt, storeText, unlockStore } from '../stores.ts';
import { tableLines } from '../table.ts';
import type { CliWords } from '../words/words.ts';

export const command: Command = {
  options: ['pin-file', 'last-try'],
  async run(context) {
    const { positionals, words, language } = context;
    if (positionals.length === 0) throw usageError(words.usage.argumentMissing(words.argumentNames.store));
    const named: NamedStore[] = [];
    // One after the other: the same library must not be read for two names at once.
    for (const name of positionals) named.push(...(await storesNamed(context, name)));
    const opened: StoreDescription[] = [];
    const failed: { readonly store: string; readonly error: ErrorData }[] = [];
    for (const { ref, wanted } of named) {
      try {
        const store = await unlockStore(context, ref);
        opened.push({ ...store, keys: store.keys.filter(wanted) });
      } catch (error) {
        // One store with another password must not hide the keys of the rest.
        if (!(error instanceof TanbaError) || context.interrupts.signal.aborted) throw error;
        failed.push({ store: storeText(ref), error: error.toData() });
      }
    }
    return {
      text: opened.length > 0 ? tableText(opened, words) : named.length === 0 ? `${words.keys.none}\n` : '',
      json: {
        keys: opened.flatMap(({ ref, keys }) => keys.map(key => ({ store: storeText(ref), ...key }))),
        errors: failed.map(({ store, error }) => ({ store, ...jsonError(error, language) })),
      },
      errors: failed.map(({ error }) => error),
    };
  },
};

interface NamedStore {
  readonly ref: StoreRef;
  readonly wanted: (key: KeyDescription) => boolean;
}

async function storesNamed(context: CommandContext, name: string): Promise<readonly NamedStore[]> {
  return (await storesAt(context, name)).map(ref => ({ ref, wanted: keyFilter(name) }));
}

/** The last column tells keys apart: by file where there are several, else by alias. */
function tableText(stores: readonly StoreDescription[], words: CliWords): string {
  const { columns } = words.keys;
  const several = stores.length > 1;
  const head = [columns.name, columns.purpose, columns.algorithm, columns.number, columns.until];
  const rows = stores.flatMap(({ name, keys }) =>
    keys.map(key => [...keyCells(key, words), several ? name : key.alias]),
  );
  return tableLines([[...head, several ? columns.file : columns.alias], ...rows])
    .map(line => `${line}\n`)
    .join('');
}

function keyCells(key: KeyDescription, words: CliWords): string[] {
  const { role, position, subjectType } = words.keys;
  const owner = [key.name, key.organisation].filter(part => part !== null).join(', ');
  const rank = key.position === null ? subjectType[key.subjectType] : position[key.position];
  const numbers = [key.iin, key.bin].filter(part => part !== null).join(' / ');
  return [owner, `${role[key.role]}, ${rank}`, key.algorithm, numbers, untilText(key, words)];
}

function untilText({ notBefore, notAfter }: KeyDescription, { keys }: CliWords): string {
  const [begin, end, now] = [new Date(notBefore), new Date(notAfter), new Date()];
  const remark = now > end ? ` (${keys.expired})` : now < begin ? ` (${keys.notYetValid})` : '';
  return dateText(end) + remark;
}
