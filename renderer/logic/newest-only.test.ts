import { expect, it } from 'vitest';
import { newestOnly } from './newest-only.ts';

/** A disk that writes when it is told to. */
function disk() {
  const written: string[] = [];
  let settle: ((ok: boolean) => void) | null = null;
  const write = (text: string): Promise<void> => {
    expect(settle, 'two writes at once').toBeNull();
    written.push(text);
    return new Promise((resolve, reject) => {
      settle = ok => {
        settle = null;
        if (ok) resolve();
        else reject(new Error('full'));
      };
    });
  };
  const end = async (ok = true): Promise<void> => {
    settle!(ok);
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  };
  return { written, write, end };
}

it('writes the first change at once, and of those meanwhile the newest', async () => {
  const { written, write, end } = disk();
  const keep = newestOnly(write);
  keep('a');
  expect(written).toEqual(['a']);
  keep('ab');
  keep('abc');
  expect(written).toEqual(['a']);
  await end();
  expect(written).toEqual(['a', 'abc']);
  await end();
  keep('abcd');
  expect(written).toEqual(['a', 'abc', 'abcd']);
});

it('goes on after a write that failed', async () => {
  const { written, write, end } = disk();
  const keep = newestOnly(write);
  keep('a');
  keep('ab');
  await end(false);
  await end(false);
  keep('abc');
  expect(written).toEqual(['a', 'ab', 'abc']);
});
