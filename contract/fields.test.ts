import { describe, expect, it } from 'vitest';
import { fieldFault, isoDate, normalPhone } from './fields.ts';
import { generatePassword, passwordFaults, passwordStrength } from './password.ts';

describe('fields', () => {
  it.each(['+7 701 555 01 01', '8 (701) 555-01-01', '77015550101', '7015550101'])('the phone %s', text =>
    expect(normalPhone(text)).toBe('+77015550101'),
  );
  it.each(['', '701555010', '+1 701 555 01 01', '+7 601 555 01 01', '70155501011'])(
    'not the phone "%s"',
    text => expect(normalPhone(text)).toBeNull(),
  );

  it('days of the calendar only', () => {
    expect(isoDate('29.02.2024')).toBe('2024-02-29');
    for (const text of ['29.02.2023', '31.04.2024', '1.1.2024', '2024-01-01', '00.00.0000'])
      expect(isoDate(text)).toBeNull();
  });

  it.each([
    ['email', 'a.b+c@mail.example', null],
    ['email', 'a@b', 'shape'],
    ['email', 'a b@c.example', 'shape'],
    ['email', `${'a'.repeat(250)}@b.example`, 'too-long'],
    ['text', 'МВД\nРК', 'shape'],
    ['text', '  ', 'missing'],
    ['date', '32.01.2020', 'date'],
    ['date', '01.01.2999', 'future'],
    ['iin', '851314200170', 'date'],
  ] as const)('%s "%s": %s', (kind, text, fault) => expect(fieldFault(kind, text, '2026-01-01')).toBe(fault));
});

describe('passwords', () => {
  it('follow the portal’s rule', () => {
    expect(passwordFaults('Abcdef12')).toEqual([]);
    expect(passwordFaults('abc')).toEqual(['short', 'no-digit', 'no-upper']);
    expect(passwordStrength('пароль')).toBe('refused');
    expect(passwordStrength('Abcdef12')).toBe('weak');
  });

  it('made by chance are strong, and read unmistakably', () => {
    let seed = 1;
    const random = (length: number) =>
      Uint8Array.from({ length }, () => (seed = (seed * 16_807) % 2_147_483_647) & 0xff);
    for (let round = 0; round < 200; round++) {
      const password = generatePassword(random);
      expect(passwordStrength(password)).toBe('strong');
      expect(password).not.toMatch(/[0O1lI]/);
    }
  });
});
