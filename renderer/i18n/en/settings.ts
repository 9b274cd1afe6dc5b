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
