/** What is done with powers of attorney: signed, sent, revoked, renewed and saved, with the key asked for once and each failure mendable. */
import { computed } from 'vue';
import type { OpenedPoa, OutboxView } from '../../contract/poa/app-calls.ts';
import type { Principal } from '../../contract/portal/employees.ts';
import { ask } from '../api.ts';
import { splitPath } from '../logic/format.ts';
import { useNotes } from '../stores/notes.ts';
import { usePowersOfAttorney } from '../stores/powers-of-attorney.ts';
import { documentLanguage, usePortalWork, withKey } from './portal-work.ts';
import { attempt } from './say-fault.ts';
import { t } from './words.ts';

export type Signable = Pick<OutboxView, 'id' | 'attorney' | 'principal'>;

/** Call in the setup of a view. */
export function usePoaRun() {
  const poas = usePowersOfAttorney();
  const again = (): void => actions.value.retry?.();
  const { busy, fault, actions, run } = usePortalWork(() => ({
    'type-pin-again': again,
    'choose-other-file': again,
  }));

  /** What was signed before it was stopped is signed; the rest is signed when it is tried again. */
  function sign(items: readonly Signable[], andSend: boolean): Promise<boolean> {
    const ids = items.map(({ id }) => id);
    let signed = false;
    return run(async pick => {
      // Where only sending failed nobody is asked for the key once more.
      if (!signed) {
        const { principal } = await poas.principal();
        const { requirement } = principal;
        const wish = { requirement, purpose: () => purposeOf(items, principal), ask: pick };
        signed = (await withKey(wish, key => poas.sign(ids, key, andSend))) !== null;
      }
      if (signed && andSend) await sendAndSay(ids);
    });
  }

  const send = (ids: readonly string[]): Promise<boolean> => run(() => sendAndSay(ids));
  const revoke = (id: string, name: string): Promise<boolean> => run(pick => revokeAndSay(id, name, pick));
  const save = (id: string): Promise<boolean> => run(() => saveAndSay(id));

  /** Prepares the next one; null where that did not do. */
  async function renew(id: string): Promise<OutboxView | null> {
    let made: OutboxView | undefined;
    await run(async () => {
      [made] = await ask('poa.renew', [id]);
      await poas.loadOutbox();
    });
    return made ?? null;
  }

  /** The person stopped it: no alarm, but a way on. */
  const stopped = computed(() => fault.value?.code === 'host.cancelled');
  return { busy, fault, stopped, actions, sign, send, revoke, renew, save, resume: again };
}

async function sendAndSay(ids: readonly string[]): Promise<void> {
  const poas = usePowersOfAttorney();
  const notes = useNotes();
  const { sent, refused } = await poas.send(ids);
  if (sent > 0) notes.say(() => (sent === 1 ? t('poa.sent') : t('poa.sentMany', { n: sent })));
  if (refused > 0) notes.say(() => t('poa.refusedMany', { n: refused }), { tone: 'wrong' });
  await poas.reload();
}

/** Drafts can be had back for a while; what may be on its way is given up at once, lest it goes meanwhile. */
export async function discardAndSay(items: readonly Pick<OpenedPoa, 'id' | 'state'>[]): Promise<void> {
  const poas = usePowersOfAttorney();
  const ids = items.map(({ id }) => id);
  const said = () => (ids.length === 1 ? t('poa.discarded') : t('poa.discardedMany', { n: ids.length }));
  if (items.some(({ state }) => state !== 'prepared' && state !== 'draft')) {
    await poas.discard(ids);
    useNotes().say(said);
    return;
  }
  poas.hide(ids, true);
  useNotes().say(said, {
    action: { label: () => t('common.undo'), run: () => poas.hide(ids, false) },
    gone: () => void attempt(() => poas.discard(ids)),
  });
}

async function revokeAndSay(id: string, name: string, pick: boolean): Promise<void> {
  const poas = usePowersOfAttorney();
  const { requirement } = (await poas.principal()).principal;
  const wish = { requirement, purpose: () => t('poa.purpose.revoke', { name }), ask: pick };
  const done = await withKey(wish, key =>
    ask('poa.revoke', { id, language: documentLanguage.value, ...key }),
  );
  if (done) useNotes().say(() => t('poa.revoked'));
  await poas.reload();
}

async function saveAndSay(id: string): Promise<void> {
  const files = await ask('poa.save', { id, path: null });
  if (files === null) return;
  const [pdf, cms] = [splitPath(files.pdf).name, splitPath(files.cms).name];
  const show = (): void => void attempt(() => ask('files.showInFolder', files.pdf));
  useNotes().say(() => t('poa.saved', { pdf, cms }), {
    action: { label: () => t('common.showInFolder'), run: show },
  });
}

function purposeOf(items: readonly Signable[], { name: principal }: Principal): string {
  const [first] = items;
  return first && items.length === 1
    ? t('poa.purpose.one', { name: first.attorney.name, principal })
    : t('poa.purpose.many', { n: items.length, principal });
}
