import { expect, it } from 'vitest';
import { readCsv } from './csv.ts';

const cells = (text: string) => readCsv(text).map(row => row.cells);

it.each([
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    '\ufeffa;b\r\n"1;""x""";2,5',
    [
      ['a', 'b'],
      ['1;"x"', '2,5'],
    ],
  ],
  [
    'a,b\n\n , \n"two\nlines", c \n',
    [
      ['a', 'b'],
      ['two\nlines', 'c'],
    ],
  ],
  ['', []],
])('%j', (text, expected) => expect(cells(text)).toEqual(expected));

it('says in which line each row begins', () =>
  expect(readCsv('a\n"x\ny"\nb').map(({ line }) => line)).toEqual([1, 2, 4]));
