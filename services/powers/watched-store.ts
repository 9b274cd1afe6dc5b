/** The outbox as the window follows it. */
import type { Clock } from '../ports.ts';
import type { OutboxStore } from './outbox-store.ts';

const PAUSE_MS = 100;

/** A store that tells of its changes: of those of a tenth of a second at once. */
export function watched(store: OutboxStore, clock: Clock) {
  const listeners: (() => void)[] = [];
  let told = true;
  const changed = (): void => {
    if (!told || listeners.length === 0) return;
    told = false;
    clock.after(PAUSE_MS, () => {
      told = true;
      for (const listener of listeners) listener();
    });
  };
  const watching: OutboxStore = {
    ...store,
    put: item => store.put(item).finally(changed),
    change: (id, how) => store.change(id, how).finally(changed),
    remove: id => store.remove(id).finally(changed),
  };
  return { store: watching, onDidChange: (listener: () => void) => void listeners.push(listener) };
}
