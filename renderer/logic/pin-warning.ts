/** What may be wrong with a password while it is typed, told before a try is spent. */

export type PinWarning = 'caps' | 'layout' | 'long';

/** Letters of another script: a Kazakh or Russian keyboard layout. The authority's passwords are Latin letters and digits. */
const otherScript = /(?!\p{Script=Latin})\p{L}/u;

/** @param longest in UTF-8 bytes; 0: nobody says. */
export function pinWarnings(typed: string, capsLock: boolean, longest = 0): readonly PinWarning[] {
  const warnings: PinWarning[] = [];
  if (longest > 0 && new TextEncoder().encode(typed).length > longest) warnings.push('long');
  if (otherScript.test(typed)) warnings.push('layout');
  if (capsLock) warnings.push('caps');
  return warnings;
}
