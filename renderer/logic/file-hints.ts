/** What a key file's name says before it is opened: the authority names files `<TYPE>_<identifier>.p12`. Names can lie: a hint, never a rule. */

export const fileHints = ['gost', 'gost-old', 'rsa-sign', 'rsa-auth'] as const;
export type FileHint = (typeof fileHints)[number];

/** The longer prefix first: AUTH_RSA256_ would otherwise never be seen. */
const prefixes: readonly (readonly [prefix: string, hint: FileHint])[] = [
  ['AUTH_RSA256_', 'rsa-auth'],
  ['RSA256_', 'rsa-sign'],
  ['GOSTKNCA_', 'gost-old'],
  ['GOST512_', 'gost'],
];

export function hintOf(fileName: string): FileHint | null {
  const name = fileName.toUpperCase();
  return prefixes.find(([prefix]) => name.startsWith(prefix))?.[1] ?? null;
}
