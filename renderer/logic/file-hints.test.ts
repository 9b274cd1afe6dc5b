import { describe, expect, it } from 'vitest';
import { hintOf } from './file-hints.ts';

describe('what a key file’s name says', () => {
  it.each([
    ['GOST512_8ff0.p12', 'gost'],
    ['GOSTKNCA_8ff0.p12', 'gost-old'],
    ['RSA256_8ff0.p12', 'rsa-sign'],
    ['AUTH_RSA256_8ff0.p12', 'rsa-auth'],
    ['auth_rsa256_8ff0.P12', 'rsa-auth'],
  ])('%s', (name, hint) => expect(hintOf(name)).toBe(hint));

  it('is nothing for names of people’s own', () => {
    expect(hintOf('my key.p12')).toBeNull();
    expect(hintOf('copy of RSA256_8ff0.p12')).toBeNull();
  });
});
