import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Contrast as WCAG 2.2 counts it, over the palette as it stands in tokens.css. */
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function palette(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`));
  const lines = block.slice(0, block.indexOf('}')).matchAll(/--([\w-]+): (#[0-9a-f]{6});/g);
  return new Map([...lines].map(([, name = '', value = '']) => [name, value]));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const text: readonly (readonly [ink: string, grounds: readonly string[]])[] = [
  [
    'ink',
    [
      'paper',
      'surface',
      'surface-raised',
      'surface-sunk',
      'accent-soft',
      'wrong-soft',
      'good-soft',
      'warn-soft',
    ],
  ],
  [
    'ink-soft',
    ['paper', 'surface', 'surface-raised', 'surface-sunk', 'wrong-soft', 'warn-soft', 'good-soft'],
  ],
  ['accent', ['paper', 'surface', 'surface-raised', 'accent-soft']],
  ['wrong', ['surface', 'surface-raised', 'wrong-soft']],
  ['good', ['surface', 'good-soft']],
  ['warn', ['surface', 'surface-raised', 'surface-sunk', 'warn-soft']],
  ['on-accent', ['accent', 'accent-strong']],
  ['paper', ['ink']],
];
const edges = ['paper', 'surface', 'surface-raised'];

describe.each([':root', ':root.dark'])('the palette of %s', selector => {
  const colours = palette(selector);
  const of = (name: string) => colours.get(name) ?? '#777777';

  it('names every colour of the pairs', () => {
    for (const [ink, grounds] of text)
      for (const name of [ink, ...grounds]) expect(colours.has(name), name).toBe(true);
  });
  it.each(text.flatMap(([ink, grounds]) => grounds.map(ground => [ink, ground] as const)))(
    '%s is readable on %s',
    (ink, ground) => expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5),
  );
  it.each(edges)('edges of controls can be seen on %s', ground => {
    expect(contrast(of('line-strong'), of(ground))).toBeGreaterThanOrEqual(3);
  });
});
