import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import { withFileSource } from './file-source.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tanba-read-'));
  path = join(folder, 'құжат.pdf');
  await writeFile(path, '0123456789');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Reads the first half, lets something happen, reads the second half. */
function readAround(happens: () => Promise<unknown>): Promise<string> {
  return withFileSource(path, async source => {
    const first = new TextDecoder().decode(await source.read(0, 5));
    await happens();
    return first + new TextDecoder().decode(await source.read(5, 5));
  }).catch((error: unknown) => (error instanceof TanbaError ? error.code : String(error)));
}

describe('a file as a source', () => {
  it('gives any range, and less only at the end', async () => {
    await withFileSource(path, async source => {
      const at = async (offset: number, length: number): Promise<string> =>
        new TextDecoder().decode(await source.read(offset, length));
      expect(source.size).toBe(10);
      expect(await at(0, 10)).toBe('0123456789');
      expect(await at(3, 4)).toBe('3456');
      expect(await at(8, 100)).toBe('89');
      expect(await at(10, 5)).toBe('');
      expect(await at(50, 5)).toBe('');
    });
  });

  it('reads an empty file', async () => {
    await truncate(path);
    await withFileSource(path, async source => {
      expect(source.size).toBe(0);
      expect(await source.read(0, 5)).toEqual(new Uint8Array());
    });
  });

  it.each([
    ['nothing', () => Promise.resolve(), '0123456789'],
    ['the file grows', () => appendFile(path, 'x'), 'document.changed'],
    ['the file shrinks', () => truncate(path, 7), 'document.changed'],
    ['other content of the same length', () => writeFile(path, 'abcdefghij'), 'document.changed'],
    ['it is touched', () => utimes(path, 1, 1), 'document.changed'],
    ['it is deleted', () => rm(path), 'document.not-found'],
    [
      'it is replaced, as editors do on saving',
      async () => {
        await writeFile(join(folder, 'new'), '0123456789');
        await rename(join(folder, 'new'), path);
      },
      'document.changed',
    ],
  ])('while it is read, %s happens', async (_, happens, expected) => {
    expect(await readAround(happens)).toBe(expected);
  });

  it('says what cannot be read', async ({ skip }) => {
    const codeAt = (at: string): Promise<string> =>
      withFileSource(at, () => Promise.resolve('read')).catch((error: unknown) => (error as TanbaError).code);
    await mkdir(join(folder, 'sub'));
    expect(await codeAt(join(folder, 'none.pdf'))).toBe('document.not-found');
    expect(await codeAt(join(path, 'below.pdf'))).toBe('document.not-found');
    expect(await codeAt(join(folder, 'sub'))).toBe('document.is-folder');
    skip(process.platform === 'win32', 'there are no device files on Windows');
    expect(await codeAt('/dev/zero')).toBe('document.unreadable');
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe that nobody writes to', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const refused = withFileSource(pipe, () => Promise.resolve('read'));
    await expect(refused).rejects.toMatchObject({ code: 'document.unreadable' });
  });
});
