import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, makeWorkplace, tanba } from '../support/cli.ts';
import type { Workplace } from '../support/cli.ts';

let place: Workplace;
beforeAll(() => {
  place = makeWorkplace([]);
});
afterAll(() => place.remove());

interface SandboxJson {
  readonly folder: string;
  readonly trust: string;
  readonly password: string;
  readonly keys: readonly { readonly id: string; readonly file: string }[];
}

describe('tanba sandbox keys', () => {
  it('makes keys that sign and verify at once, and does not touch them again unasked', async () => {
    const args = ['sandbox', 'keys', '--out', place.at('made', 'keys'), '--seed', 'x', '--json'];
    const made = await tanba(args);
    expect(made).toMatchObject({ exit: 0, stderr: '' });
    const { folder, trust, password, keys } = JSON.parse(made.stdout) as SandboxJson;
    expect(folder).toBe(place.at('made', 'keys'));
    const names = [...keys.map(key => key.file), 'README.txt', 'ca', 'keys.json', 'pki'].sort();
    expect(readdirSync(folder).sort()).toEqual(names);

    const head = join(folder, keys.find(key => key.id === 'head')!.file);
    const document = place.write('a.pdf', 'x');
    const signed = await tanba(['sign', document, '--key', head, '--pin-file', '-'], { input: password });
    expect(signed.exit).toBe(0);
    expect((await tanba(['verify', `${document}.cms`, '--trust', trust])).exit).toBe(0);

    const before = readFileSync(head);
    const again = await tanba(args);
    expect([codeIn(again), again.exit]).toEqual(['output.exists', 5]);
    const forced = await tanba([...args, '--force']);
    expect(forced.exit).toBe(0);
    expect(readFileSync(head).equals(before)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(head).mode & 0o077).toBe(0);
  });

  it('says where it cannot write', async () => {
    const file = place.write('file', 'x');
    const result = await tanba(['sandbox', 'keys', '--out', join(file, 'keys')]);
    expect([codeIn(result), result.exit]).toEqual(['output.no-folder', 5]);
    expect((await tanba(['sandbox', 'keys', '--out', file])).exit).toBe(5);
  });
});
