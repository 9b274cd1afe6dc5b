/** PEM and bare base64, as mail, portals and editors leave them. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToBase64, concatBytes, utf8ToBytes } from '../bytes.ts';
import { dearmour, looksLikeText } from './armour.ts';
import { Asn1Error } from './asn1-error.ts';

const der = Uint8Array.of(0x30, 3, 2, 1, 5);
const body = bytesToBase64(der);
const pem = (label: string, content = body) =>
  `-----BEGIN ${label}-----\n${content}\n-----END ${label}-----\n`;
const read = (text: string, kind: 'cms' | 'certificate' = 'cms') => dearmour(utf8ToBytes(text), kind);

function reasonOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof Asn1Error) return error.reason;
  }
  return undefined;
}

describe('dearmour', () => {
  it.each(['CMS', 'PKCS7', 'PKCS #7 SIGNED DATA'])('reads a PEM block %s', label => {
    expect(read(pem(label))).toEqual([der]);
  });

  it.each([
    ['a byte order mark', '\ufeff' + pem('CMS')],
    ['words before and after', 'subject=CN\n' + pem('CMS') + 'the end'],
    ['CR LF', pem('CMS').replaceAll('\n', '\r\n')],
    ['no line ends at all', pem('CMS').replaceAll('\n', '')],
    ['blocks of another kind beside it', pem('CERTIFICATE', 'MAA=') + pem('CMS')],
    ['bare base64', body],
    ['base64 broken anywhere', body.replace(/(..)/g, '$1\r\n\t ')],
    ['base64 without its padding', body.replaceAll('=', '')],
  ])('reads %s', (_, text) => {
    expect(read(text)).toEqual([der]);
  });

  it('gives every certificate of a bundle, in order', () => {
    const bundle = pem('CERTIFICATE') + pem('PRIVATE KEY', 'AAAA') + pem('X509 CERTIFICATE', 'MAA=');
    expect(read(bundle, 'certificate')).toEqual([der, Uint8Array.of(0x30, 0)]);
  });

  it('gives nothing where all blocks are of another kind', () => {
    expect(read(pem('PRIVATE KEY'))).toEqual([]);
  });

  it.each([
    ['a letter outside base64', 'MAM*AgEF', 'malformed'],
    ['letters after the padding', 'MA==MA==', 'malformed'],
    ['one letter left over', 'MAMCA', 'malformed'],
    ['a block without its end', '-----BEGIN CMS-----\nMAMCAQU=', 'truncated'],
    ['a block that ends as another', '-----BEGIN CMS-----\nMA==\n-----END PKCS7-----', 'truncated'],
  ])('refuses %s', (_, text, reason) => {
    expect(reasonOf(() => read(text))).toBe(reason);
  });

  it('reads back any bytes, in lines of any width', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.integer({ min: 1, max: 80 }), (bytes, width) => {
        const lines = bytesToBase64(bytes).replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
        expect(read(pem('CMS', lines))).toEqual([bytes]);
      }),
    );
  });

  it('throws nothing but Asn1Error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        const text = concatBytes(utf8ToBytes('-----BEGIN CMS-----'), bytes);
        expect(['malformed', 'truncated']).toContain(reasonOf(() => dearmour(text, 'cms')));
      }),
    );
  });
});

describe('looksLikeText', () => {
  it('tells text from binary by its beginning', () => {
    expect(looksLikeText(utf8ToBytes(pem('CMS')))).toBe(true);
    expect(looksLikeText(utf8ToBytes('\ufeffMIAG'))).toBe(true);
    expect(looksLikeText(der)).toBe(false);
    expect(looksLikeText(new Uint8Array())).toBe(false);
  });
});
