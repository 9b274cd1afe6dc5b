import { describe, expect, it } from 'vitest';
import { pinFault, pinKindOf, serialParts } from './store-pin.ts';
import { sampleStore, sampleToken } from './testing/samples.ts';

const typed = (text: string, finalTryConfirmed = false) => ({
  pin: new TextEncoder().encode(text),
  finalTryConfirmed,
});
const file = sampleStore('/k/a.p12');
const token = sampleToken('a1');
const pad = sampleToken('a1', {}, { protectedPath: true });
const final = sampleToken('a1', {}, { tries: 'final' });
const code = (...given: Parameters<typeof pinFault>) => pinFault(...given)?.code ?? 'sent';

describe('what was typed', () => {
  it('is a password for a file, a PIN for a token, and nothing where the token has a pad', () => {
    expect([file, token, pad].map(pinKindOf)).toEqual(['file', 'token', 'pad']);
    expect(code(pad, typed(''))).toBe('sent');
  });
  it('is not sent where it is empty', () => {
    expect(code(file, typed(''))).toBe('keystore.pin-missing');
    expect(code(token, typed(''))).toBe('token.pin-length');
  });
  it('costs no try where its length cannot be right', () => {
    expect(code(token, typed('123'))).toBe('token.pin-length');
    expect(code(token, typed('1234'))).toBe('sent');
    expect(code(token, typed('12345678'))).toBe('sent');
    expect(code(token, typed('123456789'))).toBe('token.pin-length');
    expect(code(token, typed('пінкод'))).toBe('token.pin-length');
    expect(code(sampleToken('a1', {}, { longestPin: 0 }), typed('1'.repeat(100)))).toBe('sent');
    expect(code(file, typed('1'))).toBe('sent');
  });
  it('does not spend the last try before that was confirmed', () => {
    expect(code(final, typed('12345678'))).toBe('token.pin-final-try');
    expect(code(final, typed('12345678', true))).toBe('sent');
    expect(code(sampleToken('a1', {}, { tries: 'final', protectedPath: true }), typed(''))).toBe(
      'token.pin-final-try',
    );
  });
});

describe('a serial number', () => {
  it('ends in what tells two tokens apart', () => {
    expect(serialParts('00000000000000a1')).toEqual(['000000000000', '00a1']);
    expect(serialParts('7')).toEqual(['', '7']);
    expect(serialParts('')).toEqual(['', '']);
  });
});
