import { describe, expect, it } from 'vitest';
import { loadError } from './load-error.ts';

describe('a library that does not load', () => {
  it.each([
    ['libpcsclite.so.1: cannot open shared object file: No such file or directory', 'libpcsclite.so.1'],
    ['Error loading shared library libpcsclite.so.1: No such file (needed by /opt/a.so)', 'libpcsclite.so.1'],
    ["/lib/libc.so.6: version `GLIBC_2.38' not found (required by /opt/a.so)", 'GLIBC_2.38'],
    [
      'dlopen(/opt/a.so, 1): Library not loaded: @rpath/libcrypto.3.dylib\n Referenced from: /opt/a.so',
      'libcrypto.3.dylib',
    ],
  ])('names what it needs: %s', (text, library) => {
    expect(loadError('/opt/a.so', new Error(text)).toData()).toEqual({
      code: 'token.library-dependency',
      params: { token: 'a.so', library },
    });
  });

  it.each(['/opt/a.so: invalid ELF header', '/opt/a.so: wrong ELF class: ELFCLASS32', 'Не найден модуль.'])(
    'is damaged or foreign where nothing is named: %s',
    text => {
      expect(loadError('/opt/a.so', new Error(text)).toData()).toEqual({
        code: 'token.library-load',
        params: { token: 'a.so' },
      });
    },
  );

  it('is not what it itself needs', () => {
    const text = '/opt/a.so: cannot open shared object file: Permission denied';
    expect(loadError('/opt/a.so', new Error(text)).code).toBe('token.library-load');
  });
});
