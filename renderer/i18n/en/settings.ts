/** English words of settings. */
import type { Messages } from '../kk/index.ts';

export const settings: Pick<Messages, 'settings'> = {
  settings: {
    title: 'Settings',
    saved: 'Saved',
    language: 'Language',
    theme: 'Appearance',
    themes: { system: 'As in the system', light: 'Light', dark: 'Dark' },
    signing: 'Signing',
    output: 'Folder for signatures',
    outputText: 'Where signature files are saved. You can choose another one when signing.',
    detached: 'Make detached signatures by default',
    detachedText: 'Then the .cms file holds the signature only, and the document is sent along with it.',
    timestamp: 'Add time-stamps',
    timestampText:
      'A time-stamp proves when the document was signed. Where no time-stamping service answers, the signature is saved, and can be stamped later.',
    tsa: 'Addresses of time-stamping services',
    tsaText: 'Asked in turn. With none, the service of the national authority.',
    tsaField: 'Address of a time-stamping service',
    tsaAdd: 'Add the address',
    tsaWrong: 'An address begins with http:// or https://',
    tsaRemove: 'Take off the address {address}',
    tsaRemoved: 'The address {address} was taken off',
    verifying: 'Verifying signatures',
    revocation: 'Ask over the network whether a certificate was revoked',
    revocationText: 'The issuer is told the number of the certificate; the document itself goes nowhere.',
    evidence: 'Keep the authorities’ answers beside the signature',
    evidenceText: 'In a folder .evidence: with them a signature can be verified offline, years later too.',
    environments: 'Sandbox and test authorities',
    environmentsText:
      'For those who are learning or setting up programs. Signatures with such keys have no legal force.',
    environment: {
      test: 'Trust the test stand of the national authority',
      sandbox: 'Trust the sandbox of this computer',
    },
    environmentOn:
      'Switched on: signatures with practice keys are called valid too, with a mark. Switch it off for real documents.',
    marker: 'Practice trust',
    markerText: 'The program trusts sandbox or test authorities. Open the settings',
    security: 'Security',
    idle: 'Lock an unused key',
    idleText: 'After this time the password is asked again.',
    idleAtOnce: 'At once after signing',
    idleMinutes: 'After {n} minute | After {n} minutes',
    trust: 'Additional trusted certificates',
    trustText:
      'The national authority’s certificates are built in. Add the certificate of another authority only if you trust it.',
    trustNone: 'None added',
    trustAdd: 'Add a certificate…',
    trustRemove: 'Take off the certificate “{file}”',
    trustRemoved: '“{file}” is not trusted any more',
    version: 'Tanba {version}, {shell}',
    copyAbout: 'Copy the version details',
  },
};
