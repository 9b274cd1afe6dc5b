import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreRef } from '../../contract/keys.ts';
import { createFolder } from '../../tests/support/key-files.ts';
import type { Folder } from '../../tests/support/key-files.ts';
import { openKnownStores } from './known-stores.ts';
import type { KnownStore } from './known-stores.ts';

let folder: Folder;
beforeEach(() => {
  folder = createFolder();
});
afterEach(() => folder.remove());

const file = (): string => join(folder.path, 'data', 'stores.json');
const ref = (name: string): StoreRef => ({ kind: 'file', path: `/keys/${name}.p12` });
const used = (name: string, lastUsed: string | null): KnownStore => ({ ref: ref(name), keys: [], lastUsed });
const names = (stores: readonly KnownStore[]): string[] =>
  stores.map(store => (store.ref.kind === 'file' ? store.ref.path.slice(6, -4) : store.ref.label));

describe('known stores', () => {
  it('come back in the order of their last use; the unused after them, the last added first', async () => {
    const stores = await openKnownStores(file());
    await stores.put(used('old', '2026-01-01T00:00:00.000Z'));
    await stores.put(used('added', null));
    await stores.put(used('new', '2026-03-01T00:00:00.000Z'));
    await stores.put(used('added later', null));
    expect(names(stores.all())).toEqual(['new', 'old', 'added later', 'added']);
    expect(names((await openKnownStores(file())).all())).toEqual(['new', 'old', 'added later', 'added']);
    await stores.put(used('old', '2026-04-01T00:00:00.000Z'));
    expect(names(stores.all())).toEqual(['old', 'new', 'added later', 'added']);
  });

  it('are forgotten for good', async () => {
    const stores = await openKnownStores(file());
    await stores.put(used('a', null));
    await stores.put(used('b', null));
    await stores.remove(ref('a'));
    await stores.remove(ref('never known'));
    expect(names((await openKnownStores(file())).all())).toEqual(['b']);
  });

  it('are nobody else’s to read', async () => {
    const stores = await openKnownStores(file());
    await stores.put(used('a', null));
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o077).toBe(0);
    expect(readFileSync(file(), 'utf8')).toContain('/keys/a.p12');
  });

  it.each([
    ['no JSON', '{"version":1,'],
    ['something else', '[]'],
    ['of another version', '{"version":2,"stores":[]}'],
    ['empty', ''],
  ])('begin anew where the file is %s, which is kept aside', async (_what, text) => {
    folder.file('stores.json', text);
    const path = join(folder.path, 'stores.json');
    const damage: string[] = [];
    const stores = await openKnownStores(path, ({ code }) => void damage.push(code));
    expect(damage).toEqual(['stores.damaged']);
    expect(stores.all()).toEqual([]);
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text);
    await stores.put(used('a', null));
    expect(names((await openKnownStores(path)).all())).toEqual(['a']);
  });

  it('leave out one entry that cannot be understood and keep the rest', async () => {
    const path = folder.file('stores.json', '');
    const stores = [{ ref: { kind: 'token', uri: 'pkcs11:' } }, used('a', null)];
    writeFileSync(path, JSON.stringify({ version: 1, stores }));
    expect(names((await openKnownStores(path)).all())).toEqual(['a']);
    expect(existsSync(`${path}.damaged`)).toBe(false);
  });

  it('are kept in memory where the file cannot be written: signing goes on', async () => {
    folder.file('data', 'a file where the folder should be');
    const stores = await openKnownStores(file());
    await stores.put(used('a', null));
    expect(names(stores.all())).toEqual(['a']);
  });

  it('are kept in memory only where no file is given', async () => {
    const stores = await openKnownStores(null);
    await stores.put(used('a', null));
    expect(stores.get(ref('a'))).toEqual(used('a', null));
  });
});
