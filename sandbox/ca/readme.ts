/** The page for people that lies beside the sandbox keys. */
import type { SandboxKey } from './issue-keys.ts';
import { sandboxPassword } from './password.ts';

export function readme(keys: readonly SandboxKey[]): string {
  return [
    'Keys of the Tanba sandbox',
    '',
    'For trying and testing only. The people and companies are invented, the authorities are trusted by nobody,',
    'and a signature made with these keys binds no one.',
    '',
    `Password of every file: ${sandboxPassword}`,
    '',
    'ca/ holds the certificates of the sandbox authorities. To have signatures made with these keys verify, trust them',
    'for one command (tanba verify FILE --trust ca) or in the settings of the window.',
    'pki/ holds their private keys, for their time-stamps, OCSP and lists of revoked certificates: tanba sandbox pki.',
    '',
    ...keys.flatMap(entry),
  ].join('\n');
}

function entry(key: SandboxKey): string[] {
  const owner = [key.name, key.organisation].filter(part => part !== null).join(', ');
  return [
    key.file,
    `  ${key.about} (${key.algorithm}, ${key.role})`,
    `  ${owner}${key.iin === null ? '' : `, IIN ${key.iin}`}${key.bin === null ? '' : `, BIN ${key.bin}`}`,
    `  ${key.notBefore.slice(0, 10)} to ${key.notAfter.slice(0, 10)}`,
    '',
  ];
}
