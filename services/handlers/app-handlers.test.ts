import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppHandlers } from '../../contract/app-api.ts';
import { appApi } from '../../contract/app-api.ts';
import type { Progress } from '../../contract/documents.ts';
import type { KeyRef } from '../../contract/keys.ts';
import { makeWorkplace } from '../../tests/support/cli.ts';
import type { Workplace } from '../../tests/support/cli.ts';
import { bundled } from '../../tests/support/entries.ts';
import { createAppHandlers } from './app-handlers.ts';
import type { DesktopPort } from './app-handlers.ts';
import { createServices } from '../index.ts';
import type { Services } from '../index.ts';
import { nodeHostStarter } from '../node-host-starter.ts';
import { systemClock } from '../ports.ts';

let place: Workplace;
let services: Services;
let handlers: AppHandlers;
let events: { name: string; payload: unknown }[] = [];
let opened: string[] = [];

let printed = '';

const desktop: DesktopPort = {
  saveFile: suggestion => Promise.resolve(suggestion.endsWith('.pdf') ? null : `${suggestion}.saved`),
  printPage: html => {
    printed = html;
    return Promise.resolve(new TextEncoder().encode('%PDF'));
  },
  info: () => ({
    version: '0',
    shell: 'test',
    platform: 'test',
    opened: [place.at('dragged.pdf')],
    links: [],
  }),
  openFiles: () => Promise.resolve([place.at('chosen.pdf')]),
  openFolder: () => Promise.resolve(null),
  showInFolder: path => void opened.push(`folder of ${path}`),
  openPath: path => Promise.resolve(void opened.push(path)),
  openLink: url => Promise.resolve(void opened.push(url)),
};

async function start(): Promise<void> {
  services = await createServices({
    hosts: nodeHostStarter({ entry: bundled.host }),
    clock: systemClock,
    dataFolder: place.at('data'),
    systemLanguage: 'kk',
    onFault: (_, error) => {
      throw error;
    },
  });
  handlers = await createAppHandlers(services, desktop, (name, payload) => events.push({ name, payload }));
}

beforeAll(async () => {
  place = makeWorkplace(['individual', 'expired']);
  await start();
});
afterAll(() => {
  services.close();
  place.remove();
});
beforeEach(() => {
  events = [];
  opened = [];
});

const pin = (text = 'Sandbox1'): Uint8Array => new TextEncoder().encode(text);

async function unlock(id: string): Promise<KeyRef> {
  const store = { kind: 'file' as const, path: place.key(id) };
  const { keys } = await handlers['keys.unlock']({ store, pin: pin() });
  return { store, alias: keys[0]!.alias };
}

function signing(documents: string[], key: KeyRef, job = 'job'): Parameters<AppHandlers['signing.sign']>[0] {
  return { job, documents, key, format: 'cms', detached: true, outputFolder: null };
}

describe('the window’s calls', () => {
  it('are all answered', () => {
    const calls = Object.entries(appApi).filter(([, definition]) => definition.kind === 'call');
    expect(Object.keys(handlers).sort()).toEqual(calls.map(([name]) => name).sort());
  });

  it('sign a document and verify it, with the progress of the job', async () => {
    const document = place.write('docs/Шарт.pdf', 'x');
    const key = await unlock('individual');
    const [result] = await handlers['signing.sign'](signing([document], key));
    expect(result).toEqual({ document, output: `${document}.cms`, error: null, pending: null });
    const progress = events.filter(event => event.name === 'signing.progress').map(event => event.payload);
    expect((progress.at(-1) as Progress).phase).toBe('done');
    expect(new Set(progress.map(event => (event as Progress).job))).toEqual(new Set(['job']));
    await handlers['settings.set']({ trust: [place.trust] });
    const verified = await handlers['verification.verify']({
      job: 'job',
      signature: `${document}.cms`,
      content: null,
    });
    expect(verified).toMatchObject({ content: document, report: { valid: true } });
    await handlers['settings.set']({ trust: [place.at('gone')] });
    const untrusted = await handlers['verification.verify']({
      job: 'job',
      signature: `${document}.cms`,
      content: null,
    });
    expect(untrusted.report.verdict).toBe('unproven');
  });

  it('put signatures into the chosen folder', async () => {
    const document = place.write('docs/b.pdf', 'x');
    place.write('signed/keep', '');
    const job = { ...signing([document], await unlock('individual')), outputFolder: place.at('signed') };
    const [result] = await handlers['signing.sign'](job);
    expect(result?.output).toBe(place.at('signed', 'b.pdf.cms'));
  });

  it('refuse a key that is locked, unfit or gone, before anything is written', async () => {
    const document = place.write('docs/c.pdf', 'x');
    const refused = async (key: KeyRef): Promise<unknown> =>
      handlers['signing.sign'](signing([document], key)).then(
        () => 'signed',
        (error: unknown) => (error as { readonly code: string }).code,
      );
    const key = await unlock('individual');
    expect(await refused({ ...key, alias: 'another' })).toBe('key.not-found');
    expect(await refused(await unlock('expired'))).toBe('key.expired');
    await handlers['keys.lock'](key.store);
    expect(await refused(key)).toBe('keystore.locked');
    expect(existsSync(`${document}.cms`)).toBe(false);
  });

  it('cancel a job, and only that one', async () => {
    const document = place.write('docs/large.bin', new Uint8Array(24 * 1024 * 1024));
    const key = await unlock('individual');
    const running = handlers['signing.sign'](signing([document], key, 'long'));
    await handlers['signing.cancel']('another');
    await expect(handlers['signing.sign'](signing([document], key, 'long'))).rejects.toMatchObject({
      code: 'ipc.bad-request',
    });
    await handlers['signing.cancel']('long');
    expect((await running)[0]?.error?.code).toBe('host.cancelled');
    await handlers['signing.cancel']('long');
  });

  it('load no library that the person did not choose in a dialog', async () => {
    const set = async (path: string): Promise<unknown> =>
      handlers['settings.set']({ tokenLibraries: [path] }).then(
        settings => settings.tokenLibraries,
        (error: unknown) => (error as { readonly code: string }).code,
      );
    expect(await set(place.at('evil.so'))).toBe('ipc.bad-request');
    await handlers['dialog.openFiles']({ kind: 'library', multiple: false });
    expect(await set(place.at('chosen.pdf'))).toEqual([place.at('chosen.pdf')]);
    const store = { kind: 'token' as const, module: place.at('evil.so'), serial: '', label: 'x' };
    await expect(handlers['keys.unlock']({ store, pin: pin('1234') })).rejects.toMatchObject({
      code: 'token.not-present',
    });
    await handlers['settings.set']({ tokenLibraries: [] });
    expect(await handlers['keys.drivers'](undefined)).toEqual([]);
  });

  it('zero the password, right or wrong', async () => {
    const store = { kind: 'file' as const, path: place.key('individual') };
    for (const text of ['Sandbox1', 'Sandbox2']) {
      const bytes = pin(text);
      await handlers['keys.unlock']({ store, pin: bytes }).catch(() => undefined);
      expect(bytes.every(byte => byte === 0)).toBe(true);
    }
  });

  it('tell the window of changes that it did not make', async () => {
    await handlers['settings.set']({ language: 'ru' });
    const added = await handlers['keys.add']([place.at('new.p12')]);
    expect(added.find(store => store.name === 'new.p12')?.state).toBe('missing');
    await expect.poll(() => events.map(event => event.name)).toContain('keys.changed');
    expect(events).toContainEqual({
      name: 'settings.changed',
      payload: expect.objectContaining({ language: 'ru' }) as unknown,
    });
  });
});

describe('what becomes of a report', () => {
  it('goes out as JSON and as a page, by the name of its job', async () => {
    const document = place.write("docs/a&b 'c'.txt", 'x');
    await handlers['settings.set']({ trust: [place.trust], checkRevocation: false, language: 'en' });
    await handlers['signing.sign'](signing([document], await unlock('individual'), 'signed'));
    const signature = `${document}.cms`;
    const policy = { iin: ['000000000000'] };
    const request = { job: 'report', signature, content: null, policy };
    const { report } = await handlers['verification.verify'](request);
    expect(report).toMatchObject({
      valid: true,
      policy: [{ status: 'failed', code: 'policy.other-signer' }],
    });
    const json = await handlers['verification.exportJson']({ job: 'report', path: null });
    const written = JSON.parse(readFileSync(json!, 'utf8')) as Record<string, unknown>;
    expect(written).toMatchObject({
      signature: "a&b 'c'.txt.cms",
      content: "a&b 'c'.txt",
      verdict: 'valid',
    });
    expect(written['summary']).toEqual([
      'The signature holds.',
      'Whether the certificate was revoked is not known.',
      'Beware: a certificate of the sandbox, of no legal force.',
      'The signature does not meet your demands.',
    ]);
    const pdf = place.at('out', 'report.pdf');
    place.write('out/keep', '');
    expect(await handlers['verification.print']({ job: 'report', path: pdf })).toBe(pdf);
    expect(readFileSync(pdf, 'utf8')).toBe('%PDF');
    expect(printed).toContain('a&amp;b ');
    expect(printed).not.toMatch(/a&b|<script|http:\/\//);
    // The person closed the dialog.
    expect(await handlers['verification.print']({ job: 'report', path: null })).toBeNull();
    await expect(handlers['verification.exportJson']({ job: 'another', path: null })).rejects.toMatchObject({
      code: 'ipc.bad-request',
    });
  });
});

describe('signatures that exist', () => {
  it('take another signer, give back their document, and wait for time-stamps that cannot be had', async () => {
    const document = place.write('docs/attached.txt', 'inside');
    const key = await unlock('individual');
    // A port of this machine at which nobody listens.
    await handlers['settings.set']({ trust: [place.trust], tsaAddresses: ['http://127.0.0.1:9/'] });
    const [signed] = await handlers['signing.sign']({
      ...signing([document], key, 'first'),
      detached: false,
      timestamp: true,
      encoding: 'pem',
    });
    expect(signed).toMatchObject({ error: null, pending: 'timestamp' });
    const signature = signed!.output!;
    expect((await handlers['signing.pending'](undefined)).map(({ path }) => path)).toEqual([signature]);
    expect(events.map(({ name }) => name)).toContain('signing.pendingChanged');
    const [added] = await handlers['signing.addSigner']({ job: 'second', signatures: [signature], key });
    expect(added).toMatchObject({ output: signature, error: null, pending: null });
    expect(readFileSync(signature, 'utf8')).toMatch(/^-----BEGIN CMS-----/);
    const { report } = await handlers['verification.verify']({ job: 'v', signature, content: null });
    expect(report).toMatchObject({ verdict: 'valid', signers: [{}, {}] });
    const [stamped] = await handlers['signing.stamp']({ job: 'stamp', signatures: [signature] });
    expect(stamped?.error?.code).toBe('network.unreachable');
    expect(await handlers['signing.pending'](undefined)).toHaveLength(1);
    const extracted = await handlers['verification.extract']({
      signature,
      path: place.at('docs', 'out.txt'),
    });
    expect(readFileSync(extracted!, 'utf8')).toBe('inside');
  });
});

describe('opening pages with the system’s browser', () => {
  it('is for the pages of known vendors', async () => {
    const [vendor] = await handlers['keys.vendors'](undefined);
    await handlers['app.openLink'](vendor!.drivers);
    expect(opened).toEqual([vendor!.drivers]);
    for (const url of ['https://example.kz/', `${vendor!.help}../other`])
      await expect(handlers['app.openLink'](url)).rejects.toMatchObject({ code: 'ipc.bad-request' });
    expect(opened).toHaveLength(1);
  });
});

describe('opening files with the system', () => {
  const refused = { code: 'ipc.bad-request' };
  const open = (path: string): Promise<void> => handlers['files.open'](path);

  it('is for what the person gave or the session made', async () => {
    const strange = place.write('strange.pdf', 'x');
    await expect(open(strange)).rejects.toMatchObject(refused);
    await expect(Promise.resolve().then(() => handlers['files.showInFolder'](strange))).rejects.toMatchObject(
      refused,
    );
    await handlers['files.describe']([strange, place.at('missing.pdf')]);
    await open(strange);
    await handlers['dialog.openFiles']({ kind: 'document', multiple: true });
    await open(place.at('chosen.pdf'));
    await handlers['app.info'](undefined);
    await open(place.at('dragged.pdf'));
    await handlers['files.showInFolder'](strange);
    expect(opened).toEqual([
      strange,
      place.at('chosen.pdf'),
      place.at('dragged.pdf'),
      `folder of ${strange}`,
    ]);
    await expect(open(place.at('missing.pdf'))).rejects.toMatchObject(refused);
  });

  it.each(['a.exe', 'a.LNK', 'a.pdf.js', 'a.desktop'])('never starts a program: %s', async name => {
    const program = place.write(name, 'x');
    await handlers['files.describe']([program]);
    await expect(open(program)).rejects.toMatchObject(refused);
    expect(opened).toEqual([]);
  });
});

describe('a start after a crash of the disk', () => {
  it('keeps the damaged settings aside, goes on, and says so', async () => {
    await handlers['settings.set']({ theme: 'dark' });
    services.close();
    await writeFile(place.at('data', 'settings.json'), '{"theme":');
    for (const folder of ['flows', 'outbox']) place.write(join('data', folder, `${randomUUID()}.json`), '{');
    await start();
    const { notices } = await handlers['app.info'](undefined);
    expect(notices.map(notice => notice.code)).toEqual(['settings.damaged', 'flow.damaged', 'poa.damaged']);
    expect(await handlers['settings.get'](undefined)).toMatchObject({ theme: 'system', language: 'kk' });
    expect(readFileSync(place.at('data', 'settings.json.damaged'), 'utf8')).toBe('{"theme":');
    expect((await handlers['keys.list'](undefined)).map(store => store.name)).toContain('new.p12');
  });
});
