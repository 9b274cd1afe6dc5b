import { describe, expect, it } from 'vitest';
import { rowByKey, rowsInView, scrollTo } from './virtual-rows.ts';

const view = { rowHeight: 50, top: 1000, height: 400 };

describe('rows in view', () => {
  it('are those that are seen and some around them, never beyond the list', () => {
    expect(rowsInView(5000, view)).toEqual({ first: 12, end: 36 });
    expect(rowsInView(5000, { ...view, top: 0 })).toEqual({ first: 0, end: 16 });
    expect(rowsInView(22, view)).toEqual({ first: 12, end: 22 });
    expect(rowsInView(0, view)).toEqual({ first: 0, end: 0 });
    // The list became shorter while it was scrolled far down.
    expect(rowsInView(3, view)).toEqual({ first: 3, end: 3 });
    expect(rowsInView(5000, { ...view, top: -30 })).toMatchObject({ first: 0 });
  });
  it('scroll as little as needed', () => {
    expect(scrollTo(19, view)).toBe(950);
    expect(scrollTo(20, view)).toBe(1000);
    expect(scrollTo(27, view)).toBe(1000);
    expect(scrollTo(28, view)).toBe(1050);
  });
  it('are walked by keys', () => {
    expect(rowByKey('ArrowDown', 4, 5, 3)).toBe(4);
    expect(rowByKey('PageUp', 4, 5, 3)).toBe(1);
    expect(rowByKey('End', 0, 5, 3)).toBe(4);
    expect(rowByKey('Home', 4, 0, 3)).toBeNull();
    expect(rowByKey('a', 4, 5, 3)).toBeNull();
  });
});
