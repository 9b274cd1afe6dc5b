/** A link from the portal's mail, as people paste it. */

/** The secret in the link; null where the text is no such link. */
export function linkSecret(text: string): string | null {
  return /[?&]link=([A-Za-z0-9_-]{43})(?:[&#\s]|$)/.exec(text.trim())?.[1] ?? null;
}
