/** What may be wrong with a password while it is typed, told before a try is spent. */

export type PinWarning = 'caps' | 'layout';

/** Letters of another script: a Kazakh or Russian keyboard layout. The authority's passwords are Latin letters and digits. */
const otherScript = /(?!\p{Script=Latin})\p{L}/u;

export function pinWarnings(typed: string, capsLock: boolean): readonly PinWarning[] {
  const warnings: PinWarning[] = [];
  if (otherScript.test(typed)) warnings.push('layout');
  if (capsLock) warnings.push('caps');
  return warnings;
}
