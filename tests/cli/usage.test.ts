import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { languages } from '../../contract/errors/index.ts';
import { codeIn, tanba } from '../support/cli.ts';
import { sources } from '../support/entries.ts';

describe('tanba', () => {
  it('runs from its sources as well', async () => {
    const { exit, stderr } = await tanba(['verify', 'not-there.cms'], { entry: sources.cli });
    expect([exit, stderr]).toEqual([5, expect.stringContaining('error: document.not-found: ')]);
  });

  it.each([
    [[], 'usage.invalid'],
    [['fly'], 'usage.invalid'],
    [['keys'], 'usage.invalid'],
    [['keys', 'pkcs11:slot-id=1'], 'token.uri'],
    [['keys', 'a.p12', '--pin', '1234'], 'usage.invalid'],
    [['keys', 'a.p12', '--detached'], 'usage.invalid'],
    [['sign', 'a.pdf'], 'usage.invalid'],
    [['sign', 'a.pdf', '--key', '--json'], 'usage.invalid'],
    [['sign', 'a.pdf', '--key', 'a.p12', '--format', 'pdf'], 'usage.invalid'],
    [['sign', 'a.xml', '--key', 'a.p12', '--id', 'x'], 'usage.invalid'],
    [['sign', 'a.xml', '--key', 'a.p12', '--format', 'xml', '--layout', 'wide'], 'usage.invalid'],
    [['sign', 'a.pdf', 'b.pdf', '--key', 'a.p12', '--out', 'no-folder'], 'usage.invalid'],
    [['verify'], 'usage.invalid'],
    [['verify', 'a.cms', 'b.cms'], 'usage.invalid'],
    [['verify', 'a.cms', '--at', '2026-02-30'], 'usage.invalid'],
    [['verify', 'a.cms', '--json=yes'], 'usage.invalid'],
    [['sandbox', 'keys'], 'usage.invalid'],
    [['sandbox', 'keys', '--out', 'x', '--services', 'http://a/'], 'usage.invalid'],
    [['sandbox', 'pki'], 'usage.invalid'],
    [['sandbox', 'pki', '--data', 'x', '--port', '70000'], 'usage.invalid'],
    [['keys', 'a.p12', '--lang', 'fr'], 'usage.invalid'],
  ])('%j is a question of usage', async (args, code) => {
    const result = await tanba(args);
    expect(codeIn(result)).toBe(code);
    expect(result).toMatchObject({ exit: 2, stdout: result.stdout });
    expect(result.stderr).toMatch(/^error: .+\nhint: .+\n$/);
  });

  it('tells its version, and help in each language', async () => {
    expect(await tanba(['--version'])).toEqual({ exit: 0, stdout: `${manifest.version}\n`, stderr: '' });
    const helps = await Promise.all(languages.map(language => tanba(['--help', '--lang', language])));
    expect(new Set(helps.map(help => help.stdout)).size).toBe(languages.length);
    for (const { exit, stdout } of helps) {
      expect(exit).toBe(0);
      for (const command of ['keys', 'sign', 'verify', 'sandbox keys', 'sandbox pki'])
        expect(stdout).toContain(`tanba ${command}`);
    }
  });

  it('tells of one command only what is its own, in each language; of what is none, that it is none', async () => {
    const helpOf = async (...args: string[]) => (await tanba([...args, '--help'])).stdout.split('\n');
    const optionsIn = (lines: readonly string[]) =>
      lines.flatMap(line => /^--([a-z-]+)/.exec(line)?.[1] ?? []);
    const own = [
      ['keys', ['pin-file', 'last-try']],
      ['verify', ['trust', 'evidence', 'offline', 'policy', 'at']],
      ['sandbox pki', []],
    ] as const;
    for (const [command, options] of own) {
      const helps = await Promise.all(
        languages.map(language => helpOf(...command.split(' '), '--lang', language)),
      );
      expect(new Set(helps.map(String)).size).toBe(languages.length);
      for (const help of helps) {
        expect(help.filter(line => line.startsWith('tanba ')).map(line => line.slice(6))).toEqual([
          expect.stringMatching(`^${command} `),
        ]);
        expect(optionsIn(help)).toEqual([...options, 'json', 'lang']);
      }
    }
    expect((await helpOf('sandbox')).filter(line => line.startsWith('tanba sandbox'))).toHaveLength(3);
    expect(await tanba(['fly', '--help'])).toMatchObject({ exit: 2, stdout: '' });
  });

  it('has help on each command that it has', async () => {
    const whole = (await tanba(['--help', '--lang', 'en'])).stdout;
    expect(whole).toContain('tanba COMMAND --help');
    const commands = whole.split('\n').flatMap(line => /^tanba ([a-z]+)/.exec(line)?.[1] ?? []);
    expect([...new Set(commands)]).toEqual([
      ...['keys', 'tokens', 'sign', 'stamp', 'extract', 'verify', 'poa', 'doctor', 'sandbox'],
    ]);
  });

  it.each([
    [{ LC_ALL: 'kk_KZ.UTF-8' }, 'Команда түсініксіз'],
    [{ LC_ALL: '', LC_MESSAGES: 'ru_RU.UTF-8' }, 'Команда непонятна'],
    [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'ru' }, 'Команда непонятна'],
    [{ LC_ALL: 'de_DE.UTF-8' }, 'The command is not understood'],
  ])('speaks the language of the system: %j', async (env, words) => {
    expect((await tanba(['fly'], { env })).stderr).toContain(`error: usage.invalid: ${words}`);
  });

  it('lets --lang win over the system', async () => {
    const { stderr } = await tanba(['--lang=ru', 'fly'], { env: { LC_ALL: 'kk_KZ.UTF-8' } });
    expect(stderr).toBe(
      'error: usage.invalid: Команда непонятна. Команды «fly» нет.\nhint: Справка: tanba --help\n',
    );
  });

  it('gives an error as one object, too', async () => {
    const result = await tanba(['verify', 'none.cms', '--json', '--lang', 'ru']);
    expect(result.exit).toBe(5);
    expect(JSON.parse(result.stdout)).toEqual({
      error: {
        code: 'document.not-found',
        params: { file: 'none.cms' },
        message: expect.stringContaining('Файл не найден') as string,
        hint: 'Выберите файл ещё раз.',
      },
    });
    expect(codeIn(result)).toBe('document.not-found');
  });
});
