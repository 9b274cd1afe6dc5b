/** The shell contract's other half: what a window may not do, and what the desktop and the system's processes do with it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { call } from './probe/client.ts';
import { processTree, stillRunning } from './processes.ts';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { ProbeWindow } from './probe/client.ts';

test.describe('locks', () => {
  test('a call from another page in the window is refused', async ({ freshProbe: probe }) => {
    await probe.page.goto('about:blank');
    await probe.page.waitForFunction(() => 'tanba' in window);
    const refused = { ok: false, error: { code: 'ipc.sender-refused', params: {} } };
    expect(await call(probe.page, 'probe.refuse', { file: 'a' })).toEqual(refused);
  });

  test('no request leaves the window, not even from a page without a policy', async ({
    freshProbe: probe,
  }) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>(resolve => {
      server.listen(0, 'localhost', resolve);
    });
    const { port } = server.address() as AddressInfo;
    await probe.page.goto('about:blank');
    const outcome = await probe.page.evaluate(
      address =>
        fetch(address, { mode: 'no-cors' }).then(
          () => 'reached',
          () => 'refused',
        ),
      `http://localhost:${port}/secret`,
    );
    expect({ outcome, asked }).toEqual({ outcome: 'refused', asked: [] });
    server.close();
  });

  test('the page cannot go elsewhere', async ({ probe }) => {
    const before = probe.page.url();
    // Not page.click(): it would wait for a navigation that must not come.
    await probe.page.evaluate(() => document.querySelector<HTMLElement>('#away')?.click());
    await probe.page.evaluate(() => location.assign('https://example.invalid/'));
    await probe.page.evaluate(() => location.replace('http://127.0.0.1:9/'));
    await probe.page.waitForTimeout(300);
    expect(probe.page.url()).toBe(before);
    expect(await probe.page.title()).toBe('Probe');
  });

  test('the page may load itself again', async ({ probe }) => {
    await probe.page.evaluate(() => Object.assign(window, { before: true }));
    await probe.page.evaluate(() => location.reload());
    await probe.page.waitForFunction(() => !('before' in window) && 'tanba' in window);
  });

  test('no second window opens', async ({ probe }) => {
    expect(await probe.page.evaluate(() => window.open('about:blank') === null)).toBe(true);
    await probe.page.evaluate(() => document.querySelector<HTMLElement>('#blank')?.click());
    await probe.page.waitForTimeout(300);
    expect(probe.page.context().pages()).toHaveLength(1);
  });

  test('permissions are denied, but for writing to the clipboard', async ({ probe }) => {
    const states = await probe.page.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'clipboard-read',
        'midi',
        'loopback-network',
      ];
      const query = async (name: string) =>
        [name, (await navigator.permissions.query({ name: name as PermissionName })).state] as const;
      return Object.fromEntries(await Promise.all(names.map(query)));
    });
    expect(new Set(Object.values(states))).toEqual(new Set(['denied']));
    const granted = await probe.page.evaluate(
      async () => (await navigator.permissions.query({ name: 'clipboard-write' as PermissionName })).state,
    );
    expect(granted).toBe('granted');
  });

  test('nothing is downloaded', async ({ probe }) => {
    const browser = await probe.page.context().newCDPSession(probe.page);
    const ended: string[] = [];
    browser.on('Page.downloadProgress', ({ state }) => ended.push(state));
    await browser.send('Page.enable');
    await probe.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'x.txt';
      link.click();
    });
    await probe.page.waitForTimeout(1_000);
    expect(ended).not.toContain('completed');
  });
});

test.describe('desktop', () => {
  test('a dropped file tells its path', async ({ probe, folder }) => {
    const paths = [join(folder, 'құжат 1.txt'), join(folder, "a'b.txt")];
    for (const path of paths) writeFileSync(path, 'content');
    await probe.dropFiles(probe.page.locator('#drop'), paths);
    await expect(probe.page.locator('#dropped')).toHaveText(paths.join('\n'));
  });

  test('a file that the page made itself has no path', async ({ probe }) => {
    const path = await probe.page.evaluate(() => {
      const { tanba } = window as unknown as ProbeWindow;
      return tanba.pathForFile(new File(['x'], 'made.txt')).catch(() => 'refused');
    });
    expect(['', 'refused']).toContain(path);
  });

  test('a file dialog gives paths, or none when cancelled', async ({ probe }) => {
    await probe.answerDialog(['/documents/a.pdf', '/documents/b.pdf']);
    expect(await call(probe.page, 'probe.openFile')).toEqual({
      ok: true,
      value: ['/documents/a.pdf', '/documents/b.pdf'],
    });
    await probe.answerDialog([]);
    expect(await call(probe.page, 'probe.openFile')).toEqual({ ok: true, value: [] });
  });

  test('the theme of main is what the page sees', async ({ probe }) => {
    for (const theme of ['dark', 'light'] as const) {
      await call(probe.page, 'probe.theme', theme);
      const matches = await probe.page.evaluate(
        wanted => matchMedia(`(prefers-color-scheme: ${wanted})`).matches,
        theme,
      );
      expect(matches).toBe(true);
    }
  });

  test('a second start hands its files and links to the first and ends', async ({ probe }) => {
    await probe.page.evaluate(() => {
      const heard = (paths: string[]) => Object.assign(window, { heard: paths });
      (window as unknown as ProbeWindow).tanba.on('probe.opened', heard);
    });
    const link = 'L'.repeat(43);
    const links = [`tanba://portal/email?link=${link}`, 'tanba://portal/other'];
    await probe.startAgain(['--some-switch', '/documents/шарт.pdf.cms', ...links]);
    await probe.page.waitForFunction(() => 'heard' in window);
    const heard = await probe.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    const read = [{ kind: 'email', link }, { kind: 'unknown' }].map(each => JSON.stringify(each));
    expect(heard).toEqual(['/documents/шарт.pdf.cms', ...read]);
  });

  test('size and place of the window are kept', async ({ freshProbe: probe }) => {
    await probe.closeWindow();
    const place = JSON.parse(readFileSync(join(probe.userData, 'window.json'), 'utf8')) as Record<
      string,
      number
    >;
    expect(place).toMatchObject({ width: 1100, height: 720, maximized: false });
  });
});

test.describe('processes', () => {
  const ping = async (page: Page) =>
    page.evaluate(async () => {
      const { tanba } = window as unknown as ProbeWindow;
      const answer = await tanba['probe.host']({ ping: new Uint8Array([0, 128, 255]) });
      return answer.ok && [...answer.value.pong];
    });

  for (const how of ['exit', 'kill'] as const) {
    test(`the end of a host is noticed, and the next one works: ${how}`, async ({ probe }) => {
      expect(await ping(probe.page)).toEqual([0, 128, 255]);
      expect(probe.hosts()).toHaveLength(1);
      const code = await probe.page.evaluate(
        ending =>
          new Promise<number | null>(resolve => {
            const { tanba } = window as unknown as ProbeWindow;
            tanba.on('probe.hostExit', ({ code }) => resolve(code));
            void tanba['probe.endHost'](ending);
          }),
        how,
      );
      if (how === 'exit') expect(code).toBe(7);
      else expect(code).not.toBe(0);
      expect(await ping(probe.page)).toEqual([0, 128, 255]);
    });
  }

  test('a host that the system kills is noticed too', async ({ probe }) => {
    await ping(probe.page);
    await probe.page.evaluate(() => {
      const noticed = () => Object.assign(window, { noticed: true });
      (window as unknown as ProbeWindow).tanba.on('probe.hostExit', noticed);
    });
    const [host] = probe.hosts();
    process.kill(host!.pid, 'SIGKILL');
    await probe.page.waitForFunction(() => 'noticed' in window);
  });

  test('closing the window ends every process', async ({ freshProbe: probe }) => {
    await ping(probe.page);
    const family = probe.processes();
    expect(family.length).toBeGreaterThan(3);
    await probe.closeWindow();
    await expect.poll(() => stillRunning(family)).toEqual([]);
  });

  test('killing main ends every process', async ({ freshProbe: probe }) => {
    await ping(probe.page);
    const family = probe.processes();
    await probe.kill();
    await expect.poll(() => stillRunning(family)).toEqual([]);
    expect(processTree(family[0]!.pid)).toEqual([]);
  });
});
