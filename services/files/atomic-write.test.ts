import { execFileSync } from 'node:child_process';
import {
  link,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import { assertWritable, writeFileAtomic } from './atomic-write.ts';
import { placeFile, replaceFile } from './rename.ts';

const content = new TextEncoder().encode('a signature');
const fresh = { overwrite: false, inputs: [] };
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tanba-write-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (error instanceof TanbaError ? error.code : String(error)),
  );
}

async function* pieces(...list: Uint8Array[]): AsyncIterable<Uint8Array> {
  for (const piece of list) yield await Promise.resolve(piece);
}

describe('writeFileAtomic', () => {
  it('writes bytes and pieces, and leaves nothing beside them', async () => {
    await writeFileAtomic(join(folder, 'a.cms'), content, fresh);
    await writeFileAtomic(join(folder, 'b.cms'), pieces(content, new Uint8Array(), content), fresh);
    expect(await readFile(join(folder, 'a.cms'), 'utf8')).toBe('a signature');
    expect(await readFile(join(folder, 'b.cms'), 'utf8')).toBe('a signaturea signature');
    expect((await readdir(folder)).sort()).toEqual(['a.cms', 'b.cms']);
  });

  it('never overwrites what exists without being told to', async () => {
    const path = join(folder, 'a.cms');
    await writeFile(path, 'old');
    expect(await codeOf(writeFileAtomic(path, content, fresh))).toBe('output.exists');
    expect(await readFile(path, 'utf8')).toBe('old');
    await writeFileAtomic(path, content, { overwrite: true, inputs: [] });
    expect(await readFile(path, 'utf8')).toBe('a signature');
    expect(await readdir(folder)).toEqual(['a.cms']);
  });

  it('does not overwrite what comes into being while it writes', async () => {
    const path = join(folder, 'a.cms');
    const racing = async function* (): AsyncIterable<Uint8Array> {
      yield content;
      await writeFile(path, 'somebody else');
    };
    expect(await codeOf(writeFileAtomic(path, racing(), fresh))).toBe('output.exists');
    expect(await readFile(path, 'utf8')).toBe('somebody else');
    expect(await readdir(folder)).toEqual(['a.cms']);
  });

  it('counts a symbolic link that leads nowhere as existing', async () => {
    const path = join(folder, 'a.cms');
    await symlink(join(folder, 'nowhere'), path);
    expect(await codeOf(writeFileAtomic(path, content, fresh))).toBe('output.exists');
  });

  it.each(['same name', 'symbolic link', 'hard link', 'dotted path'])(
    'refuses the input, even when told to overwrite: %s',
    async kind => {
      const input = join(folder, 'a.pdf');
      await writeFile(input, 'document');
      const output = kind === 'same name' ? input : join(folder, 'out.cms');
      if (kind === 'symbolic link') await symlink(input, output);
      if (kind === 'hard link') await link(input, output);
      const target = kind === 'dotted path' ? `${folder}/./x/../a.pdf` : output;
      const options = { overwrite: true, inputs: [input] };
      expect(await codeOf(writeFileAtomic(target, content, options))).toBe('output.is-input');
      expect(await codeOf(assertWritable(target, options))).toBe('output.is-input');
      expect(await readFile(input, 'utf8')).toBe('document');
    },
  );

  it('passes the error of the content through and leaves nothing', async () => {
    const failing = async function* (): AsyncIterable<Uint8Array> {
      yield await Promise.resolve(content);
      throw new TanbaError('document.changed', { file: 'a.pdf' });
    };
    expect(await codeOf(writeFileAtomic(join(folder, 'a.cms'), failing(), fresh))).toBe('document.changed');
    expect(await readdir(folder)).toEqual([]);
  });

  it('says what the folder lacks', async () => {
    await writeFile(join(folder, 'file'), '');
    await mkdir(join(folder, 'sub'));
    const at = (name: string): Promise<string> =>
      codeOf(writeFileAtomic(join(folder, name), content, { overwrite: true, inputs: [] }));
    expect(await at('none/a.cms')).toBe('output.no-folder');
    expect(await at('file/a.cms')).toBe('output.no-folder');
    expect(await at(`${'ә'.repeat(200)}.cms`)).toBe('output.name-too-long');
    expect(await at('sub')).toBe('output.failed');
    expect((await readdir(folder)).sort()).toEqual(['file', 'sub']);
  });

  it.skipIf(process.platform === 'win32')('keeps what holds a key to its owner', async () => {
    await writeFileAtomic(join(folder, 'a.p12'), content, { ...fresh, mode: 0o600 });
    expect((await stat(join(folder, 'a.p12'))).mode & 0o777).toBe(0o600);
  });
});

describe('replaceFile', () => {
  const failing = (code: string, times: number): { rename: () => Promise<void>; tries: () => number } => {
    let tries = 0;
    const rename = async (): Promise<void> => {
      if (++tries <= times) throw Object.assign(new Error(code), { code });
    };
    return { rename, tries: () => tries };
  };

  it('has patience with a file that somebody holds open for a moment', async () => {
    const { rename, tries } = failing('EBUSY', 2);
    await replaceFile('from', 'to', rename);
    expect(tries()).toBe(3);
  });

  it('has none with what will not pass', async () => {
    const { rename, tries } = failing('EXDEV', 1);
    await expect(replaceFile('from', 'to', rename)).rejects.toMatchObject({ code: 'EXDEV' });
    expect(tries()).toBe(1);
  });

  it('gives up in the end', async () => {
    const { rename } = failing('EBUSY', Infinity);
    await expect(replaceFile('from', 'to', rename)).rejects.toMatchObject({ code: 'EBUSY' });
  });
});

describe('placeFile', () => {
  const noHardLinks = (): Promise<void> => Promise.reject(Object.assign(new Error(), { code: 'EPERM' }));

  it('does without hard links, and even so takes no name that is taken', async () => {
    const [from, to] = [join(folder, 'temporary'), join(folder, 'a.cms')];
    await writeFile(from, 'new');
    await placeFile(from, to, noHardLinks);
    expect(await readFile(to, 'utf8')).toBe('new');
    await writeFile(from, 'newer');
    await expect(placeFile(from, to, noHardLinks)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(to, 'utf8')).toBe('new');
    await unlink(from);
    expect(await readdir(folder)).toEqual(['a.cms']);
  });
});

/** A disk of 64 KiB, where this user may mount one. */
function smallDisk(at: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a full disk', () => {
  it('is said, and no half-written file stays', async ({ skip }) => {
    const disk = join(folder, 'disk');
    await mkdir(disk);
    skip(!smallDisk(disk), 'mounting a tmpfs is not permitted here');
    try {
      const path = join(disk, 'a.cms');
      expect(await codeOf(writeFileAtomic(path, new Uint8Array(1 << 20), fresh))).toBe('output.disk-full');
      expect(await readdir(disk)).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
