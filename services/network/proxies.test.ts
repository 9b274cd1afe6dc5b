import { describe, expect, it } from 'vitest';
import { environmentProxies, waysOfPac } from './proxies.ts';

describe('proxies of the environment', () => {
  const ways = (env: Record<string, string>, url = 'http://ocsp.pki.gov.kz/') =>
    environmentProxies(env).waysTo(new URL(url));

  it.each([
    [{}, [null]],
    [{ HTTP_PROXY: 'http://p:3128' }, ['http://p:3128']],
    [{ HTTP_PROXY: 'p:3128' }, ['http://p:3128']],
    [{ HTTP_PROXY: 'http://p:1', http_proxy: 'http://q:2' }, ['http://q:2']],
    [{ HTTPS_PROXY: 'http://p:1' }, [null]],
    [{ HTTP_PROXY: '' }, [null]],
  ])('%j', async (env, expected) => {
    expect(await ways(env as Record<string, string>)).toEqual(expected);
  });

  it('has one for https', async () => {
    const env = { HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://q:2' };
    expect(await ways(env, 'https://portal.example/')).toEqual(['http://p:1']);
  });

  it.each([
    ['*', 'http://a.test/', true],
    ['a.test', 'http://a.test/', true],
    ['A.test', 'http://a.TEST/', true],
    ['a.test', 'http://b.a.test/', true],
    ['.a.test', 'http://b.a.test/', true],
    ['*.a.test', 'http://b.a.test/', true],
    ['a.test', 'http://ba.test/', false],
    ['a.test:8080', 'http://a.test:8080/', true],
    ['a.test:8080', 'http://a.test/', false],
    ['a.test:80', 'http://a.test/', true],
    ['b.test, a.test', 'http://a.test/', true],
    ['127.0.0.1', 'http://127.0.0.1:9/', true],
    ['0.0.1', 'http://127.0.0.1/', false],
    ['10.0.0.0/8', 'http://10.1.2.3/', true],
    ['10.0.0.0/8', 'http://11.1.2.3/', false],
    ['10.0.0.0/99', 'http://10.0.0.0/', false],
    ['10.0.0.0/8', 'http://a.test/', false],
    ['::1', 'http://[::1]:80/', true],
    ['[::1]:8080', 'http://[::1]:8080/', true],
    ['fd00::/8', 'http://[fd12::1]/', true],
  ])('NO_PROXY=%s and %s: %s', async (list, url, excluded) => {
    const expected = excluded ? [null] : ['http://p:1'];
    expect(await ways({ HTTP_PROXY: 'http://p:1', NO_PROXY: list }, url)).toEqual(expected);
  });
});

describe('proxy auto-configuration', () => {
  it.each([
    ['DIRECT', [null]],
    ['PROXY a:3128', ['http://a:3128']],
    ['PROXY a:3128; HTTPS b:443 ;DIRECT', ['http://a:3128', 'https://b:443', null]],
    ['SOCKS5 a:1080; DIRECT', [null]],
    ['SOCKS a:1080', []],
    ['', []],
  ])('%s', (text, expected) => expect(waysOfPac(text)).toEqual(expected));
});
