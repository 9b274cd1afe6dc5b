/** The window's words in English. */
import type { Messages } from '../kk/index.ts';
import { doctor } from './doctor.ts';
import { employees } from './employees.ts';
import { esf } from './esf.ts';
import { keys } from './keys.ts';
import { poa } from './poa.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { sign } from './sign.ts';
import { verify } from './verify.ts';

export const en: Messages = {
  ...shell,
  ...sign,
  ...keys,
  ...doctor,
  ...verify,
  ...settings,
  ...esf,
  ...employees,
  ...poa,
};
