import type { CliWords } from './words.ts';

export const en: CliWords = {
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
