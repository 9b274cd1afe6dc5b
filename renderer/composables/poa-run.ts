/** What is done with powers of attorney: signed, sent, revoked, renewed and saved, with the key asked for once and each failure mendable. */
import { computed } from 'vue';
import type { OutboxView } from '../../contract/poa/app-calls.ts';
import type { Principal } from '../../contract/portal/employees.ts';
import { ask } from '../api.ts';
import { splitPath } from '../logic/format.ts';
import { roleOf } from '../logic/portal-key.ts';
import { useNotes } from '../stores/notes.ts';
import { usePowersOfAttorney } from '../stores/powers-of-attorney.ts';
import { useEsfActions } from './esf-actions.ts';
import { stopDefault } from './portal-key.ts';
import { usePortalRun, withPortalKey } from './portal-run.ts';
import type { RemedyActions } from './remedies.ts';
import { attempt } from './say-fault.ts';
import { language, t } from './words.ts';

export type Signable = Pick<OutboxView, 'id' | 'attorney' | 'principal'>;

/** Call in the setup of a view. */
export function usePoaRun() {
  const poas = usePowersOfAttorney();
  const { busy, fault, run, again, instead } = usePortalRun();

  /** What was signed before it was stopped is signed; the rest is signed when it is called again. */
  const sign = (items: readonly Signable[], andSend: boolean): Promise<boolean> =>
    run(async pick => {
      const { principal } = await poas.principal();
      const ids = items.map(({ id }) => id);
      const wish = {
        requirement: principal.requirement,
        purpose: () => purposeOf(items, principal),
        ask: pick,
      };
      const done = await withPortalKey(wish, key => poas.sign(ids, key, andSend));
      if (!done || !andSend) return;
      // Trying again is sending again then: nobody is asked for the key once more.
      instead(() => sendAndSay(ids));
      await sendAndSay(ids);
    });

  const send = (ids: readonly string[]): Promise<boolean> => run(() => sendAndSay(ids));

  const revoke = (id: string, name: string): Promise<boolean> => run(pick => revokeAndSay(id, name, pick));

  /** Prepares the next one; null where that did not do. */
  async function renew(id: string): Promise<OutboxView | null> {
    let made: OutboxView | undefined;
    await run(async () => {
      [made] = await ask('poa.renew', [id]);
      await poas.loadOutbox();
    });
    return made ?? null;
  }

  const save = (id: string): Promise<boolean> => run(() => saveAndSay(id));

  async function withoutDefault(): Promise<void> {
    await attempt(async () => stopDefault(roleOf((await poas.principal()).principal.requirement)));
    await again(true);
  }

  const once = (): void => void again(false);
  const withOther = (): void => void again(true);
  const general = useEsfActions();
  const actions = computed((): RemedyActions => ({
    ...general,
    retry: once,
    'unlock-again': once,
    'type-pin-again': once,
    'choose-other-file': once,
    'choose-fitting-key': withOther,
    'choose-other-key': withOther,
    'stop-default-key': () => void withoutDefault(),
  }));

  /** The person stopped it: no alarm, but a way on. */
  const stopped = computed(() => fault.value?.code === 'host.cancelled');
  return { busy, fault, stopped, actions, sign, send, revoke, renew, save, resume: once };
}

async function sendAndSay(ids: readonly string[]): Promise<void> {
  const poas = usePowersOfAttorney();
  const notes = useNotes();
  const { sent, refused } = await poas.send(ids);
  if (sent > 0) notes.say(sent === 1 ? t('poa.sent') : t('poa.sentMany', { n: sent }));
  if (refused > 0) notes.say(t('poa.refusedMany', { n: refused }), { tone: 'wrong' });
  await poas.reload();
}

async function revokeAndSay(id: string, name: string, pick: boolean): Promise<void> {
  const poas = usePowersOfAttorney();
  const { requirement } = (await poas.principal()).principal;
  const spoken = language.value === 'kk' ? 'kk' : 'ru';
  const wish = { requirement, purpose: () => t('poa.purpose.revoke', { name }), ask: pick };
  const done = await withPortalKey(wish, ({ ref: key, pin }) =>
    ask('poa.revoke', { id, key, language: spoken, ...(pin && { pin }) }),
  );
  if (done) useNotes().say(t('poa.revoked'));
  await poas.reload();
}

async function saveAndSay(id: string): Promise<void> {
  const files = await ask('poa.save', { id, path: null });
  if (files === null) return;
  const [pdf, cms] = [splitPath(files.pdf).name, splitPath(files.cms).name];
  const show = (): void => void attempt(() => ask('files.showInFolder', files.pdf));
  useNotes().say(t('poa.saved', { pdf, cms }), { action: { label: t('common.showInFolder'), run: show } });
}

function purposeOf(items: readonly Signable[], { name: principal }: Principal): string {
  const [first] = items;
  return first && items.length === 1
    ? t('poa.purpose.one', { name: first.attorney.name, principal })
    : t('poa.purpose.many', { n: items.length, principal });
}
