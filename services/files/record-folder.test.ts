import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openRecordFolder } from './record-folder.ts';

let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'tanba-records-')), 'made');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const damaged: number[] = [];
const schema = z.object({ id: z.uuid(), text: z.string() });
const open = (place: string | null = folder) =>
  openRecordFolder({ folder: place, schema, onDamaged: count => void damaged.push(count) });
const record = () => ({ id: randomUUID(), text: 'а' });

describe('records', () => {
  it('are there after the program has ended, for their owner only, until they are removed', async () => {
    const [kept, gone] = [record(), record()];
    const records = await open();
    await records.put(kept);
    await records.put({ ...kept, text: 'б' });
    await records.put(gone);
    await records.remove(gone.id);
    await records.remove(randomUUID());
    const again = await open();
    expect(again.all()).toEqual([{ ...kept, text: 'б' }]);
    expect(again.get(gone.id)).toBeUndefined();
    if (process.platform !== 'win32') {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(join(folder, `${kept.id}.json`)).mode & 0o777).toBe(0o600);
    }
  });

  it('that are damaged lie aside and are told of, once; what is none is left alone', async () => {
    const [kept, broken, other] = [record(), randomUUID(), randomUUID()];
    await (await open()).put(kept);
    writeFileSync(join(folder, `${broken}.json`), '{"id":');
    writeFileSync(join(folder, `${other}.json`), '{"id":"1"}');
    writeFileSync(join(folder, 'table.json'), '{');
    expect((await open()).all()).toEqual([kept]);
    expect(damaged.splice(0)).toEqual([2]);
    expect((await open()).all()).toEqual([kept]);
    expect(damaged).toEqual([]);
    expect(readFileSync(join(folder, `${broken}.json.damaged`), 'utf8')).toBe('{"id":');
    expect(readdirSync(folder).toSorted()).toEqual(
      [`${kept.id}.json`, `${broken}.json.damaged`, `${other}.json.damaged`, 'table.json'].toSorted(),
    );
  });

  it('stay where their file cannot be removed', async () => {
    const stuck = record();
    const records = await open();
    mkdirSync(join(folder, `${stuck.id}.json`, 'inside'), { recursive: true });
    await expect(records.put(stuck)).rejects.toMatchObject({ code: /^output\./ });
    await expect(records.remove(stuck.id)).rejects.toMatchObject({ code: /^output\./ });
  });

  it('leave no temporary file of a program that was killed, and those of one at work alone', async () => {
    await (await open()).put(record());
    const [old, young] = ['.tanba-00000000000000aa.tmp', '.tanba-00000000000000bb.tmp'];
    for (const name of [old, young]) writeFileSync(join(folder, name), 'x');
    utimesSync(join(folder, old), new Date(0), new Date(0));
    await open();
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([young]);
  });

  it('are kept in memory where there is no folder', async () => {
    const records = await open(null);
    const one = record();
    await records.put(one);
    expect(records.all()).toEqual([one]);
    await records.remove(one.id);
    expect(records.all()).toEqual([]);
  });
});
