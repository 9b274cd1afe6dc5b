/** The window's words in Kazakh: written first, and the shape that the other languages must fill. */
import { doctor } from './doctor.ts';
import { employees } from './employees.ts';
import { esf } from './esf.ts';
import { keys } from './keys.ts';
import { poa } from './poa.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { sign } from './sign.ts';
import { verify } from './verify.ts';

export const kk = {
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

type Filled<T> = { readonly [K in keyof T]: T[K] extends string ? string : Filled<T[K]> };
/** Every language has exactly these messages; a missing or a superfluous one does not compile. */
export type Messages = Filled<typeof kk>;
