/** Where `tanba poa` works: the portal that was named, the outbox folder, and a session of the key's owner. */
import { resolve } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';
import type { ProfileType } from '../../contract/portal/model.ts';
import { openOutbox } from '../../services/powers/outbox-store.ts';
import type { OutboxStore } from '../../services/powers/outbox-store.ts';
import { createPowers } from '../../services/powers/powers.ts';
import type { Powers } from '../../services/powers/powers.ts';
import { systemClock } from '../../services/ports.ts';
import { usageError } from '../arguments.ts';
import type { CommandContext } from '../context.ts';
import { createPinSource } from '../pin.ts';
import { openKey, requireStore } from '../signing-key.ts';
import type { SigningKey } from '../signing-key.ts';
import { poaCliWords } from '../words/poa-words.ts';

export const DEFAULT_OUTBOX = 'tanba-outbox';
/** The profiles that have employees, or are some. */
const MANAGING: readonly ProfileType[] = ['ADMIN_ENTERPRISE', 'ENTREPRENEUR', 'USER', 'ENTREPRENEUR_USER'];

export function outboxFolder({ arguments: args }: CommandContext): string {
  return resolve(args.value('outbox') ?? DEFAULT_OUTBOX);
}

/** Without a word to the network. @throws TanbaError usage.invalid, document.* for an outbox that cannot be read, poa.damaged once */
export async function openPowers(context: CommandContext, { writes } = { writes: true }): Promise<Powers> {
  const { arguments: args, services, words } = context;
  const address = args.value('portal');
  if (address !== null) {
    if (!URL.canParse(address)) throw usageError(words.usage.notAnAddress(address));
    await services.settings.set({ portal: 'sandbox', sandboxPortal: new URL(address).origin });
  } else {
    await services.settings.set({ portal: 'sandbox' });
  }
  const store = await openWholeOutbox(outboxFolder(context));
  return createPowers({
    store: writes ? store : unwritten(store),
    portals: (await services.portal()).portals,
    keys: services.keys,
    clock: systemClock,
    onFault: () => undefined,
  });
}

/** What a dry run learns of the portal it forgets. */
function unwritten(store: OutboxStore): OutboxStore {
  let known = store.directory();
  return {
    ...store,
    put: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    directory: () => known,
    putDirectory(directory) {
      known = directory;
      return Promise.resolve();
    },
  };
}

/** Whoever runs a script over it learns that something is missing; the next command goes on without. */
async function openWholeOutbox(folder: string): Promise<OutboxStore> {
  const damage: TanbaError[] = [];
  const store = await openOutbox(folder, error => void damage.push(error));
  for (const error of damage) throw error;
  return store;
}

/** Unlocks the key and logs in with it; the portal is left when `work` is done. */
export async function inSession<T>(
  context: CommandContext,
  work: (key: SigningKey) => Promise<T>,
): Promise<T> {
  const { services, interrupts, words, arguments: args, language } = context;
  const key = await openKey(context, requireStore(context));
  const { portals } = await services.portal();
  const { login } = await portals.identify(copyOf(key));
  const source = createPinSource({ file: args.value('password-file'), words, interrupts });
  try {
    const password = await source.pinFor(poaCliWords[language].passwordPrompt);
    const session = await portals.open(login, password, null);
    await chooseProfile(context, session.profile?.type ?? null);
    return await work(key);
  } finally {
    source.close();
    await portals.close();
  }
}

/** The PIN of a token that asks each time is zeroed after each job. */
export function copyOf({ key, pin }: SigningKey): SigningKey {
  return { key, pin: pin?.slice() };
}

/** The profile that --bin names, else the only one that has to do with employees. */
async function chooseProfile(
  { services, arguments: args }: CommandContext,
  chosen: ProfileType | null,
): Promise<void> {
  const { portals } = await services.portal();
  const bin = args.value('bin');
  if (bin === null && chosen !== null && MANAGING.includes(chosen)) return;
  const profiles = portals.session()?.profiles ?? [];
  const [profile, ...others] = profiles.filter(
    ({ type, tin, status }) =>
      MANAGING.includes(type) && status === 'ACTIVE' && (bin === null || tin === bin),
  );
  if (profile === undefined || others.length > 0) throw new TanbaError('portal.profile-unknown', {});
  await portals.choose(profile.id);
}
