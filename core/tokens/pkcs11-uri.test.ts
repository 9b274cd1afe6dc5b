import { describe, expect, it } from 'vitest';
import { formatPkcs11Uri, matchesKey, matchesToken, parsePkcs11Uri } from './pkcs11-uri.ts';

const code = (expected: string, params: object = {}): unknown =>
  expect.objectContaining({ code: expected, params });

const token = { label: 'Менің токенім', serial: '00a1', model: 'ECP', manufacturer: 'Aktiv' };

describe('a pkcs11: URI', () => {
  it('names a token and a key on it', () => {
    expect(
      parsePkcs11Uri(
        'pkcs11:token=My%20token;serial=00a1;id=%01%aB;object=key;type=private?module-path=/a/b.so',
      ),
    ).toEqual({ token: 'My token', serial: '00a1', id: '01ab', object: 'key', modulePath: '/a/b.so' });
    expect(parsePkcs11Uri('pkcs11:')).toEqual({});
    expect(parsePkcs11Uri('pkcs11:token=Менің токенім;x-vendor=1')).toEqual({ token: 'Менің токенім' });
  });

  it.each([
    ['pkcs11:slot-id=1', 'slot-id'],
    ['pkcs11:token=a;token=b', 'token'],
    ['pkcs11:token', '…'],
    ['pkcs11:12345678=1', '…'],
    ['pkcs11:token=%2', 'token'],
    ['pkcs11:token=%ff', 'token'],
    ['pkcs11:type=public', 'type'],
    ['pkcs11:?token=a', 'token'],
    ['file:a', 'pkcs11:'],
  ])('that is none is refused: %s', (text, attribute) => {
    expect(() => parsePkcs11Uri(text)).toThrow(code('token.uri', { attribute }));
  });

  it.each(['pkcs11:token=a?pin-value=12345678', 'pkcs11:pin-value=1', 'pkcs11:?pin-source=file:/tmp/pin'])(
    'never holds a PIN: %s',
    text => {
      expect(() => parsePkcs11Uri(text)).toThrow(code('token.uri-pin'));
    },
  );

  it('is written so that it is read as the same', () => {
    const uri = parsePkcs11Uri(formatPkcs11Uri(token, '01ab'));
    expect(uri).toEqual({ token: token.label, serial: '00a1', id: '01ab' });
    expect(matchesToken(uri, token)).toBe(true);
    expect(matchesKey(uri, { alias: '01ab' })).toBe(true);
    expect(formatPkcs11Uri({ label: "a;b?'", serial: '' }, 'key 1')).toBe(
      'pkcs11:token=a%3Bb%3F%27;object=key%201',
    );
  });

  it('fits what it does not deny', () => {
    expect(matchesToken({}, token)).toBe(true);
    expect(matchesToken({ model: 'ECP', manufacturer: 'Aktiv' }, token)).toBe(true);
    expect(matchesToken({ serial: '00b2' }, token)).toBe(false);
    expect(matchesKey({ object: 'k' }, { alias: '01', label: 'k' })).toBe(true);
    expect(matchesKey({ object: 'k' }, { alias: '01' })).toBe(false);
    expect(matchesKey({ id: '02' }, { alias: '01' })).toBe(false);
  });
});
