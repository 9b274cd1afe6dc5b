import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathsFromArguments } from './opened-files.ts';

const absolute = resolve('/documents/шарт.pdf.cms');

describe('files among the arguments of a start', () => {
  it('come after the program in an installed app', () => {
    expect(pathsFromArguments(['tanba.exe', absolute], '/', true)).toEqual([absolute]);
  });

  it('come after the entry file in development', () => {
    expect(pathsFromArguments(['electron', 'out/main/main.js', absolute], '/', false)).toEqual([absolute]);
  });

  it('are told from switches, which may stand anywhere', () => {
    const start = ['tanba.exe', '--allow-file-access', absolute, '--user-data-dir=/x', ''];
    expect(pathsFromArguments(start, '/', true)).toEqual([absolute]);
    const development = ['electron', '--no-sandbox', 'out/main/main.js', '--inspect=0', absolute];
    expect(pathsFromArguments(development, '/', false)).toEqual([absolute]);
  });

  it('are resolved where that start was made', () => {
    expect(pathsFromArguments(['tanba.exe', 'a.cms'], resolve('/there'), true)).toEqual([
      resolve('/there/a.cms'),
    ]);
  });
});
