/** The system's answer about proxies becomes the ways that a request is tried by. */
import { describe, expect, it } from 'vitest';
import { systemProxies } from './system-proxies.ts';

const url = new URL('http://ocsp.pki.gov.kz/');
const ways = (resolveProxy: (asked: string) => Promise<string>) =>
  systemProxies({ resolveProxy }).waysTo(url);

describe('the system’s proxies', () => {
  it('are asked for by the whole address, and tried in their order', async () => {
    const asked: string[] = [];
    const answer = (address: string) => {
      asked.push(address);
      return Promise.resolve('PROXY proxy.example:3128; DIRECT');
    };
    expect(await ways(answer)).toEqual(['http://proxy.example:3128', null]);
    expect(asked).toEqual([url.href]);
  });

  it('are none where the system cannot say', async () => {
    expect(await ways(() => Promise.reject(new Error('no')))).toEqual([null]);
  });
});
