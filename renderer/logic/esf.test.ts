import { describe, expect, it } from 'vitest';
import { ruHelp } from '../i18n/help/ru.ts';
import type { CertificateInfo, KeyDescription } from '../../contract/keys.ts';
import type { KeyRequirement } from '../../contract/portal/model.ts';
import { dotted, excluded } from './esf.ts';
import { searchHelp } from './help-search.ts';
import { refusalOf } from './key-fit.ts';
import { fileNamesFor, pickerRequirement, refusalError, roleOf } from './portal-key.ts';

const entity: KeyRequirement = {
  accepts: [{ role: 'SIGN', families: ['GOST-2004', 'GOST-2015-512'] }],
  subjectTypes: ['legal'],
  positions: ['head'],
  iin: null,
  bin: null,
};
const login: KeyRequirement = {
  accepts: [
    { role: 'AUTH', families: ['RSA'] },
    { role: 'SIGN', families: ['GOST-2015-512'] },
  ],
  subjectTypes: ['individual', 'legal'],
  positions: null,
  iin: null,
  bin: null,
};
const now = Date.UTC(2026, 5, 1);

function keyOf(change: Partial<CertificateInfo>): KeyDescription {
  return {
    alias: 'a',
    algorithm: 'GOST-2015-512',
    role: 'SIGN',
    subjectType: 'legal',
    position: 'head',
    iin: '850314200170',
    bin: '490140000121',
    name: 'N',
    organisation: 'O',
    email: null,
    medium: null,
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2027-01-01T00:00:00Z',
    serial: '01',
    issuer: '',
    subject: '',
    ...change,
  };
}
const reasonFor = (asked: KeyRequirement, change: Partial<CertificateInfo>): string | null =>
  refusalOf(keyOf(change), pickerRequirement(asked), now)?.reason ?? null;

describe('a key at a step of the portal', () => {
  it.each([
    ['fits', entity, {}, null],
    ['AUTH where SIGN is asked', entity, { role: 'AUTH' }, 'not-for-signing'],
    ['of a person', entity, { subjectType: 'individual' }, 'wrong-subject'],
    ['of an employee', entity, { position: 'employee' }, 'wrong-position'],
    ['of another family', entity, { algorithm: 'RSA-2048' }, 'wrong-algorithm'],
    ['of another entity', { ...entity, bin: '490240000251' }, {}, 'other-bin'],
    ['of another person', { ...entity, iin: '800921100246' }, {}, 'other-iin'],
    ['GOST-512 logs in', login, { subjectType: 'individual' }, null],
    ['RSA AUTH logs in', login, { role: 'AUTH', algorithm: 'RSA-2048' }, null],
    ['RSA SIGN does not', login, { algorithm: 'RSA-2048' }, 'wrong-algorithm'],
  ] as const)('%s', (_name, asked, change, reason) => expect(reasonFor(asked, change)).toBe(reason));

  it('is refused in the portal’s own words', () => {
    const refusal = refusalOf(keyOf({ iin: '1' }), pickerRequirement({ ...entity, iin: '2' }), now)!;
    expect(refusalError(refusal, keyOf({}))).toEqual({
      code: 'key.other-owner',
      params: { expected: '2', given: 'N, O' },
    });
  });

  it('has names of files, and a default of its own for logging in', () => {
    expect(fileNamesFor(entity)).toEqual(['GOSTKNCA_…', 'GOST512_…']);
    expect([roleOf(entity), roleOf(login)]).toEqual(['SIGN', 'AUTH']);
  });
});

it('an advocate is no entrepreneur, but may be a mediator', () => {
  expect(excluded('lawyer', ['entrepreneur'])).toBe(true);
  expect(excluded('entrepreneur', ['notary'])).toBe(true);
  expect(excluded('mediator', ['lawyer'])).toBe(false);
});

it('puts the dots of a date while it is typed', () => {
  expect(dotted('0505', '050')).toBe('05.05');
  expect(dotted('05052015', '0505201')).toBe('05.05.2015');
  expect(dotted('05.0', '05.05')).toBe('05.0');
});

it('searches all of the help', () => {
  expect(searchHelp(ruHelp, 'Ке')).toBeNull();
  expect(searchHelp(ruHelp, 'ПОДПИСАНО сертификатом')).toHaveLength(1);
  expect(searchHelp(ruHelp, 'бегемот')).toEqual([]);
});
