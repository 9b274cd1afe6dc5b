/** What `tanba poa` tells of powers of attorney that wait in the outbox. */
import { entryOf } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import type { OutboxItem } from '../../services/powers/outbox-store.ts';
import type { CommandContext, CommandResult } from '../context.ts';
import { jsonError } from '../output.ts';
import { tableLines } from '../table.ts';
import { poaCliWords } from '../words/poa-words.ts';

export function outboxResult(
  context: CommandContext,
  items: readonly OutboxItem[],
  done: string,
): CommandResult {
  const { language } = context;
  const words = poaCliWords[language];
  const rows = items.map(({ text, state }) => {
    const data = readPowerOfAttorney(text)!;
    const { attorney, powers, since, until } = data;
    return [data.id, attorney.name, String(powers.length), since, until, words.outboxState[state]];
  });
  const errors = items.flatMap(({ error }) => (error === null ? [] : [error as ErrorData]));
  return {
    text: [items.length === 0 ? '' : tableText(context, rows), done === '' ? '' : `${done}\n`].join(''),
    json: {
      powersOfAttorney: items.map(({ id, state, text, error }) => ({
        id,
        state,
        ...readPowerOfAttorney(text),
        error: error === null ? null : jsonError(error as ErrorData, language),
      })),
    },
    errors: errors.toSorted((a, b) => entryOf(a.code).exit - entryOf(b.code).exit),
  };
}

export function tableText({ language }: CommandContext, rows: readonly (readonly string[])[]): string {
  const { columns } = poaCliWords[language];
  return `${tableLines([Object.values(columns), ...rows]).join('\n')}\n`;
}
