import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, truncateSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVectors } from '../vectors/read-vector.ts';
import { codeIn, makeWorkplace, tanba } from '../support/cli.ts';
import type { Workplace } from '../support/cli.ts';

const vectors = readVectors(fileURLToPath(new URL('../vectors/pkcs12', import.meta.url)));
let place: Workplace;
beforeAll(() => {
  place = makeWorkplace(['individual', 'head', 'expired']);
});
afterAll(() => place.remove());

interface KeysJson {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  readonly errors: readonly { readonly store: string; readonly code: string }[];
  readonly error?: { readonly code: string };
}

describe('tanba keys', () => {
  it('lists a key with all that scripts need', async () => {
    const store = place.key('head');
    const result = await tanba(['keys', store, '--pin-file', place.pin, '--json']);
    expect(result).toMatchObject({ exit: 0, stderr: '' });
    const { keys, errors } = JSON.parse(result.stdout) as KeysJson;
    expect(errors).toEqual([]);
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({
      store,
      alias: /GOST512_(.*)\.p12$/.exec(store)?.[1],
      algorithm: 'GOST-2015-512',
      role: 'SIGN',
      subjectType: 'legal',
      position: 'head',
      iin: '800921100249',
      bin: '490140000121',
      name: 'ҚҰМСАЙ ДАНИЯР МАРАТҰЛЫ',
      organisation: 'ТОО "ПЕСОЧНЫЙ ДВОР"',
      issuer: 'CN=SANDBOX ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST), C=KZ',
    });
    for (const name of ['notBefore', 'notAfter', 'serial']) expect(keys[0]).toHaveProperty(name);
  });

  it('lists a folder as a table, and says what is out of its term', async () => {
    const result = await tanba(['keys', place.at('sandbox'), '--pin-file', place.pin]);
    expect(result).toMatchObject({ exit: 0, stderr: '' });
    const lines = result.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    const columns = lines.map(line => line.indexOf('GOST-2015-512')).slice(1);
    expect(new Set(columns).size).toBe(1);
    expect(lines[0]!.indexOf('Algorithm')).toBe(columns[0]);
    expect(lines.filter(line => line.includes('(expired)'))).toHaveLength(1);
  });

  it('shows the keys of one store where another one does not open', async () => {
    const none = place.at('none.p12');
    const args = ['keys', none, place.key('individual'), '--pin-file', place.pin, '--json'];
    const result = await tanba(args);
    const { keys, errors, error } = JSON.parse(result.stdout) as KeysJson;
    expect(keys).toHaveLength(1);
    expect(errors).toEqual([expect.objectContaining({ store: none, code: 'keystore.not-found' })]);
    expect(error?.code).toBe('keystore.not-found');
    expect(result.exit).toBe(3);
  });

  it('says that a folder holds no keys', async () => {
    place.write('empty/readme.txt', '');
    const result = await tanba(['keys', place.at('empty'), '--lang', 'ru']);
    expect(result).toEqual({ exit: 0, stdout: 'Файлов с ключами здесь нет.\n', stderr: '' });
  });
});

describe('a password', () => {
  it.each([
    ['by standard input', '-', 'Sandbox1'],
    ['from a file of Windows', '\ufeffSandbox1\r\n', ''],
    ['from a file with other line ends', 'Sandbox1', ''],
  ])('is taken %s', async (_, content, input) => {
    const file = content === '-' ? '-' : place.write('pin-here.txt', content);
    const result = await tanba(['keys', place.key('individual'), '--pin-file', file], { input });
    expect(result).toMatchObject({ exit: 0, stderr: '' });
  });

  it.each([
    ['that is wrong', 'Sandbox2', 'keystore.pin-incorrect', 3],
    ['with a space too many', 'Sandbox1 ', 'keystore.pin-incorrect', 3],
    ['that is not text', Uint8Array.of(0xff, 0xfe), 'keystore.pin-incorrect', 3],
    ['that is empty', '\n', 'keystore.pin-missing', 3],
    ['that is a picture', new Uint8Array(2000), 'usage.invalid', 2],
  ])('%s is refused', async (_, content, code, exit) => {
    const file = place.write('pin-wrong.txt', content);
    const result = await tanba(['keys', place.key('individual'), '--pin-file', file]);
    expect([codeIn(result), result.exit]).toEqual([code, exit]);
  });

  it.each([
    ['kk', 'Құпиясөз қате'],
    ['ru', 'Неверный пароль'],
    ['en', 'Wrong password'],
  ])('wrong is said in %s, and never repeated', async (language, words) => {
    const file = place.write('pin-secret.txt', 'NotThePassword77');
    const result = await tanba(['keys', place.key('individual'), '--pin-file', file, '--lang', language]);
    expect(result.stderr).toContain(`error: keystore.pin-incorrect: ${words}`);
    expect(result.stdout + result.stderr).not.toContain('NotThePassword77');
  });

  it('is asked for only at a terminal', async () => {
    const result = await tanba(['keys', place.key('individual')]);
    expect([codeIn(result), result.exit]).toEqual(['keystore.pin-missing', 3]);
  });

  it('typed at a terminal is not shown, and backspace and Ctrl+U work', ({ skip }) => {
    const found = spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' });
    skip(found.status !== 0, 'no python3 with pty to make a terminal');
    const script = fileURLToPath(new URL('./type-at-terminal.py', import.meta.url));
    const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
    const typed = 'wrong\u0015Sandboxә\u007f1\r';
    const args = [script, typed, process.execPath, main, 'keys', place.key('individual')];
    const screen = execFileSync('python3', args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
    expect(screen).toContain('Password for GOST512_');
    expect(screen).toContain('САНДЫҚБАЕВА АЙЖАН');
    expect(screen).not.toContain('Sandbox');
    expect(screen).not.toContain('wrong');
  });
});

describe('a key file that cannot be used', () => {
  it.each([
    ['not-pkcs12-text', 3],
    ['nested-too-deep', 3],
    ['no-key', 3],
    ['mismatch-gost', 3],
    ['key-unknown-curve', 4],
    ['certificate-point-off-curve', 4],
  ])('%s has its own code', async (name, exit) => {
    const vector = vectors.find(it => it.name === name)!;
    const store = place.write(`${name}.p12`, vector.file());
    const result = await tanba(['keys', store, '--pin-file', '-'], { input: 'Vector-2026' });
    expect([codeIn(result), result.exit]).toEqual([vector.expect, exit]);
  });

  it('cut short, says so', async () => {
    const store = place.write('cut.p12', readFileSync(place.key('individual')).subarray(0, 700));
    const result = await tanba(['keys', store, '--pin-file', place.pin]);
    expect([codeIn(result), result.exit]).toEqual(['keystore.truncated', 3]);
  });

  it('of 100 MB of zeros is refused at once', async () => {
    const store = place.write('zeros.p12', '');
    truncateSync(store, 100 * 1024 * 1024);
    const result = await tanba(['keys', store, '--pin-file', place.pin]);
    expect([codeIn(result), result.exit]).toEqual(['keystore.too-large', 3]);
  });
});
