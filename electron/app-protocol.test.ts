import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { answer, filePath } from './app-protocol.ts';

const outside = mkdtempSync(join(tmpdir(), 'tanba-protocol-'));
const folder = join(outside, 'renderer');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(folder, 'index.html'), '<!doctype html>');
writeFileSync(join(folder, 'assets', 'a.js'), 'export {}');
writeFileSync(join(folder, 'secret.p12'), 'key');
writeFileSync(join(outside, 'main.js'), 'outside');
afterAll(() => rmSync(outside, { recursive: true }));

const get = (url: string, init?: RequestInit) => answer(new Request(url, init), { folder, devServer: null });

describe('app:// serves', () => {
  it('the page itself at the root', async () => {
    const response = await get('app://tanba/');
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(await response.text()).toBe('<!doctype html>');
  });

  it('its files, each with the type that its name says', async () => {
    const response = await get('app://tanba/assets/a.js');
    expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  });

  it('every answer with the security headers, refusals too', async () => {
    for (const url of ['app://tanba/', 'app://tanba/none.js', 'app://other/', 'app://tanba/..%2fmain.js']) {
      const { headers } = await get(url);
      expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/);
      expect(headers.get('Content-Security-Policy')).not.toContain('unsafe');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
  });
});

describe('app:// refuses', () => {
  it.each([
    ['another host', 'app://other/index.html', 404],
    ['a file that is not there', 'app://tanba/none.js', 404],
    ['a type that no build has', 'app://tanba/secret.p12', 404],
    ['a folder', 'app://tanba/assets', 404],
    ['a way out, percent-encoded', 'app://tanba/..%2fmain.js', 403],
    ['a way out, doubly dotted in the middle', 'app://tanba/assets/..%2f..%2fmain.js', 403],
    ['a way out by backslashes', 'app://tanba/..%5cmain.js', 403],
    ['a drive', 'app://tanba/c:/windows/win.ini', 403],
    ['a zero byte', 'app://tanba/index.html%00.js', 403],
    ['percent signs that are no UTF-8', 'app://tanba/%ff%fe', 403],
  ])('%s', async (_what, url, status) => {
    const response = await get(url);
    expect([response.status, await response.text()]).toEqual([status, '']);
  });

  it('everything but GET', async () => {
    expect((await get('app://tanba/', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('the folder itself and its parents', () => {
    for (const path of ['/.', '/..', '/../renderer', '/assets/..', '/assets/../..'])
      expect(filePath(path, folder)).toBeNull();
  });
});
