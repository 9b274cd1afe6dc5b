import { describe, expect, it } from 'vitest';
import { HiddenLine } from './prompt.ts';

function typed(...chunks: string[]): string {
  const line = new HiddenLine(16);
  for (const chunk of chunks) line.type(new TextEncoder().encode(chunk));
  return new TextDecoder().decode(line.take());
}

describe('a hidden line', () => {
  it.each([
    [['abc'], 'abc'],
    [['ab', 'c\r'], 'abc'],
    [['құпия'], 'құпия'],
    [['aә\u007f'], 'a'],
    [['ab\b\b\bc'], 'c'],
    [['wrong\u0015right'], 'right'],
    [['a', '\u001b[D', '\u001b[3~', 'b'], 'ab'],
    [['\u0001a\tb'], 'ab'],
    [['0123456789abcdefghi'], '0123456789abcdef'],
  ])('%j becomes %j', (chunks, expected) => {
    expect(typed(...chunks)).toBe(expected);
  });

  it.each(['\r', '\n', '\u0004'])('is finished by %j, and what comes after is not its', end => {
    const line = new HiddenLine(16);
    expect(line.type(new TextEncoder().encode('a'))).toBe(false);
    expect(line.type(new TextEncoder().encode(`b${end}c`))).toBe(true);
    expect(new TextDecoder().decode(line.take())).toBe('ab');
  });

  it('forgets', () => {
    const line = new HiddenLine(16);
    line.type(new TextEncoder().encode('secret'));
    line.wipe();
    expect(line.take()).toEqual(new Uint8Array());
  });
});
