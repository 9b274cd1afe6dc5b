import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { platforms, vendorsSchema } from '../../contract/vendors.ts';
import { findLibraries } from './vendors.ts';
import type { LibrarySystem } from './vendors.ts';

const file = new URL('../../resources/vendors.json', import.meta.url);
const { vendors } = vendorsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const vendor = (id: string) => vendors.find(it => it.id === id)!;

const windows: LibrarySystem = {
  platform: 'win32',
  bits: 64,
  systemBits: 64,
  environment: { SystemRoot: 'D:\\Win', ProgramFiles: 'D:\\Programs', 'ProgramFiles(x86)': 'D:\\Narrow' },
};
const linux: LibrarySystem = { platform: 'linux', bits: 64, systemBits: 64, environment: {} };

describe('the vendors', () => {
  it('have names of their own, and absolute paths of their platform', () => {
    expect(new Set(vendors.map(({ id }) => id)).size).toBe(vendors.length);
    const shape = { win32: /^(<\w+>|[A-Z]:)\\.*\.dll$/, linux: /^\/.*\.so$/, darwin: /^\// };
    for (const { libraries } of vendors) {
      for (const platform of platforms) {
        for (const { path } of libraries[platform]) expect(path).toMatch(shape[platform]);
      }
    }
  });

  it.each(vendors)('$id: whose library nobody knows says so, and the others have one everywhere', entry => {
    for (const platform of platforms) {
      expect(entry.libraries[platform].length === 0).toBe(entry.quirks.includes('library-unknown'));
    }
  });

  it('use no folder that no Windows has', () => {
    for (const entry of vendors) {
      const all = findLibraries(entry, windows, () => true);
      expect(all).toHaveLength(entry.libraries.win32.length);
      for (const { path } of all) expect(path).not.toContain('<');
    }
  });

  it('none was tried on hardware yet', () => {
    expect(vendors.filter(({ triedOnHardware }) => triedOnHardware)).toEqual([]);
  });
});

describe('the libraries of a vendor', () => {
  it('are those that exist', () => {
    const there = ['/usr/lib64/libeTPkcs11.so'];
    expect(findLibraries(vendor('etoken'), linux, path => there.includes(path))).toEqual([
      { path: '/usr/lib64/libeTPkcs11.so', bits: 64, fits: true },
    ]);
    expect(findLibraries(vendor('etoken'), linux, () => false)).toEqual([]);
  });

  it.each([
    [64, 64, ['D:\\Win\\System32\\eTPKCS11.dll', 'D:\\Win\\SysWOW64\\eTPKCS11.dll']],
    [32, 64, ['D:\\Win\\SysWOW64\\eTPKCS11.dll', 'D:\\Win\\Sysnative\\eTPKCS11.dll']],
    [32, 32, ['D:\\Win\\System32\\eTPKCS11.dll']],
  ] as const)(
    'come with those that fit first: a %i-bit program on a %i-bit Windows',
    (bits, systemBits, paths) => {
      const found = findLibraries(vendor('etoken'), { ...windows, bits, systemBits }, () => true);
      expect(found.map(({ path }) => path)).toEqual(paths);
      expect(found.map(({ fits }) => fits)).toEqual(paths.map((_path, index) => index === 0));
      expect(found[0]!.bits).toBe(bits);
    },
  );

  it('are looked for in both folders of programs', () => {
    expect(findLibraries(vendor('opensc'), windows, () => true).map(({ path }) => path)).toEqual([
      'D:\\Programs\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll',
      'D:\\Narrow\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll',
    ]);
  });
});
