/** The short form of `npm run soak`: enough to see a leak of a session or a handle at every signature. */
import { describe, expect, it } from 'vitest';
import { lacks, notBuilt } from '../../native/virtual-token/test-token.ts';
import { soak } from './soak.ts';

const notLinux = process.platform !== 'linux' && 'memory and handles of a process are read from /proc';

describe.skipIf(lacks('the soak', notBuilt, notLinux))('one host', () => {
  it('signs five hundred times and sees fifty tokens come and go, and keeps nothing of it', async () => {
    const { signatures, pulls, hosts } = await soak(500, 50);
    expect(hosts).toBe(1);
    for (const { before, after } of [signatures, pulls]) {
      expect(after.handles).toBeLessThanOrEqual(before.handles);
      // What JavaScript has not yet collected goes up and down by some megabytes.
      expect(after.memory - before.memory).toBeLessThan(24);
    }
  });
});
