/** Powers in a few words, for lists: the only one, the preset that they are, or how many. */
import { inOrder, powerPresets, powerWords, presetWords } from '../../contract/portal/powers.ts';
import type { Power, PowerPreset } from '../../contract/portal/powers.ts';
import { useSettings } from '../stores/settings.ts';
import { language, t } from './words.ts';

const ready = (Object.keys(powerPresets) as PowerPreset[]).map(preset => ({
  preset,
  powers: powerPresets[preset].join(),
}));

export function powersInShort(powers: readonly Power[]): string {
  const [only] = powers;
  if (only && powers.length === 1) return powerWords[only][language.value];
  const sought = inOrder(powers).join();
  const own = useSettings().settings.powerPresets.find(preset => preset.powers.join() === sought);
  if (own) return own.name;
  const known = ready.find(preset => preset.powers === sought);
  return known ? presetWords[known.preset][language.value] : t('poa.powersCount', { n: powers.length });
}

/** All of them, a line each. */
export const powersAtLength = (powers: readonly Power[]): string =>
  powers.map(power => powerWords[power][language.value]).join('\n');
