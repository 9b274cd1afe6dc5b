import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { thisSystem } from '../known-vendors.ts';
import { tokenLibraries } from './token-libraries.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tanba-libraries-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const none = { extra: [], vendorsOff: [] };
const make = (name: string): string => {
  const path = join(folder, name);
  writeFileSync(path, '');
  return path;
};
const rutoken = { win32: 'rtPKCS11ECP.dll', linux: 'librtpkcs11ecp.so', darwin: 'librtpkcs11ecp.dylib' };

describe('libraries of tokens', () => {
  it('are those of the environment variable and no others, where there is one', () => {
    const [a, b] = [make('a.so'), make('b.so')];
    expect(tokenLibraries(none, { TANBA_TOKEN_LIBRARIES: [a, b].join(delimiter) })).toEqual([
      { path: a, vendors: [] },
      { path: b, vendors: [] },
    ]);
    expect(tokenLibraries(none, { TANBA_TOKEN_LIBRARIES: '' })).toEqual([]);
  });

  it('have the person’s own first, each file once, with the vendors whose name for it that is', () => {
    const own = make(rutoken[thisSystem().platform]);
    const link = join(folder, 'link.so');
    symlinkSync(own, link);
    const found = tokenLibraries({ extra: [own], vendorsOff: [] }, { TANBA_TOKEN_LIBRARIES: link });
    expect(found.map(({ path, vendors }) => [path, vendors.map(({ id }) => id)])).toEqual([
      [own, ['kaztoken', 'rutoken']],
    ]);
  });

  it('of a vendor that is switched off are left alone', () => {
    const all = tokenLibraries(none, {});
    const vendorsOff = all.flatMap(({ vendors }) => vendors.map(({ id }) => id));
    expect(tokenLibraries({ extra: [], vendorsOff }, {})).toEqual([]);
  });
});
