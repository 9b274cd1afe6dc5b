/** The virtual token as a host sees it: its own checks, then OpenSC's pkcs11-tool, tokens pulled and faults in between. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestToken, lacks, library, noTool, notBuilt, pin, soPin } from './test-token.ts';
import type { TestToken } from './test-token.ts';
import {
  changeSettings,
  createEmptySlot,
  createVirtualToken,
  insertToken,
  pullToken,
  readCallLog,
  remainingFaults,
  setFaults,
  startCallLog,
  triesLeft,
  typeOnPinPad,
} from './token-folder.ts';
import { readObjects } from './token-objects.ts';
import { putKey } from '../../tests/tokens/token-session.ts';

function inspect(program: string, ...parameters: readonly string[]): string {
  const result = spawnSync(program, [...parameters, library], { encoding: 'utf8' });
  if (result.error) throw result.error;
  return result.stdout;
}

describe.skipIf(lacks('the library', notBuilt))('the library', () => {
  it('passes its own checks of every rule, through dlopen', () => {
    const checker = join(dirname(library), 'virtual-token-check');
    const result = spawnSync(checker, [library], { encoding: 'utf8' });
    expect(result.status, result.stdout + result.stderr).toBe(0);
    const [, passed] = /(\d+) checks passed, 0 failed/.exec(result.stdout) ?? [];
    expect(Number(passed)).toBeGreaterThanOrEqual(76);
  }, 300_000); // seconds on an idle machine

  it('exports C_GetFunctionList and nothing else', () => {
    const exported = inspect('nm', '-D', '--defined-only').trim().split('\n');
    expect(exported.map(line => line.split(' ').at(-1))).toEqual(['C_GetFunctionList']);
  });

  it('needs no libcrypto of the process that loads it', () => {
    const needed = inspect('readelf', '-d');
    expect(needed).toContain('libc.so');
    expect(needed).not.toContain('libcrypto');
  });
});

describe.skipIf(lacks('pkcs11-tool', notBuilt, noTool))('pkcs11-tool', () => {
  let token: TestToken;
  afterEach(() => token.remove());

  it('lists slots, token and mechanisms', () => {
    token = createTestToken();
    createEmptySlot({ dir: token.dir, slot: 1 });
    const slots = token.run('-L');
    expect(slots).toMatch(/token label\s*: Demo\n/);
    expect(slots).toMatch(/serial num\s*: 00000000000000a1\n/);
    expect(slots).toMatch(/Tanba virtual slot 1\n\s*\(empty\)/);
    const mechanisms = token.run('-M');
    expect(mechanisms).toContain('GOSTR3410-WITH-GOSTR3411-12-512, keySize={512,512}, hw, sign, verify');
    expect(mechanisms).toContain('RSA-PKCS, keySize={2048,4096}, hw, sign, verify');
    expect(token.run('-I')).toContain('Tanba virtual token');
  });

  it('passes its own --test with keys of every kind', () => {
    token = createTestToken();
    const types = ['rsa:2048', 'GOSTR3410-2012-256:B', 'GOSTR3410-2012-512:A'];
    for (const [index, type] of types.entries())
      token.runAsUser('--keypairgen', '--key-type', type, '--id', `0${index}`, '--label', type);
    const report = token.runAsUser('--test');
    expect(report).toContain('all 4 digest functions seem to work');
    expect(report).toContain('all 4 signature functions seem to work');
    expect(report).toContain('No errors');
    expect(token.run('-O').match(/Public Key Object/g)).toHaveLength(3);
    expect(token.run('-O')).not.toContain('Private Key Object');
    expect(token.runAsUser('-O').match(/Private Key Object/g)).toHaveLength(3);
  });

  it('lists the mechanisms and the objects of a key of НУЦ РК without a complaint', () => {
    token = createTestToken();
    putKey(token.dir, 'ok-rsa');
    const listed = token.runAsUser('-M', '-O');
    for (const part of [
      'RSA-PKCS, keySize',
      'Private Key Object; RSA',
      'Certificate Object; type = X.509 cert',
    ]) {
      expect(listed).toContain(part);
    }
    expect(listed.match(/ID:\s+01\n/g)).toHaveLength(2);
  });

  it('may call C_Initialize in a forked child', () => {
    token = createTestToken();
    expect(token.run('--test-fork', '-L')).toContain('forked child');
  });

  it('initialises a blank token, sets, changes and unblocks the PIN', () => {
    token = createTestToken();
    createVirtualToken({ dir: token.dir });
    token.run('--init-token', '--label', 'Жаңа', '--so-pin', soPin);
    token.run('--init-pin', '--login', '--so-pin', soPin, '--pin', pin);
    token.run('--change-pin', '--pin', pin, '--new-pin', '11112222');
    expect(token.run('-L')).toMatch(/token label\s*: Жаңа/);
    changeSettings({ dir: token.dir }, { maxTries: 2 });
    for (let i = 0; i < 2; i += 1)
      expect(token.tool(['--login', '--pin', pin, '-O']).stderr).toContain('CKR_PIN_INCORRECT');
    expect(token.run('-L')).toContain('user PIN locked');
    expect(token.tool(['--login', '--pin', '11112222', '-O']).stderr).toContain('CKR_PIN_LOCKED');
    token.run('--init-pin', '--login', '--so-pin', soPin, '--pin', pin);
    token.runAsUser('-O');
  });

  it('spends one try per wrong PIN and none for a right one', () => {
    token = createTestToken({ maxTries: 3 });
    const place = { dir: token.dir };
    token.tool(['--login', '--pin', '00000000', '-O']);
    expect(triesLeft(place)).toBe(2);
    expect(token.run('-L')).toContain('user PIN count low');
    token.runAsUser('-O');
    expect(triesLeft(place)).toBe(3);
    createVirtualToken({ ...place, pin, soPin, maxTries: 3, triesLeft: 1, pinToBeChanged: true });
    const flags = token.run('-L');
    expect(flags).toContain('final user PIN try');
    expect(flags).toContain('user PIN to be changed');
  });

  it('logs in at the pad of a token that has one', () => {
    token = createTestToken({ protectedAuthenticationPath: true });
    typeOnPinPad({ dir: token.dir }, pin);
    expect(token.run('--login', '-O')).toBe('');
    typeOnPinPad({ dir: token.dir });
    expect(token.tool(['--login', '-O']).stderr).toContain('CKR_FUNCTION_CANCELED');
  });

  it('writes, reads, renames and deletes objects', () => {
    token = createTestToken();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = token.file('key.der', privateKey.export({ type: 'pkcs8', format: 'der' }));
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    token.runAsUser('--write-object', key, '--type', 'privkey', '--id', '0a', '--usage-sign');
    token.runAsUser('--write-object', token.file('public.der', spki), '--type', 'pubkey', '--id', '0a');
    token.runAsUser('--read-object', '--type', 'pubkey', '--id', '0a', '-o', token.file('out.der'));
    expect(readFileSync(token.file('out.der')).equals(spki)).toBe(true);
    const signature = token.sign('SHA256-RSA-PKCS', '0a', token.file('message', 'message'));
    expect(verify('sha256', Buffer.from('message'), publicKey, signature)).toBe(true);
    token.runAsUser('--type', 'privkey', '--id', '0a', '--set-id', '0b');
    expect(token.runAsUser('-O', '--type', 'privkey')).toContain('0b');
    token.runAsUser('--delete-object', '--type', 'privkey', '--id', '0b');
    expect(readObjects({ dir: token.dir })).toHaveLength(1);
  });

  it('sees tokens pulled and inserted', () => {
    token = createTestToken();
    pullToken({ dir: token.dir });
    expect(token.run('-L')).toContain('(empty)');
    insertToken({ dir: token.dir });
    expect(token.run('-L')).toContain('Demo');
  });

  it('meets the faults that were ordered, and the log tells of them', () => {
    token = createTestToken();
    startCallLog(token.dir);
    setFaults(token.dir, 'C_Login return 0x30 once', 'C_GetTokenInfo#2+ slow 1');
    expect(token.tool(['--login', '--pin', pin, '-O']).stderr).toContain('CKR_DEVICE_ERROR');
    expect(remainingFaults(token.dir)).toEqual(['C_GetTokenInfo#2+ slow 1']);
    token.runAsUser('-O');
    setFaults(token.dir, 'C_FindObjectsInit crash segv once');
    expect(token.tool(['--login', '--pin', pin, '-O']).signal).toBe('SIGSEGV');
    const calls = readCallLog(token.dir);
    expect(calls.filter(({ call }) => call === 'C_Login').map(({ result }) => result)).toEqual([0x30, 0, 0]);
    expect(calls.at(-1)).toMatchObject({ call: 'C_FindObjectsInit', result: 'crash-segv' });
  });
});
