import { describe, expect, it } from 'vitest';
import { folded, wordsSought } from './search.ts';

describe('searching for people', () => {
  const person = folded('ТЕҢІЗБАЕВА Ғалия Пётровна 810101200011');
  it.each([
    ['теңізбаева', true],
    ['галия тенизбаева', true],
    ['ПЕТРОВНА', true],
    ['81 01 01 200 011', true],
    ['', true],
    ['тенизбаева серік', false],
    ['810101200012', false],
  ])('%o: %o', (text, found) => {
    expect(wordsSought(text).every(word => person.includes(word))).toBe(found);
  });
});
