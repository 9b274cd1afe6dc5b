import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../contract/settings.ts';
import type { Settings } from '../contract/settings.ts';
import { openSettings } from './settings.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tanba-settings-'));
  file = join(folder, 'made', 'settings.json');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const damage: string[] = [];
const open = (path: string | null = file): ReturnType<typeof openSettings> =>
  openSettings({
    file: path,
    defaults: { ...defaultSettings, language: 'kk' },
    onDamage: ({ code }) => void damage.push(code),
  });

describe('settings', () => {
  it('start with the defaults and keep what is changed', async () => {
    const store = await open();
    const heard: Settings[] = [];
    store.onChange(settings => heard.push(settings));
    expect(store.get().language).toBe('kk');
    await Promise.all([store.set({ language: 'ru' }), store.set({ theme: 'dark' })]);
    expect(heard.at(-1)).toMatchObject({ language: 'ru', theme: 'dark' });
    const again = await open();
    expect(again.get()).toEqual({ ...defaultSettings, language: 'ru', theme: 'dark' });
    expect(damage).toEqual([]);
  });

  it('take the default for a setting that they do not understand, and keep the others', async () => {
    await (await open()).set({ detached: true });
    const json = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...json, theme: 'sepia', idleLockMinutes: -5, later: 1 }));
    const store = await open();
    expect(store.get()).toEqual({ ...defaultSettings, language: 'kk', detached: true });
    expect(damage).toEqual([]);
  });

  it.each(['{"language":', '[]', 'null', ''])('are kept aside when damaged, and say so: %j', async text => {
    await (await open()).set({ detached: true });
    await writeFile(file, text);
    const store = await open();
    expect(damage.splice(0)).toEqual(['settings.damaged']);
    expect(store.get()).toEqual({ ...defaultSettings, language: 'kk' });
    expect(await readFile(`${file}.damaged`, 'utf8')).toBe(text);
    await store.set({ theme: 'light' });
    await open();
    expect(damage).toEqual([]);
    expect((await readdir(join(folder, 'made'))).sort()).toEqual(['settings.json', 'settings.json.damaged']);
  });

  it('live in memory where there is no file', async () => {
    const store = await open(null);
    expect(await store.set({ language: 'en' })).toMatchObject({ language: 'en' });
    expect(await readdir(folder)).toEqual([]);
  });
});
