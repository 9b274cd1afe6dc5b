/**
 * What every shell must keep, so that the product may run on Electron and on its stand-in alike. Runs on the probe: the
 * product's own rim around an API made for these questions.
 */
import { expect, test } from './fixtures.ts';
import { call } from './probe/client.ts';
import type { ProbeWindow } from './probe/client.ts';

test.describe('isolation', () => {
  test('the preload has run before the first page script', async ({ probe }) => {
    expect(await probe.page.evaluate(() => (window as unknown as ProbeWindow).preloadWasThere)).toBe(true);
  });

  test('the page has no Node, no Electron and no way to the pipe', async ({ probe }) => {
    const found = await probe.page.evaluate(() => {
      const names = [
        'require',
        'process',
        'module',
        'Buffer',
        'global',
        'electron',
        'ipcRenderer',
        'contextBridge',
      ];
      const strange = Object.keys(window).filter(name => /shell|electron|ipc/i.test(name));
      return [...names.filter(name => name in window), ...strange];
    });
    expect(found).toEqual([]);
  });

  test('the page cannot change what it was given', async ({ probe }) => {
    const changed = await probe.page.evaluate(() => {
      const target = window as unknown as Record<string, Record<string, unknown>>;
      const original = target.tanba!['probe.echo'];
      const attempt = (change: () => void) => {
        try {
          change();
        } catch {
          // refused loudly is as good as refused quietly
        }
      };
      attempt(() => (target.tanba!['probe.echo'] = 1));
      attempt(() => (target.tanba = {}));
      attempt(() => delete target.tanba);
      return target.tanba?.['probe.echo'] !== original;
    });
    expect(changed).toBe(false);
  });

  test('the page exposes the calls of the API, a subscription and the path of a file, and nothing else', async ({
    probe,
  }) => {
    const keys = await probe.page.evaluate(() => Object.keys((window as unknown as ProbeWindow).tanba));
    expect(keys.filter(key => !key.startsWith('probe.')).sort()).toEqual(['on', 'pathForFile']);
    expect(keys).not.toContain('probe.event');
  });

  test('a frame inside the page gets no preload', async ({ probe }) => {
    const inside = await probe.page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      return 'tanba' in (frame.contentWindow as Window);
    });
    expect(inside).toBe(false);
  });
});

test.describe('content policy', () => {
  test('inline scripts and eval do not run', async ({ probe }) => {
    expect(await probe.page.evaluate(() => document.documentElement.dataset.inlineScript)).toBeUndefined();
    const outcome = await probe.page.evaluate(async () => {
      const script = document.createElement('script');
      try {
        script.textContent = 'document.title = "inline"';
      } catch {
        // trusted types refuse already here
      }
      document.body.append(script);
      return document.title;
    });
    expect(outcome).toBe('Probe');
    const directives = (await probe.policyViolations()).map(report => JSON.parse(report).effectiveDirective);
    expect(directives).toContain('script-src-elem');
  });

  test('strings are not turned into code', async ({ probe }) => {
    // Not through Playwright's evaluate itself, which is exempt: a timer runs as the page.
    const outcome = await probe.page.evaluate(
      () =>
        new Promise<string>(resolve => {
          setTimeout(() => {
            try {
              resolve(`ran: ${String(Reflect.construct(Function, ['return 1'])())}`);
            } catch (error) {
              resolve((error as Error).name);
            }
          });
        }),
    );
    expect(outcome).toBe('EvalError');
  });

  test('the headers hold no unsafe word, and the page cannot reach the network', async ({ probe }) => {
    const { headers, status } = await probe.page.evaluate(async () => {
      const request = await new Promise<XMLHttpRequest | null>(resolve => {
        const attempt = new XMLHttpRequest();
        attempt.onload = () => resolve(attempt);
        attempt.onerror = () => resolve(null);
        attempt.open('GET', location.href);
        attempt.send();
      });
      return { headers: request?.getAllResponseHeaders() ?? null, status: request?.status ?? null };
    });
    // connect-src 'none' holds even for the page's own files.
    expect({ headers, status }).toEqual({ headers: null, status: null });
    const reloaded = await probe.page.reload();
    const all = (await reloaded?.allHeaders()) ?? {};
    expect(all['content-security-policy']).toContain("default-src 'none'");
    expect(all['content-security-policy']).not.toContain('unsafe');
    expect(all['x-content-type-options']).toBe('nosniff');
    expect(all['cross-origin-opener-policy']).toBe('same-origin');
    expect(all['cross-origin-resource-policy']).toBe('same-origin');
  });

  test('files outside the built page are not served', async ({ probe }) => {
    const loaded = await probe.page.evaluate(async () => {
      const attempts = [
        '/..%2f..%2fmain/main.js',
        '/%2e%2e/main/main.js',
        '/..%5c..%5cmain%5cmain.js',
        '/main.js',
      ];
      const load = (path: string) =>
        new Promise<boolean>(resolve => {
          const script = document.createElement('script');
          script.onload = () => resolve(true);
          script.onerror = () => resolve(false);
          script.setAttribute('type', 'module');
          const policy = (
            window as unknown as {
              trustedTypes: {
                createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
              };
            }
          ).trustedTypes.createPolicy('vue', { createScriptURL: (url: string) => url });
          script.src = policy.createScriptURL(path);
          document.body.append(script);
        }).catch(() => false);
      const results: boolean[] = [];
      for (const path of attempts) results.push(await load(path).catch(() => false));
      return results;
    });
    expect(loaded).toEqual([false, false, false, false]);
  });
});

test.describe('calls', () => {
  const survivors: Readonly<Record<string, () => number[]>> = {
    'all 256 values': () => Array.from({ length: 256 }, (_, value) => value),
    'no bytes at all': () => [],
    'one zero': () => [0],
  };
  for (const [name, make] of Object.entries(survivors)) {
    test(`bytes survive both ways: ${name}`, async ({ probe }) => {
      const content = make();
      const back = await probe.page.evaluate(async numbers => {
        const sent = new Uint8Array(numbers);
        const answer = await (window as unknown as ProbeWindow).tanba['probe.echo']({ content: sent });
        return (
          answer.ok && { type: answer.value.content.constructor.name, numbers: [...answer.value.content] }
        );
      }, content);
      expect(back).toEqual({ type: 'Uint8Array', numbers: content });
    });
  }

  test('bytes survive both ways: a megabyte, and a view into a larger buffer', async ({ probe }) => {
    const result = await probe.page.evaluate(async () => {
      const whole = new Uint8Array(1_048_576 + 32);
      for (let index = 0; index < whole.length; index++) whole[index] = (index * 31 + (index >> 8)) & 0xff;
      const view = whole.subarray(16, 16 + 1_048_576);
      const answer = await (window as unknown as ProbeWindow).tanba['probe.echo']({ content: view });
      if (!answer.ok) return 'refused';
      const { content } = answer.value;
      return content.length === view.length && content.every((byte, index) => byte === view[index]);
    });
    expect(result).toBe(true);
  });

  test('bytes of an input are zeroed in main once it has answered', async ({ probe }) => {
    await probe.page.evaluate(() =>
      (window as unknown as ProbeWindow).tanba['probe.echo']({ content: new Uint8Array([1, 2, 3]) }),
    );
    expect(await call(probe.page, 'probe.wiped')).toEqual({ ok: true, value: true });
  });

  test('the caller keeps its own bytes', async ({ probe }) => {
    const kept = await probe.page.evaluate(async () => {
      const content = new Uint8Array([1, 2, 3]);
      await (window as unknown as ProbeWindow).tanba['probe.echo']({ content });
      return [...content];
    });
    expect(kept).toEqual([1, 2, 3]);
  });

  test('an error arrives as code and parameters, without its cause', async ({ probe }) => {
    const answer = await call(probe.page, 'probe.refuse', { file: 'шарт.pdf' });
    expect(answer).toEqual({
      ok: false,
      error: { code: 'document.not-found', params: { file: 'шарт.pdf' } },
    });
  });

  test('an unforeseen error arrives as a number to report and nothing of its words', async ({ probe }) => {
    const answer = JSON.stringify(await call(probe.page, 'probe.crash'));
    expect(answer).toMatch(
      /^\{"ok":false,"error":\{"code":"internal.fault","params":\{"id":"[0-9a-f]{8}"\}\}\}$/,
    );
  });

  test('a request that is not as declared is refused with a code', async ({ probe }) => {
    const refused = { ok: false, error: { code: 'ipc.bad-request', params: { call: 'probe.refuse' } } };
    for (const input of [undefined, null, 'text', { file: 1 }, { other: 'a' }])
      expect(await call(probe.page, 'probe.refuse', input)).toEqual(refused);
  });

  test('an answer that is not as declared does not get through', async ({ probe }) => {
    expect(await call(probe.page, 'probe.lie')).toMatchObject({
      ok: false,
      error: { code: 'internal.fault' },
    });
  });

  test('a function as input fails at the caller', async ({ probe }) => {
    const outcome = await probe.page.evaluate(async () => {
      try {
        const input = { content: () => 1 } as unknown as { content: Uint8Array };
        await (window as unknown as ProbeWindow).tanba['probe.echo'](input);
        return 'sent';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(outcome).toContain('could not be cloned');
  });

  test('events reach the page with their bytes until it has heard enough', async ({ probe }) => {
    const heard = await probe.page.evaluate(async () => {
      const { tanba } = window as unknown as ProbeWindow;
      const events: number[][] = [];
      const stop = tanba.on('probe.event', ({ content }) => events.push([...content]));
      await tanba['probe.emit']({ content: new Uint8Array([0, 255]) });
      await tanba['probe.emit']({ content: new Uint8Array([7]) });
      stop();
      await tanba['probe.emit']({ content: new Uint8Array([9]) });
      return events;
    });
    expect(heard).toEqual([[0, 255], [7]]);
  });

  test('an event that the API does not name cannot be listened to', async ({ probe }) => {
    const outcome = await probe.page.evaluate(() => {
      try {
        (window as unknown as ProbeWindow).tanba.on('settings.changed' as 'probe.event', () => undefined);
        return 'listens';
      } catch {
        return 'refused';
      }
    });
    expect(outcome).toBe('refused');
  });
});
