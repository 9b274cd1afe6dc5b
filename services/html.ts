/** Text put into pages of ours. */

/** Names come from certificates, files and portals, thus from strangers. Control characters turn text around, or hide it. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
