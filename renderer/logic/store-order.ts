/** Which stores the Keys screen shows, and in what order. */
import type { StoreDescription } from '../../contract/keys.ts';

export const storeOrders = ['recent', 'term', 'name'] as const;
export type StoreOrder = (typeof storeOrders)[number];

/** Everything by which a person may look for a store; digits also as they are written in groups. */
function textOf(store: StoreDescription): string {
  const keys = store.keys.flatMap(key => [key.name, key.organisation, key.iin, key.bin, key.email]);
  const token = [store.token?.serial, store.token?.model];
  return [store.name, store.location, ...token, ...keys].filter(Boolean).join('\n').toLocaleLowerCase();
}

export function matches(store: StoreDescription, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase();
  const text = textOf(store);
  return text.includes(wanted) || (/^[\d ]+$/.test(wanted) && text.includes(wanted.replaceAll(' ', '')));
}

const nameOf = (store: StoreDescription): string => store.keys[0]?.name ?? store.name;
/** Keys whose term is not known come last. */
const endOf = (store: StoreDescription): string => store.keys.map(key => key.notAfter).sort()[0] ?? '9999';

const comparisons: Readonly<Record<StoreOrder, (a: StoreDescription, b: StoreDescription) => number>> = {
  recent: (a, b) => (b.lastUsed ?? '').localeCompare(a.lastUsed ?? ''),
  term: (a, b) => endOf(a).localeCompare(endOf(b)),
  name: (a, b) => nameOf(a).localeCompare(nameOf(b)),
};

export function arrangeStores(
  stores: readonly StoreDescription[],
  order: StoreOrder,
  search: string,
): readonly StoreDescription[] {
  return stores.filter(store => matches(store, search)).sort(comparisons[order]);
}
