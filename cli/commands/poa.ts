/** tanba poa list|create|sign|send|revoke|verify */
import { join, resolve } from 'node:path';
import { mkdir, readFile } from 'node:fs/promises';
import { entryOf, TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import { dayInKazakhstan } from '../../contract/poa/days.ts';
import type { readPowerOfAttorney } from '../../contract/poa/document.ts';
import { poaFaults } from '../../contract/poa/verdict.ts';
import { poaStates, poaSummarySchema } from '../../contract/portal/powers-of-attorney.ts';
import { poaStateWords } from '../../contract/portal/state-words.ts';
import type { PoaState, PoaSummary } from '../../contract/portal/powers-of-attorney.ts';
import { equalBytes } from '../../core/bytes.ts';
import { writeFileAtomic } from '../../services/files/atomic-write.ts';
import { poaCms } from '../../services/powers/poa-file.ts';
import type { OutboxItem } from '../../services/powers/outbox-store.ts';
import type { PoaJob } from '../../services/powers/powers.ts';
import { usageError } from '../arguments.ts';
import type { Command, CommandContext, CommandResult } from '../context.ts';
import { jsonError } from '../output.ts';
import { create } from '../poa/create.ts';
import { outboxResult, tableText } from '../poa/results.ts';
import { NUMBER } from '../poa/wishes.ts';
import { copyOf, inSession, openPowers } from '../poa/workplace.ts';
import { KEY_OPTIONS, openKey, requireStore } from '../signing-key.ts';
import { readTime } from '../time.ts';
import { poaCliWords } from '../words/poa-words.ts';
import { command as verify } from './verify.ts';

const NUMBER_FORM = 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx';

type Action = (context: CommandContext) => Promise<CommandResult>;

const actions: Readonly<Record<string, Action>> = { list, create, sign, send, revoke, verify: verifyPoa };

export const command: Command = {
  options: [
    ...KEY_OPTIONS,
    ...(['portal', 'password-file', 'bin', 'outbox', 'dry-run', 'offline', 'out', 'force'] as const),
    ...(['iin', 'powers', 'since', 'until', 'replaces', 'state'] as const),
    ...(['content', 'trust', 'at', 'policy', 'evidence'] as const),
  ],
  async run(context) {
    const [name = '', ...positionals] = context.positionals;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    const { usage } = context.words;
    if (name === '') throw usageError(usage.argumentMissing(`poa ${Object.keys(actions).join('|')}`));
    if (action === undefined)
      throw usageError(usage.valueUnknown('poa', name, Object.keys(actions).join(', ')));
    return action({ ...context, positionals });
  },
};

/** What the portal has; with --offline, what waits in the outbox. */
async function list(context: CommandContext): Promise<CommandResult> {
  const { arguments: args, language, words: cli } = context;
  const words = poaCliWords[language];
  const state = args.value('state');
  if (state !== null && !poaStates.includes(state as PoaState))
    throw usageError(cli.usage.valueUnknown('--state', state, poaStates.join(', ')));
  const powers = await openPowers(context);
  if (args.has('offline')) return outboxResult(context, powers.outbox(), '');
  const all = await inSession(context, () => powers.list());
  const found = all.filter(poa => state === null || poa.state === state);
  const rows = found.map(poa => [
    poa.id,
    poa.attorney.name,
    String(poa.powers.length),
    poa.since,
    poa.until,
    poaStateWords[poa.state][language],
  ]);
  return {
    text: found.length === 0 ? `${words.none}\n` : tableText(context, rows),
    json: { powersOfAttorney: found },
    errors: [],
  };
}

/** Asks nobody but the key. */
async function sign(context: CommandContext): Promise<CommandResult> {
  const { arguments: args, language } = context;
  const powers = await openPowers(context);
  powers.directory();
  if (args.has('dry-run')) return wouldTake(context, powers.outbox(), ['prepared']);
  const key = await openKey(context, requireStore(context));
  const folder = args.value('out');
  const said = poaCliWords[language].signed;
  const before = powers.outbox();
  try {
    const items = await powers.sign(key, jobOf(context));
    return outboxResult(context, items, said(items.length));
  } catch (error) {
    const done = before.filter(({ state }) => state === 'prepared').map(({ id }) => id);
    const items = powers.outbox().filter(({ id, signature }) => signature !== null && done.includes(id));
    return soFar(error, items, outboxResult(context, items, said(items.length)));
  } finally {
    // Also of what was signed before, by a command that was ended: whoever says it again has all files in the end.
    if (folder !== null) await writeFiles(resolve(folder), powers.outbox(), args.has('force'));
  }
}

/** Each as a file of its own, the document inside its signature; one that is there and is the same stays. */
async function writeFiles(folder: string, items: readonly OutboxItem[], overwrite: boolean): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const item of items.filter(({ signature }) => signature !== null)) {
    const path = join(folder, `${item.id}.cms`);
    const content = poaCms(item);
    const there = await readFile(path).catch(() => null);
    if (there === null || !equalBytes(there, content))
      await writeFileAtomic(path, content, { overwrite, inputs: [] });
  }
}

async function send(context: CommandContext): Promise<CommandResult> {
  const powers = await openPowers(context);
  if (context.arguments.has('dry-run')) return wouldTake(context, powers.outbox(), ['signed', 'sending']);
  const before = powers.outbox().filter(({ state }) => state === 'signed' || state === 'sending');
  const result = (items: readonly OutboxItem[]): CommandResult => {
    const refused = items.filter(({ state }) => state === 'refused').length;
    return outboxResult(context, items, poaCliWords[context.language].sent(items.length - refused, refused));
  };
  try {
    return result(await inSession(context, () => powers.send(jobOf(context))));
  } catch (error) {
    // What is not in the outbox any more is at the portal.
    const now = new Map(powers.outbox().map(item => [item.id, item]));
    const all = before.map(item => now.get(item.id) ?? ({ ...item, state: 'sent', error: null } as const));
    const done = all.filter(({ state }) => state === 'sent' || state === 'refused');
    return soFar(error, done, result(done));
  }
}

/** What was done before it ended, and why it ended. @throws what it is given, where nothing was or it is no error that people are told */
function soFar(error: unknown, done: readonly OutboxItem[], result: CommandResult): CommandResult {
  if (done.length === 0 || !(error instanceof TanbaError)) throw error;
  return { ...result, errors: [error.toData(), ...result.errors] };
}

async function revoke(context: CommandContext): Promise<CommandResult> {
  const { positionals, language, words, interrupts } = context;
  const numbers = positionals.map(number => number.toLowerCase());
  if (numbers.length === 0)
    throw usageError(words.usage.argumentMissing(poaCliWords[language].columns.number));
  const strange = numbers.find(number => !NUMBER.test(number));
  if (strange !== undefined) throw usageError(words.usage.valueUnknown('revoke', strange, NUMBER_FORM));
  const powers = await openPowers(context);
  const dry = context.arguments.has('dry-run');
  return inSession(context, async key => {
    const found: PoaSummary[] = [];
    const failed: { readonly id: string; readonly error: ErrorData }[] = [];
    for (const id of numbers) {
      if (interrupts.signal.aborted) break;
      try {
        const spoken = language === 'kk' ? 'kk' : 'ru';
        found.push(dry ? await powers.read(id) : await powers.revoke(id, copyOf(key), spoken));
      } catch (error) {
        // One that cannot be revoked does not keep the others in force.
        if (!(error instanceof TanbaError) || entryOf(error.code).stopsBatch) throw error;
        failed.push({ id, error: error.toData() });
      }
    }
    const said = poaCliWords[language];
    const told = failed.map(({ id, error }) => ({ id, error: jsonError(error, language) }));
    const lines = told.map(({ id, error }) => `${id}: ${error.message}`);
    const done = dry ? said.wouldTake(found.length) : said.revoked(found.length);
    const stopped = interrupts.signal.aborted ? [new TanbaError('host.cancelled', {}).toData()] : [];
    return {
      text: `${[...lines, done].join('\n')}\n`,
      json: { powersOfAttorney: found.map(summaryOf), failed: told },
      errors: [...stopped, ...failed.map(({ error }) => error)],
    };
  });
}

/** What of the outbox would be signed or sent. */
function wouldTake(
  context: CommandContext,
  items: readonly OutboxItem[],
  states: readonly OutboxItem['state'][],
): CommandResult {
  const taken = items.filter(({ state }) => states.includes(state));
  return outboxResult(context, taken, poaCliWords[context.language].wouldTake(taken.length));
}

/** As `list` has it. */
function summaryOf(poa: PoaSummary): PoaSummary {
  return poaSummarySchema.parse(poa);
}

/** As `tanba verify`; and that it is a power of attorney, of the principal who is named in it, and in force. */
async function verifyPoa(context: CommandContext): Promise<CommandResult> {
  const result = await verify.run(context);
  const { data } = (result.json['powerOfAttorney'] ?? {}) as {
    data?: ReturnType<typeof readPowerOfAttorney>;
  };
  return { ...result, errors: [...result.errors, ...faultsOf(data ?? null, result.json, context)] };
}

function faultsOf(
  data: ReturnType<typeof readPowerOfAttorney>,
  json: CommandResult['json'],
  { arguments: args, words }: CommandContext,
): ErrorData[] {
  if (data === null) return [new TanbaError('poa.unreadable', {}).toData()];
  const signers = json['signers'] as readonly { readonly iin: string | null; readonly bin: string | null }[];
  const at = args.value('at');
  return poaFaults(data, signers, dayInKazakhstan(at === null ? new Date() : readTime(at, words.usage)));
}

function jobOf({ interrupts: { signal } }: CommandContext): PoaJob {
  return {
    signal,
    onProgress({ index, count }) {
      if (process.stderr.isTTY)
        process.stderr.write(`\r${index + 1}/${count}${index + 1 === count ? '\n' : ''}`);
    },
  };
}
