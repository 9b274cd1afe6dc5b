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
});
