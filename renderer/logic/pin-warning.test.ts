import { describe, expect, it } from 'vitest';
import { pinWarnings } from './pin-warning.ts';

describe('warnings while a password is typed', () => {
  it('are silent for Latin letters, digits and signs', () => {
    expect(pinWarnings('Qwerty-123!@#', false)).toEqual([]);
    expect(pinWarnings('', false)).toEqual([]);
  });
  it('name the keyboard layout at the first Kazakh or Russian letter', () => {
    expect(pinWarnings('Qә', false)).toEqual(['layout']);
    expect(pinWarnings('пароль', false)).toEqual(['layout']);
  });
  it('name Caps Lock, also before anything is typed', () => {
    expect(pinWarnings('', true)).toEqual(['caps']);
    expect(pinWarnings('ЙЦ', true)).toEqual(['layout', 'caps']);
  });
  it('name a PIN that is longer than the token takes, counted in bytes', () => {
    expect(pinWarnings('12345678', false, 8)).toEqual([]);
    expect(pinWarnings('123456789', false, 8)).toEqual(['long']);
    expect(pinWarnings('әәәәә', false, 8)).toEqual(['long', 'layout']);
    expect(pinWarnings('1'.repeat(200), false, 0)).toEqual([]);
  });
});
