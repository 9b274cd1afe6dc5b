import { expect, it } from 'vitest';
import { tableLines } from './table.ts';

it('a table lines its columns up, in any script, and ends its lines where the words end', () => {
  // The second row writes й as two code points, which take one column.
  const rows = [
    ['Иесі', 'Н', 'x'],
    ['Әйи\u0306гері', '12', ''],
  ];
  expect(tableLines(rows)).toEqual(['Иесі     Н   x', 'Әйи\u0306гері  12']);
  expect(tableLines([])).toEqual([]);
});
