/** Choosing what to register as. */
import type { Category } from '../../contract/portal/model.ts';

export const mainCategories = ['individual', 'entrepreneur', 'legal'] as const;
export const privateCategories = ['lawyer', 'notary', 'mediator', 'bailiff'] as const;

const excluding: Partial<Record<Category, readonly Category[]>> = {
  entrepreneur: ['lawyer', 'notary'],
  lawyer: ['entrepreneur'],
  notary: ['entrepreneur'],
};

/** An advocate or notary cannot be an entrepreneur at the same time. */
export function excluded(category: Category, chosen: readonly Category[]): boolean {
  return (excluding[category] ?? []).some(other => chosen.includes(other));
}

/** Digits typed into a date get their dots. Only while typing at its end: correcting in the middle is not disturbed. */
export function dotted(typed: string, before: string): string {
  if (typed.length <= before.length || !/^[\d.]*$/.test(typed)) return typed;
  const digits = typed.replaceAll('.', '').slice(0, 8);
  if (typed.endsWith('.')) return typed;
  const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter(part => part !== '');
  return parts.join('.');
}
