/** The doctor over real libraries in real hosts, and over what other systems would show. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cardServices, doctorReportSchema, findings } from '../../contract/doctor.ts';
import type { DoctorReport } from '../../contract/doctor.ts';
import { cardServiceWords, findingWords } from '../../contract/doctor-words.ts';
import { languages } from '../../contract/errors/index.ts';
import type { HostCommandName } from '../../contract/token-host.ts';
import type { Vendor } from '../../contract/vendors.ts';
import { createTestToken, lacks, library, notBuilt } from '../../native/virtual-token/test-token.ts';
import type { TestToken } from '../../native/virtual-token/test-token.ts';
import { pullToken, setFaults } from '../../native/virtual-token/token-folder.ts';
import { bundled } from '../../tests/support/entries.ts';
import { createFolder } from '../../tests/support/key-files.ts';
import type { Folder } from '../../tests/support/key-files.ts';
import { putKey } from '../../tests/tokens/token-session.ts';
import { nodeHostStarter } from '../node-host-starter.ts';
import { systemClock } from '../ports.ts';
import { checkCardService } from './card-service.ts';
import { createDoctor } from './doctor.ts';
import { missingImport } from './missing-imports.ts';

const entry = bundled.host;

let folder: Folder;
let token: TestToken;
beforeEach(() => {
  folder = createFolder();
  token = createTestToken({ label: 'АСЕЛЬ ИВАНОВА', serial: '0123456789abcdef' });
});
afterEach(() => {
  folder.remove();
  token.remove();
});

const vendor = (id: string, path: string | null): Vendor => ({
  id,
  name: id.toUpperCase(),
  media: [],
  libraries: { win32: [], darwin: [], linux: path === null ? [] : [{ path, bits: 64 }] },
  quirks: path === null ? ['library-unknown'] : [],
  defaultPin: null,
  unlock: { kk: '-', ru: '-', en: '-' },
  help: 'https://example.org/',
  drivers: 'https://example.org/',
  triedOnHardware: false,
});

function examine(
  paths: readonly string[],
  vendors: readonly Vendor[] = [],
  deadlines: Partial<Record<HostCommandName, number>> = {},
): Promise<DoctorReport> {
  const environment = { ...process.env, TANBA_VIRTUAL_TOKEN: token.dir };
  return createDoctor({
    starter: nodeHostStarter({ entry, environment }),
    clock: systemClock,
    system: { platform: 'linux', bits: 64, systemBits: 64, environment: {} },
    architecture: process.arch,
    version: '1.2.3',
    vendors,
    ownLibraries: () => paths,
    deadlines,
    cardService: () => Promise.resolve('running'),
  }).run();
}

const found = (report: DoctorReport): readonly string[] => report.vendors.map(({ finding }) => finding);

describe.skipIf(lacks('the doctor', notBuilt))('a driver', () => {
  it('that works is shown with its tokens; one file of two vendors is loaded once', async () => {
    putKey(token.dir, 'ok-rsa');
    const report = await examine([], [vendor('a', library), vendor('b', library), vendor('c', null)]);
    expect(doctorReportSchema.parse(report)).toEqual(report);
    expect(found(report)).toEqual(['works', 'works', 'library-unknown']);
    expect(report.vendors[0]?.libraries[0]).toMatchObject({
      path: library,
      architectures: [process.arch],
      info: { manufacturer: 'Tanba' },
      slots: 1,
      tokens: [{ label: 'АСЕЛЬ ИВАНОВА', certificates: 1, locked: false }],
    });
  });

  it('is told apart by what is in its slots', async () => {
    expect(found(await examine([library]))).toEqual(['no-certificate']);
    pullToken({ dir: token.dir });
    expect(found(await examine([library]))).toEqual(['no-token']);
  });

  it.each([
    ['dlopen crash segv', 'crashes'],
    ['C_Initialize crash abort', 'crashes'],
    ['C_Initialize return 0x5', 'fails'],
    ['C_GetSlotList return 0x80000123', 'fails'],
  ])('that does %s: %s', async (fault, finding) => {
    setFaults(token.dir, fault);
    const report = await examine([library]);
    expect(found(report)).toEqual([finding]);
    expect(report.vendors[0]?.libraries[0]?.error === null).toBe(finding === 'crashes');
  });

  it('that hangs is given up', async () => {
    setFaults(token.dir, 'C_Initialize hang');
    expect(found(await examine([library], [], { tokens: 300 }))).toEqual(['hangs']);
  });

  it('of another processor is not even loaded', async () => {
    const bytes = readFileSync(library);
    bytes.writeUInt16LE(process.arch === 'arm64' ? 0x3e : 0xb7, 18);
    const report = await examine([folder.file('other.so', bytes)]);
    expect(found(report)).toEqual(['wrong-architecture']);
  });

  it('that lacks a library names it', async () => {
    // The name of a library that it needs, written over with one that nobody has.
    const bytes = readFileSync(library);
    const at = bytes.indexOf('libc.so.6\0');
    expect(at).toBeGreaterThan(0);
    bytes.write('libq.so.6', at);
    const report = await examine([folder.file('lacking.so', bytes)]);
    expect(report.vendors[0]?.libraries[0]).toMatchObject({
      finding: 'dependency-missing',
      missing: 'libq.so.6',
    });
  });

  it('that is none is told', async () => {
    const koffi = join(
      import.meta.dirname,
      '../../node_modules/@koromix/koffi-linux-x64/linux_x64/koffi.node',
    );
    const alien = folder.file('alien.so', '');
    copyFileSync(koffi, alien);
    const text = folder.file('text.so', 'no library');
    const cut = folder.file('cut.so', readFileSync(library).subarray(0, 40));
    mkdirSync(join(folder.path, 'folder.so'));
    const report = await examine([
      alien,
      text,
      cut,
      join(folder.path, 'folder.so'),
      join(folder.path, 'gone.so'),
    ]);
    expect(found(report)).toEqual([
      'not-pkcs11',
      'not-a-library',
      'does-not-load',
      'does-not-load',
      'not-installed',
    ]);
  });

  it('is reported to others without anything of the person', async () => {
    putKey(token.dir, 'ok-rsa');
    const { text } = await examine([library]);
    expect(text).toContain('Tanba 1.2.3, linux');
    expect(text).toContain('…cdef: 1 certificates');
    expect(text).not.toMatch(/АСЕЛЬ|0123456789/);
  });
});

describe('the smart card service', () => {
  const windows = (status: number | null, output: string) =>
    checkCardService({
      platform: 'win32',
      environment: { SystemRoot: 'D:\\Win' },
      run: (program, parameters) => {
        expect([program, ...parameters]).toEqual(['D:\\Win\\System32\\sc.exe', 'query', 'SCardSvr']);
        return Promise.resolve({ status, output });
      },
    });
  const answer = (state: string): string =>
    `\r\nSERVICE_NAME: SCardSvr\r\n        TYPE               : 20  WIN32_SHARE_PROCESS\r\n        STATE              : ${state}\r\n                                (NOT_STOPPABLE)\r\n        WIN32_EXIT_CODE    : 0  (0x0)\r\n`;

  it('of Windows is asked by its name', async () => {
    expect(await windows(0, answer('4  RUNNING'))).toBe('running');
    expect(await windows(0, answer('1  STOPPED'))).toBe('stopped');
    expect(await windows(0, answer('4  RUNNING').replace('STATE ', 'Состояние'))).toBe('running');
    expect(await windows(1060, '')).toBe('not-installed');
    expect(await windows(null, '')).toBe('unknown');
  });

  it('of Linux is its socket', async () => {
    const linux = (socket: boolean, daemon: boolean) =>
      checkCardService({
        platform: 'linux',
        environment: {},
        listens: path => Promise.resolve(socket && path === '/run/pcscd/pcscd.comm'),
        exists: () => daemon,
      });
    expect(await linux(true, true)).toBe('running');
    expect(await linux(false, true)).toBe('stopped');
    expect(await linux(false, false)).toBe('not-installed');
  });

  it('of this computer has an answer', async () => {
    const platform = process.platform as 'linux';
    expect(cardServices).toContain(await checkCardService({ platform, environment: process.env }));
  });
});

describe('a DLL', () => {
  it('lacks what is neither beside it nor in Windows', () => {
    const there = new Set(['C:\\Tokens\\helper.dll', 'C:\\Windows\\System32\\KERNEL32.dll']);
    const folders = { systemRoot: 'C:\\Windows', system: 'C:\\Windows\\System32' };
    const missing = (...imports: string[]) =>
      missingImport('C:\\Tokens\\token.dll', imports, folders, path => there.has(path));
    expect(missing('KERNEL32.dll', 'helper.dll', 'api-ms-win-crt-heap-l1-1-0.dll')).toBeNull();
    expect(missing('KERNEL32.dll', 'VCRUNTIME140.dll')).toBe('VCRUNTIME140.dll');
  });
});

describe('every finding', () => {
  it.each(findings)('%s has words in each language', finding => {
    const words = languages.map(language =>
      findingWords(finding, { vendor: 'V', architecture: 'x64', missing: 'lib.so' }, language),
    );
    for (const part of words.flat()) expect(part.length).toBeGreaterThan(10);
    expect(new Set(words.map(([what]) => what)).size).toBe(languages.length);
  });

  it.each(cardServices)('of the service, %s, too', service => {
    const words = languages.map(language => cardServiceWords(service, language)[0]);
    expect(new Set(words).size).toBe(languages.length);
  });
});
