import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeFiles, sniff } from './describe.ts';

const signedData = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0];

describe('what a file is', () => {
  it.each([
    ['CMS, DER', [0x30, 0x82, 0x01, 0x00, ...signedData], 'signature'],
    ['CMS, BER of indefinite length', [0x30, 0x80, ...signedData], 'signature'],
    ['CMS, PEM', [...new TextEncoder().encode('-----BEGIN CMS-----\nMIIB')], 'signature'],
    ['a certificate, PEM', [...new TextEncoder().encode('-----BEGIN CERTIFICATE-----\n')], 'document'],
    ['a PFX', [0x30, 0x82, 0x0b, 0x00, 0x02, 0x01, 0x03, 0x30], 'keystore'],
    ['a certificate, DER', [0x30, 0x82, 0x03, 0x00, 0x30, 0x82], 'document'],
    ['nothing', [], 'document'],
    ['one byte', [0x30], 'document'],
  ])('%s by its first bytes', (_, bytes, expected) => {
    expect(sniff(Uint8Array.from(bytes))).toBe(expected);
  });

  it('goes by the name, the bytes, and what is there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tanba-describe-'));
    try {
      const at = (name: string): string => join(folder, name);
      await writeFile(at('Кілт.P12'), 'x');
      await writeFile(at('a.pdf.cms'), '');
      await writeFile(at('noname'), Uint8Array.from([0x30, 0x80, ...signedData]));
      await writeFile(at('a.pdf'), '%PDF');
      await writeFile(at('plain.xml'), '<?xml version="1.0"?><a/>');
      await writeFile(
        at('signed.xml'),
        '<a><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></a>',
      );
      await mkdir(at('folder.p12'));
      const names = [
        'Кілт.P12',
        'a.pdf.cms',
        'noname',
        'a.pdf',
        'folder.p12',
        'none.pdf',
        'plain.xml',
        'signed.xml',
      ];
      const described = await describeFiles(names.map(at));
      expect(described.map(file => file.kind)).toEqual([
        'keystore',
        'signature',
        'signature',
        'document',
        'folder',
        'missing',
        'document',
        'signature',
      ]);
      expect(described[3]).toEqual({ path: at('a.pdf'), name: 'a.pdf', folder, size: 4, kind: 'document' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
