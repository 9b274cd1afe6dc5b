import type { CliWords } from './words.ts';

export const en: CliWords = {
  help: `Tanba: signs and verifies with keys of the National Certification Authority of Kazakhstan

tanba keys STORE... [--pin-file F|-] [--last-try]
    lists the keys in key files (.p12), in folders of them, or on tokens (pkcs11:token=...)
tanba tokens
    lists the tokens that are plugged in, with their addresses
tanba sign FILE... --key STORE [--alias A] [--pin-file F|-] [--format cms|xml|raw] [--detached] [--out FILE|DIR] [--force]
           cms: [--encoding der|pem|base64] [--tsa URL|on|off]...
           xml: [--layout compact|santuario] [--id ID | --xpath X [--parent X] | --wsse[=x509v3|issuer-serial]]
    signs documents; the signature is written to FILE.cms (.signed.xml, .signature.txt) beside each, or to --out
tanba sign --add-to SIGNATURE [FILE] --key STORE [--out FILE]
    adds a signer to a CMS signature, in its place or to --out
tanba sign --digest HEX|BASE64 --out FILE --key STORE
    signs a digest made elsewhere: a detached CMS
tanba stamp SIGNATURE... [--tsa URL]...
    adds time-stamps to signatures that have none
tanba extract SIGNATURE [--out FILE] [--force]
    writes the document that an attached signature holds
tanba verify SIGNATURE [--content FILE] [--trust FILE|DIR|test]... [--at TIME] [--evidence DIR] [--offline]
             [--policy iin=N,bin=N,revocation,timestamp,production]
    says whether a signature holds and who made it
tanba poa create TABLE.csv | --iin N --powers LIST --until DAY [--since DAY] [--replaces NUMBER] [--dry-run] [--offline]
tanba poa sign --key STORE [--out DIR]
tanba poa send | list [--state S] [--offline] | revoke NUMBER...
          [--outbox DIR] [--portal URL] [--key STORE] [--pin-file F] [--password-file F] [--bin N]
tanba poa verify FILE
    powers of attorney for employees: prepared in the outbox, signed with one PIN, sent once; more: tanba poa --help
tanba doctor [LIBRARY...]
    loads the drivers of tokens, each in a process of its own, and says what is the matter with them
tanba sandbox keys --out DIR [--seed TEXT] [--at TIME] [--services http://127.0.0.1:PORT] [--force]
    makes an authority and keys for trying things out
tanba sandbox pki --data DIR [--port PORT]
    time-stamps, OCSP and lists of revoked certificates for the keys in DIR, until Ctrl+C
tanba sandbox [--data DIR] [--port PORT] [--trust test] [--employees N]
    the model portal with everything around it, until Ctrl+C
    --employees fills one enterprise with invented people, for looking at long lists

--pin-file F     the password lies in this file, - is standard input; without it you are asked
--last-try       use the last try that the PIN of a token has
--tsa URL        the address of a time-stamping authority, several are tried in turn; on: that of НУЦ РК
--trust FILE     certificates of authorities to trust besides those of Kazakhstan; test: its test environment
--evidence DIR   keep what authorities answered there, and look there where they do not answer
--offline        ask nobody: judge by --evidence alone (SIGNATURE.evidence without it)
--policy LIST    what must be true besides; exit 1 where it is not
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
    noCommand:
      'A command is missing: keys, tokens, sign, stamp, extract, verify, poa, doctor, sandbox keys or sandbox pki.',
    unknownCommand: name => `There is no command “${name}”.`,
    unknownOption: name => `There is no option ${name} here.`,
    valueMissing: option => `${option} needs a value.`,
    valueUnwanted: option => `${option} takes no value.`,
    onlyWith: (option, other) => `${option} goes with ${other} only.`,
    notBeside: (option, other) => `${option} does not go with ${other}.`,
    valueUnknown: (option, value, allowed) => `${option} cannot be “${value}”; it can be ${allowed}.`,
    optionMissing: option => `${option} is missing.`,
    argumentMissing: argument => `${argument} is missing.`,
    argumentsTooMany: argument => `“${argument}” is one argument too many.`,
    outMustBeFolder: 'With several documents, --out has to be a folder that exists.',
    notAnAddress: value => `“${value}” is not an address; write http://127.0.0.1:8480.`,
    notAPort: value => `“${value}” is not the number of a port.`,
    notATime: value => `“${value}” is not a time; write 2026-11-22 or 2026-11-22T10:00:00Z.`,
    notADigest: value => `“${value}” is not a digest; write it in hexadecimal or base64.`,
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
  doctor: { service: 'Service', library: 'Library' },
  notSigned: count => `documents not signed: ${count}`,
  sandboxRuns: ({ portal, mailbox, admin, folder, password }) =>
    `Portal (a model): ${portal}\nMailbox: ${mailbox}\nAdministration: ${admin}\nKeys: ${folder}, password of each: ${password}\nCtrl+C ends it.`,
  sandboxServes: (tsa, ocsp, control) =>
    `Time-stamps: ${tsa}\nOCSP: ${ocsp}\nFaults and revocations: ${control}\nCtrl+C ends it.`,
  sandboxMade: (count, folder, password) =>
    `${count} keys are in ${folder}; the password of each is ${password}`,
};
