import type { CliWords } from './words.ts';

export const en: CliWords = {
  help: `Tanba: signs and verifies with keys of the National Certification Authority of Kazakhstan

tanba keys STORE... [--pin-file F|-] [--last-try]
    lists the keys in key files (.p12), in folders of them, or on tokens (pkcs11:token=...)
tanba tokens
    lists the tokens that are plugged in, with their addresses
tanba sign FILE... --key STORE [--alias A] [--pin-file F|-] [--format cms|xml|raw] [--detached] [--out FILE|DIR] [--force]
           xml: [--layout compact|santuario] [--id ID | --xpath X [--parent X] | --wsse]
    signs documents; the signature is written to FILE.cms (.signed.xml, .signature.txt) beside each, or to --out
tanba verify SIGNATURE [--content FILE] [--trust FILE|DIR]... [--at TIME]
    says whether a signature holds and who made it
tanba doctor [LIBRARY...]
    loads the drivers of tokens, each in a process of its own, and says what is the matter with them
tanba sandbox keys --out DIR [--seed TEXT] [--at TIME] [--services http://127.0.0.1:PORT] [--force]
    makes an authority and keys for trying things out
tanba sandbox pki --data DIR [--port PORT]
    time-stamps, OCSP and lists of revoked certificates for the keys in DIR, until Ctrl+C

--pin-file F     the password lies in this file, - is standard input; without it you are asked
--last-try       use the last try that the PIN of a token has
--trust FILE     certificates of authorities to trust besides those of Kazakhstan
--at TIME        2026-11-22 or 2026-11-22T10:00:00Z; UTC unless it says its zone
--force          replace a file that exists; the document itself is never replaced
--json           one object on standard output
--lang kk|ru|en  the language; otherwise that of the system
--help, --version

Exit codes: 0 done, 1 the signature does not hold, 2 usage, 3 key store or password, 4 the key does not fit,
5 input or output, 6 a network service, 70 our fault, 130 interrupted.
`,
  argumentNames: { store: 'STORE', file: 'FILE', signature: 'SIGNATURE' },
  usage: {
    noCommand: 'A command is missing: keys, tokens, sign, verify, doctor, sandbox keys or sandbox pki.',
    unknownCommand: name => `There is no command “${name}”.`,
    unknownOption: name => `There is no option ${name} here.`,
    valueMissing: option => `${option} needs a value.`,
    valueUnwanted: option => `${option} takes no value.`,
    onlyWith: (option, other) => `${option} goes with ${other} only.`,
    valueUnknown: (option, value, allowed) => `${option} cannot be “${value}”; it can be ${allowed}.`,
    optionMissing: option => `${option} is missing.`,
    argumentMissing: argument => `${argument} is missing.`,
    argumentsTooMany: argument => `“${argument}” is one argument too many.`,
    outMustBeFolder: 'With several documents, --out has to be a folder that exists.',
    notAnAddress: value => `“${value}” is not an address; write http://127.0.0.1:8480.`,
    notAPort: value => `“${value}” is not the number of a port.`,
    notATime: value => `“${value}” is not a time; write 2026-11-22 or 2026-11-22T10:00:00Z.`,
    pinTooLong: 'The file of --pin-file is too long for a password.',
  },
  pinPrompt: store => `Password for ${store}: `,
  tokens: {
    columns: { label: 'Token', vendor: 'Vendor', state: 'State', tries: 'PIN tries', uri: 'Address' },
    state: {
      locked: 'locked',
      unlocked: 'open',
      missing: 'not plugged in',
      'pin-locked': 'PIN locked',
      'not-initialised': 'not set up',
      quarantined: 'driver crashed',
    },
    tries: { untouched: 'all', low: 'fewer', final: 'one', none: 'none' },
    none: 'No tokens are plugged in. tanba doctor says what is wrong with their drivers.',
    typeOnPad: token => `Type the PIN on the pad of “${token}”.`,
    triesLow: 'note: a wrong PIN was entered last; tries are being used up.',
    lastTry: 'note: one try is left; --last-try uses it.',
    defaultPin: 'note: this is the PIN that the maker gives to everybody; change it.',
  },
  keys: {
    columns: {
      name: 'Owner',
      purpose: 'For',
      algorithm: 'Algorithm',
      number: 'IIN / BIN',
      until: 'Valid until',
      alias: 'Alias',
      file: 'File',
    },
    role: { SIGN: 'signature', AUTH: 'login', OTHER: 'other' },
    position: {
      head: 'first head',
      signatory: 'right of signature',
      financial: 'financial documents',
      hr: 'human resources',
      employee: 'employee',
      treasury: 'treasury client',
    },
    subjectType: {
      individual: 'individual',
      legal: 'legal entity',
      'information-system': 'information system',
    },
    expired: 'expired',
    notYetValid: 'not yet valid',
    none: 'No key files here.',
  },
  verify: {
    sentence: {
      valid: 'The signature holds.',
      invalid: 'The signature does not hold.',
      unproven: 'The document is as it was signed, but who signed it is not proven.',
    },
    signer: name => `Signer: ${name}`,
    signedAt: time => `Time: ${time} (the signer’s own word)`,
    content: file => `Document: ${file}`,
    step: {
      format: 'Form of the signature',
      digest: 'Document unchanged',
      signature: 'Signature by the key',
      purpose: 'Key meant for signing',
      chain: 'Issued by a trusted authority',
      validity: 'Certificate in its term',
      revocation: 'Not revoked',
      timestamp: 'Time-stamp',
    },
    status: { ok: 'yes', failed: 'no', unknown: 'unknown' },
  },
  doctor: { service: 'Service', library: 'Library' },
  notSigned: count => `documents not signed: ${count}`,
  sandboxServes: (tsa, ocsp, control) =>
    `Time-stamps: ${tsa}\nOCSP: ${ocsp}\nFaults and revocations: ${control}\nCtrl+C ends it.`,
  sandboxMade: (count, folder, password) =>
    `${count} keys are in ${folder}; the password of each is ${password}`,
};
