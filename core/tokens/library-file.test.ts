import { describe, expect, it } from 'vitest';
import { choices } from '../../tests/support/choices.ts';
import { readLibraryFile } from './library-file.ts';
import type { LibraryFile } from './library-file.ts';

function file(bytes: Uint8Array): LibraryFile | null {
  return readLibraryFile((offset, length) => bytes.subarray(offset, offset + length));
}

/** Numbers at offsets; two bytes each where `width` is 2. */
function put(length: number, littleEndian: boolean, ...words: readonly (readonly [number, number, 2 | 4])[]) {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (const [offset, value, width] of words) {
    if (width === 2) view.setUint16(offset, value, littleEndian);
    else view.setUint32(offset, value, littleEndian);
  }
  return bytes;
}

/** A DLL with one section, which lies at 0x2000 in memory and at 0x400 in the file, and the imports in it. */
function dll(machine: number, wide: boolean, names: readonly string[]): Uint8Array {
  const pe = 0x80;
  const optional = pe + 24;
  const optionalLength = wide ? 240 : 224;
  const section = optional + optionalLength;
  const bytes = put(
    0x1000,
    true,
    ...([
      [0, 0x5a4d, 2],
      [0x3c, pe, 4],
      [pe, 0x4550, 4],
      [pe + 4, machine, 2],
      [pe + 6, 1, 2],
      [pe + 20, optionalLength, 2],
      [pe + 22, 0x2102, 2],
      [optional, wide ? 0x20b : 0x10b, 2],
      [optional + (wide ? 112 : 96) + 8, 0x2000, 4],
      [section + 8, 0x800, 4],
      [section + 12, 0x2000, 4],
      [section + 16, 0x800, 4],
      [section + 20, 0x400, 4],
      ...names.map((_, index) => [0x400 + index * 20 + 12, 0x2400 + index * 64, 4] as const),
    ] as const),
  );
  names.forEach((name, index) => bytes.set(new TextEncoder().encode(name), 0x800 + index * 64));
  return bytes;
}

describe('a library', () => {
  it.each([
    ['x64', 0x3e],
    ['ia32', 0x03],
    ['arm64', 0xb7],
    ['0xf3', 0xf3],
  ])('of Linux for %s', (architecture, machine) => {
    const bytes = put(64, true, [0, 0x464c_457f, 4], [4, 0x0102, 2], [16, 3, 2], [18, machine, 2]);
    expect(file(bytes)).toEqual({ format: 'elf', architectures: [architecture], imports: [] });
  });

  it('is no object file', () => {
    expect(file(put(64, true, [0, 0x464c_457f, 4], [4, 0x0102, 2], [16, 1, 2], [18, 0x3e, 2]))).toBeNull();
  });

  it.each([
    ['x64', 0x8664, true],
    ['ia32', 0x14c, false],
    ['arm64', 0xaa64, true],
  ])('of Windows for %s names what it imports', (architecture, machine, wide) => {
    const imports = ['KERNEL32.dll', 'VCRUNTIME140.dll'];
    expect(file(dll(machine, wide, imports))).toEqual({
      format: 'pe',
      architectures: [architecture],
      imports,
    });
    expect(file(dll(machine, wide, imports).subarray(0, 0x410))).toBeNull();
  });

  it('of Windows is no program', () => {
    const bytes = dll(0x8664, true, []);
    bytes[0x80 + 23] = 0;
    expect(file(bytes)).toBeNull();
  });

  it('of macOS may be for several processors', () => {
    expect(file(put(32, true, [0, 0xfeed_facf, 4], [4, 0x0100_000c, 4]))?.architectures).toEqual(['arm64']);
    const fat = put(64, false, [0, 0xcafe_babe, 4], [4, 2, 4], [8, 0x0100_0007, 4], [28, 0x0100_000c, 4]);
    expect(file(fat)?.architectures).toEqual(['x64', 'arm64']);
    // A class file of Java: version 52 where the count would be.
    expect(file(put(64, false, [0, 0xcafe_babe, 4], [4, 52, 4]))).toBeNull();
  });

  it('is not read beyond its end, whatever its headers say', () => {
    const next = choices(4);
    const seeds = [dll(0x8664, true, ['A.dll']), dll(0x14c, false, ['B.dll'])];
    for (let round = 0; round < 5_000; round += 1) {
      const bytes = Uint8Array.from(seeds[next(2)]!.subarray(0, 0x440 + next(0x800)));
      for (let change = 0; change < 4; change += 1)
        bytes[next(2) === 0 ? next(0x1c0) : 0x400 + next(40)] = next(256);
      const read = file(bytes);
      expect(read?.imports.length ?? 0).toBeLessThanOrEqual(256);
    }
  });
});
