/** Columns of text; the last one is not padded, so that lines end where their words do. */

/** Lines of a table; the first row is its head. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => width(row[column] ?? ''))));
  return rows.map(row =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** Columns that a terminal needs: combining marks take none. */
function width(text: string): number {
  return [...text.normalize('NFC')].filter(character => !/\p{Mn}/u.test(character)).length;
}
