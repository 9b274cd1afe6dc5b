import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Arrivals, claimLinks, openedByArguments } from './opened-files.ts';
import type { App } from './electron.ts';

const absolute = resolve('/documents/шарт.pdf.cms');
const link = 'L'.repeat(43);
const pathsOf = (argv: string[], packaged: boolean) => openedByArguments(argv, '/', packaged).paths;

describe('files among the arguments of a start', () => {
  it('come after the program in an installed app', () => {
    expect(pathsOf(['tanba.exe', absolute], true)).toEqual([absolute]);
  });

  it('come after the entry file in development', () => {
    expect(pathsOf(['electron', 'out/main/main.js', absolute], false)).toEqual([absolute]);
  });

  it('are told from switches, which may stand anywhere', () => {
    const start = ['tanba.exe', '--allow-file-access', absolute, '--user-data-dir=/x', ''];
    expect(pathsOf(start, true)).toEqual([absolute]);
    const development = ['electron', '--no-sandbox', 'out/main/main.js', '--inspect=0', absolute];
    expect(pathsOf(development, false)).toEqual([absolute]);
  });

  it('are resolved where that start was made', () => {
    const { paths } = openedByArguments(['tanba.exe', 'a.cms'], resolve('/there'), true);
    expect(paths).toEqual([resolve('/there/a.cms')]);
  });
});

describe('links among the arguments of a start', () => {
  const linksOf = (...texts: string[]) => openedByArguments(['tanba.exe', '--', ...texts], '/', true);

  it.each(['registration', 'email', 'password', 'invitation'] as const)('%s', kind => {
    expect(linksOf(`tanba://portal/${kind}?link=${link}`)).toEqual({ paths: [], links: [{ kind, link }] });
  });

  it('to the login', () => {
    expect(linksOf('tanba://portal/login').links).toEqual([{ kind: 'login' }]);
  });

  it.each([
    'tanba:',
    'TANBA://portal/login',
    'tanba://portal/login?next=https://evil.example',
    `tanba://portal/settings?link=${link}`,
    `tanba://elsewhere/email?link=${link}`,
    `tanba://portal/email?link=${link}&link=${link}`,
    `tanba://portal/email?link=${link}#x`,
    `tanba://portal/email?link=${link}x`,
    `tanba://portal/../email?link=${link}`,
    'tanba://portal/email?link=<script>',
    `tanba://${'a'.repeat(100_000)}`,
  ])('of no known form are unknown, and never a file: %.60s', text => {
    expect(linksOf(text)).toEqual({ paths: [], links: [{ kind: 'unknown' }] });
  });

  it('of the web are not links of ours', () => {
    expect(linksOf(`https://portal.example/link/email?link=${link}`).links).toEqual([]);
  });
});

it('an installed program is what opens links; behind the dashes nothing in a link is a switch', () => {
  const claimed: unknown[][] = [];
  const app = (isPackaged: boolean) =>
    ({
      isPackaged,
      setAsDefaultProtocolClient: (...claim: unknown[]) => claimed.push(claim),
    }) as unknown as App;
  claimLinks(app(false), 'electron');
  claimLinks(app(true), 'tanba.exe');
  expect(claimed).toEqual([['tanba', 'tanba.exe', ['--']]]);
});

it('what arrives before the window asks waits for it; a link is told once', () => {
  const arrivals = new Arrivals();
  const some = { paths: [absolute], links: [{ kind: 'login' } as const] };
  expect(arrivals.add(some)).toBe(false);
  expect(arrivals.take()).toEqual({ opened: [absolute], links: [{ kind: 'login' }] });
  expect(arrivals.add(some)).toBe(true);
  expect(arrivals.take()).toEqual({ opened: [absolute], links: [] });
});
