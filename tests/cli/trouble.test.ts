/** What goes wrong around the program: disks, rights, names, other programs, impatient people. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, finished, makeWorkplace, startTanba, tanba } from '../support/cli.ts';
import type { CliProcess, CliResult, Workplace } from '../support/cli.ts';

const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

let place: Workplace;
beforeAll(() => {
  place = makeWorkplace(['individual']);
  // Read by another user below; the key is a sandbox one.
  if (!isWindows) execFileSync('chmod', ['-R', 'a+rX', place.path]);
});
afterAll(() => place.remove());

const signing = (...args: string[]): string[] => [
  'sign',
  '--key',
  place.key('individual'),
  '--pin-file',
  place.pin,
  ...args,
];
const outcome = (result: CliResult): unknown => [codeIn(result), result.exit];

function mount(folder: string, options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a disk', () => {
  it('that is full is said, for a folder only once, and nothing half-written stays', async ({ skip }) => {
    const disk = place.at('disk');
    place.write('disk/.keep', '');
    skip(!mount(disk, 'size=256k'), 'mounting a tmpfs is not permitted here');
    try {
      const documents = ['a.bin', 'b.bin'].map(name => place.write(name, new Uint8Array(1 << 20)));
      const result = await tanba(signing(...documents, '--out', disk));
      expect(outcome(result)).toEqual(['output.disk-full', 5]);
      expect(result.stdout).toContain('documents not signed: 2');
      expect(readdirSync(disk)).toEqual([]);
      expect(outcome(await tanba(signing(documents[0]!, '--out', disk, '--detached')))).toEqual(['', 0]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('that is read-only is said', async ({ skip }) => {
    const disk = place.at('cd');
    place.write('cd/.keep', '');
    skip(!mount(disk, 'ro'), 'mounting a tmpfs is not permitted here');
    try {
      expect(outcome(await tanba(signing(place.pin, '--out', disk)))).toEqual(['output.read-only', 5]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it.skipIf(isWindows)('that does not take the result makes the command fail', async () => {
    const full = openSync('/dev/full', 'w');
    const child = startTanba(['--help'], { stdout: full });
    closeSync(full);
    expect((await finished(child)).exit).toBe(5);
  });
});

describe('rights', () => {
  it('missing for the folder, the document or the key are told apart', async ({ skip }) => {
    skip(!isRoot, 'another user is needed, and only root can become one');
    const document = place.write('shared/a.pdf', 'x');
    chmodSync(place.at('shared'), 0o755);
    const asNobody = (...args: string[]): Promise<CliResult> => tanba(args, { uid: NOBODY });
    expect(outcome(await asNobody(...signing(document)))).toEqual(['output.read-only', 5]);
    chmodSync(document, 0o600);
    place.write('open/keep', '');
    chmodSync(place.at('open'), 0o777);
    const toOpen = signing(document, '--out', place.at('open'));
    expect(outcome(await asNobody(...toOpen))).toEqual(['document.unreadable', 5]);
    chmodSync(place.key('individual'), 0o600);
    expect(outcome(await asNobody(...toOpen))).toEqual(['keystore.unreadable', 3]);
    chmodSync(place.key('individual'), 0o644);
  });
});

describe('names', () => {
  it('in Kazakh, with spaces, and as long as the disk takes them', async () => {
    // 123 letters of two bytes and an extension make 250 bytes, and the signature’s name 254 of the 255 that Linux allows.
    const long = `${'ұзақ_аты_'.repeat(13)}${'ә'.repeat(6)}.pdf`;
    for (const name of ['Келісім-шарт № 7 (түпнұсқа).pdf', long]) {
      const document = place.write(join('атаулар', name), 'x');
      expect(outcome(await tanba(signing(document, '--detached')))).toEqual(['', 0]);
      const verified = await tanba(['verify', `${document}.cms`, '--trust', place.trust]);
      expect(outcome(verified)).toEqual(['', 0]);
    }
  });

  it.skipIf(isWindows)('longer than that are said', async () => {
    const document = place.write(`${'ә'.repeat(125)}.pdf`, 'x');
    expect(outcome(await tanba(signing(document)))).toEqual(['output.name-too-long', 5]);
  });

  it('in a folder deeper than Windows’ old limit of 260', async () => {
    const deep = Array.from({ length: 12 }, (_, i) => `ішкі қалта ${i} ${'x'.repeat(20)}`).join('/');
    const document = place.write(`${deep}/a.pdf`, 'x');
    expect(document.length).toBeGreaterThan(400);
    expect(outcome(await tanba(signing(document)))).toEqual(['', 0]);
  });
});

/** Waits until the command has begun to write: its temporary file is there. */
async function begun(folder: string, child: CliProcess): Promise<void> {
  const isTemporary = (name: string): boolean => name.endsWith('.tmp');
  while (child.exitCode === null && !readdirSync(folder).some(isTemporary)) await sleep(2);
}

describe('meanwhile', () => {
  /** A document that takes a second to hash, signed while something happens to it. */
  async function during(folder: string, happens: (document: string) => void): Promise<CliResult> {
    const document = place.write(`${folder}/a.bin`, '');
    truncateSync(document, 64 * 1024 * 1024);
    const child = startTanba(signing(document));
    const result = finished(child);
    await begun(place.at(folder), child);
    happens(document);
    return result;
  }

  it.each([
    ['deleted', (document: string) => rmSync(document), 'document.not-found', []],
    ['longer', (document: string) => appendFileSync(document, 'x'), 'document.changed', ['a.bin']],
    ['shorter', (document: string) => truncateSync(document, 1000), 'document.changed', ['a.bin']],
    [
      'saved anew',
      (document: string) => {
        writeFileSync(`${document}.new`, 'x');
        renameSync(`${document}.new`, document);
      },
      'document.changed',
      ['a.bin'],
    ],
  ])('the document was %s', async (name, happens, code, left) => {
    const result = await during(name, happens);
    expect(outcome(result)).toEqual([code, 5]);
    expect(readdirSync(place.at(name))).toEqual(left);
  });

  it('somebody else wrote a file of that name', async () => {
    const result = await during('race', document => writeFileSync(`${document}.cms`, 'theirs'));
    expect(outcome(result)).toEqual(['output.exists', 5]);
    expect(readFileSync(place.at('race', 'a.bin.cms'), 'utf8')).toBe('theirs');
  });

  it.skipIf(isWindows).each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'the person lost patience (%s)',
    async signal => {
      const first = place.write(`${signal}/1.pdf`, 'x');
      const second = place.write(`${signal}/2.bin`, '');
      truncateSync(second, 256 * 1024 * 1024);
      const child = startTanba(signing(first, second, '--json'), { group: true });
      const result = finished(child);
      while (child.exitCode === null && !existsSync(`${first}.cms`)) await sleep(2);
      await begun(place.at(signal), child);
      process.kill(-child.pid!, signal);
      const { exit, stdout, stderr } = await result;
      expect(exit).toBe(130);
      expect(stderr).toMatch(/^error: host\.cancelled: /);
      const { documents } = JSON.parse(stdout) as {
        readonly documents: readonly { readonly error: unknown }[];
      };
      expect(documents).toMatchObject([{ error: null }, { error: { code: 'host.cancelled' } }]);
      expect(readdirSync(place.at(signal)).sort()).toEqual(['1.pdf', '1.pdf.cms', '2.bin']);
    },
  );

  it.skipIf(isWindows)('the reader of the output went away', async () => {
    const child = startTanba(['--help']);
    child.stdout?.destroy();
    expect((await finished(child)).exit).toBe(0);
  });
});

describe('hundreds of small documents', () => {
  it('are signed in one go', async () => {
    const names = Array.from({ length: 250 }, (_, i) => `${String(i).padStart(4, '0')}.txt`);
    const documents = names.map(name => place.write(`many/${name}`, `document ${name}`));
    const result = await tanba(signing(...documents, '--detached'));
    expect(outcome(result)).toEqual(['', 0]);
    expect(result.stdout.trimEnd().split('\n')).toEqual(documents.map(document => `${document}.cms`));
    expect(readdirSync(place.at('many'))).toHaveLength(500);
    const last = await tanba(['verify', `${documents.at(-1)!}.cms`, '--trust', place.trust]);
    expect(last.exit).toBe(0);
  });
});
