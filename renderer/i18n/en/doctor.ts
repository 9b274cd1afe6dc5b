/** English words of the page that looks into tokens' drivers. */
import type { Messages } from '../kk/index.ts';

export const doctor: Pick<Messages, 'doctor'> = {
  doctor: {
    title: 'Check the tokens',
    working: 'Checking the drivers…',
    workingLong: 'Each driver is started on its own; this may take up to half a minute.',
    again: 'Check again',
    copy: 'Copy the report',
    copied: 'The report was copied: you can send it to support. It holds nothing personal.',
    toKeys: 'Go to the keys',
    headline: {
      works: 'The token is seen, everything works',
      worksText: 'When you sign, choose the key on this token.',
      locked: 'The token is seen',
      lockedText: 'It shows no certificates without its PIN: unlock the token in “Keys”.',
      noToken: 'The driver works, but no token is plugged in',
      noTokenText:
        'Plug the token in: it appears by itself within seconds. If it does not, try another USB port.',
      broken: 'A driver is installed, but does not work',
      brokenText: 'What to do is said below, beside each driver.',
      none: 'There is no driver of a token on this computer',
      noneText: 'Find below the maker whose name is on your token, and install the driver from their site.',
      service: 'The computer’s smart card service does not work',
    },
    found: 'Drivers on this computer',
    absent: 'Not installed: {n}',
    own: 'A driver that you named',
    drivers: 'Get the driver',
    help: 'The maker’s site',
    details: 'Details',
    path: 'File',
    architecture: 'Architecture',
    says: 'The driver of itself',
    tokens: 'Tokens',
    tokenLine: '{label}, {model}, No. {serial}, certificates: {n}',
    noTokens: 'none',
    untried: 'Not yet tried on a real device',
  },
};
