/** Tables of values between commas, semicolons or tabs (RFC 4180), as spreadsheets write them. */

export interface CsvRow {
  /** In which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The first of them that the first row has. */
const SEPARATORS = [';', '\t', ','];

/** The rows with their cells trimmed; empty rows are left out. The separator is the one of the first row. */
export function readCsv(text: string): CsvRow[] {
  // An old Macintosh ends lines with CR alone.
  const source = text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
  const first = /^.*/.exec(source)?.[0] ?? '';
  const separator = SEPARATORS.find(each => first.includes(each)) ?? ',';
  const rows: { line: number; cells: string[] }[] = [];
  let line = 1;
  let [row, cell, quoted] = [{ line, cells: [] as string[] }, '', false];
  const endCell = (): void => {
    row.cells.push(cell.trim());
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.cells.some(text => text !== '')) rows.push(row);
    row = { line, cells: [] };
  };
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    if (char === '\n') line++;
    if (quoted && char === '"' && source[at + 1] === '"') cell += source[at++]!;
    else if (char === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (quoted) cell += char;
    else if (char === separator) endCell();
    else if (char === '\n') endRow();
    else cell += char;
  }
  endRow();
  return rows;
}
