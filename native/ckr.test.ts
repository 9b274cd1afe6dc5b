import { describe, expect, it } from 'vitest';
import { CryptokiError, ckrError, ckrs, translated } from './ckr.ts';

/** PKCS#11 v2.40, base specification, appendix B.7: the numbers alone, written down a second time. */
const standard = [
  0x1, 0x2, 0x3, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0x10, 0x11, 0x12, 0x13, 0x1b, 0x20, 0x21, 0x30, 0x31, 0x32,
  0x40, 0x41, 0x50, 0x51, 0x54, 0x60, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x70, 0x71, 0x82,
  0x90, 0x91, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xb0, 0xb1, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xc0, 0xc1, 0xd0,
  0xd1, 0xe0, 0xe1, 0xe2, 0xf0, 0xf1, 0xf2, 0x100, 0x101, 0x102, 0x103, 0x104, 0x105, 0x110, 0x112, 0x113,
  0x114, 0x115, 0x120, 0x121, 0x130, 0x140, 0x150, 0x160, 0x170, 0x180, 0x190, 0x191, 0x1a0, 0x1a1, 0x1b0,
  0x1b1, 0x1b5, 0x1b6, 0x1b7, 0x1b8, 0x1b9, 0x200, 0x80000000,
];

describe('the answer codes of PKCS#11', () => {
  it('are all there, each once, and no other', () => {
    expect([...ckrs.keys()].sort((a, b) => a - b)).toEqual(standard);
    expect(new Set([...ckrs.values()].map(({ name }) => name)).size).toBe(standard.length);
  });

  it.each([...ckrs])('0x%x has an error of its own kind', (number, { name, code }) => {
    const error = ckrError(number, 'Demo');
    expect(error.code).toBe(code);
    expect(error.params['token']).toBe('Demo');
    // A person who is told of a wrong PIN types it again, and pays with a try.
    expect(code.startsWith('token.pin-')).toBe(/^CKR_PIN_/.test(name));
  });

  it('says name and number of those that a person can do nothing about', () => {
    expect(ckrError(0x91, 'Demo').toData()).toEqual({
      code: 'token.ckr',
      params: { token: 'Demo', name: 'CKR_OPERATION_NOT_INITIALIZED', number: '0x00000091' },
    });
  });

  it.each([0x4, 0xa5, 0x81000001, 0xa0a0])('that are not of the standard show their number: 0x%x', number => {
    const { code, params } = ckrError(number, 'Demo');
    expect([code, params['number']]).toEqual([
      'token.ckr-unknown',
      `0x${number.toString(16).toUpperCase().padStart(8, '0')}`,
    ]);
  });

  it('become errors of the program where a library answers, and nothing else does', () => {
    const fail = (error: Error) => () => translated('Demo', () => thrown(error));
    expect(fail(new CryptokiError(0x32, 'C_Sign'))).toThrow(
      expect.objectContaining({ code: 'token.removed' }),
    );
    expect(fail(new RangeError('ours'))).toThrow(RangeError);
  });

  it('are no errors of the PIN where no PIN was entered', () => {
    const codeOf = (ckr: number, call: string): unknown => {
      try {
        return translated('Demo', () => thrown(new CryptokiError(ckr, call)));
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    expect([codeOf(0xa0, 'C_Login'), codeOf(0xa4, 'C_Login')]).toEqual([
      'token.pin-incorrect',
      'token.pin-locked',
    ]);
    expect([codeOf(0xa0, 'C_FindObjects'), codeOf(0xa4, 'C_GetSlotList')]).toEqual([
      'token.ckr',
      'token.ckr',
    ]);
  });
});

function thrown(error: Error): never {
  throw error;
}
