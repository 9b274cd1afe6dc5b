import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, finished, makeWorkplace, startTanba, tanba } from '../support/cli.ts';
import type { CliProcess, Workplace } from '../support/cli.ts';

let place: Workplace;
beforeAll(() => {
  place = makeWorkplace(['individual']);
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

/** What the program says before it waits. */
async function firstWords(child: CliProcess): Promise<Record<string, string>> {
  let text = '';
  for await (const piece of child.stdout!.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    text += piece.toString();
    if (text.endsWith('}\n')) break;
  }
  return JSON.parse(text) as Record<string, string>;
}

describe('tanba sandbox pki', () => {
  const args = (port: string) => ['sandbox', 'pki', '--data', place.at('sandbox'), '--port', port, '--json'];

  it('serves the keys of a folder until it is told to stop', async () => {
    const child = startTanba(args('0'));
    const { ocsp, tsa, control } = await firstWords(child);
    const { port } = new URL(control!);
    const put = { method: 'PUT', headers: { 'content-type': 'application/json' } };
    const change = { faults: { tsa: 'forbidden' }, revoke: [{ serial: '0a', reason: 4 }] };
    const state = await fetch(control!, { ...put, body: JSON.stringify(change) });
    expect(await state.json()).toMatchObject({
      faults: { ocsp: null, crl: null, tsa: 'forbidden' },
      revoked: { '0a': { reason: 4 } },
    });
    expect((await fetch(tsa!, { method: 'POST', body: 'x' })).status).toBe(403);
    const answer = await fetch(ocsp!, { method: 'POST', body: 'no request' });
    // OCSPResponse with the status malformedRequest.
    expect(Buffer.from(await answer.arrayBuffer()).toString('hex')).toBe('30030a0101');
    expect((await fetch(control!, { ...put, body: '{"faults":{"tsa":"tired"}}' })).status).toBe(400);
    expect((await fetch(control!, { method: 'PUT', body: '{}' })).status).toBe(400);

    const second = await tanba(args(port));
    expect([codeIn(second), second.exit]).toEqual(['network.port-taken', 6]);
    child.kill('SIGTERM');
    const { exit, stderr } = await finished(child);
    expect(stderr).toBe('');
    if (process.platform !== 'win32') expect(exit).toBe(130);
  });

  it('says what is missing', async () => {
    const none = await tanba(['sandbox', 'pki', '--data', place.at('none')]);
    expect([codeIn(none), none.exit]).toEqual(['document.not-found', 5]);
    place.write('damaged/pki/register.json', '{}');
    const damaged = await tanba(['sandbox', 'pki', '--data', place.at('damaged')]);
    expect(codeIn(damaged)).toBe('trust.unreadable');
  });
});
