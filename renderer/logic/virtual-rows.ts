/** Which rows of a long list are drawn: those that can be seen, and a few around them. All rows are equally high. */

export interface RowWindow {
  /** The first that is drawn. */
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
}

/** Rows drawn above and below, so that scrolling shows no gap before the next frame. */
const margin = 8;

export function rowsInView(
  count: number,
  { rowHeight, top, height }: { readonly rowHeight: number; readonly top: number; readonly height: number },
): RowWindow {
  const first = Math.floor(Math.max(0, top) / rowHeight) - margin;
  const end = Math.ceil((Math.max(0, top) + height) / rowHeight) + margin;
  const last = Math.min(count, Math.max(0, end));
  return { first: Math.min(Math.max(0, first), last), end: last };
}

/** Where the list has to be scrolled to for the row to be seen whole; where it is, if it is seen. */
export function scrollTo(
  row: number,
  { rowHeight, top, height }: { readonly rowHeight: number; readonly top: number; readonly height: number },
): number {
  const above = row * rowHeight;
  if (above < top) return above;
  return above + rowHeight > top + height ? above + rowHeight - height : top;
}

/** Where a key leads from a row; null where it leads nowhere. */
export function rowByKey(key: string, at: number, count: number, page: number): number | null {
  const to: Readonly<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: count - 1,
  };
  const row = to[key];
  return row === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, row));
}
