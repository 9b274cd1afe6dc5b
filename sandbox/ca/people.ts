/**
 * The people and companies of the sandbox. All are invented; the numbers have right check digits, and say that the
 * people were born in the 1880s and the companies registered in 2049, so that none belongs to anybody.
 */
import { checkDigit } from '../../contract/identifiers.ts';

export interface Person {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly iin: string;
  readonly email: string;
}

export interface Company {
  readonly name: string;
  readonly bin: string;
}

/** The eleven digits with their check digit. */
function numbered(eleven: string): string {
  const digit = checkDigit(eleven);
  if (digit === null) throw new RangeError(`no check digit for ${eleven}`);
  return `${eleven}${digit}`;
}

export const people = {
  aizhan: {
    surname: 'САНДЫҚБАЕВА',
    givenName: 'АЙЖАН',
    patronymic: 'ЕРЛАНҚЫЗЫ',
    iin: numbered('85031420017'),
    email: 'aizhan@sandbox.example',
  },
  daniyar: {
    surname: 'ҚҰМСАЙ',
    givenName: 'ДАНИЯР',
    patronymic: 'МАРАТҰЛЫ',
    iin: numbered('80092110024'),
    email: 'daniyar@sandbox.example',
  },
  olga: {
    surname: 'ПЕСОЧНАЯ',
    givenName: 'ОЛЬГА',
    patronymic: 'НИКОЛАЕВНА',
    iin: numbered('88110520031'),
    email: 'olga@sandbox.example',
  },
  temirlan: {
    surname: 'ЖАҒАЛАУ',
    givenName: 'ТЕМІРЛАН',
    patronymic: 'СӘКЕНҰЛЫ',
    iin: numbered('89070110048'),
    email: 'temirlan@sandbox.example',
  },
} as const satisfies Readonly<Record<string, Person>>;

export const companies = {
  sand: { name: 'ТОО "ПЕСОЧНЫЙ ДВОР"', bin: numbered('49014000012') },
  treasury: { name: 'КГУ "ҚҰМДЫ МЕКТЕП"', bin: numbered('49024000025') },
} as const satisfies Readonly<Record<string, Company>>;
