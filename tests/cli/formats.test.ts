/** The formats besides CMS, through the command line: XML signatures of every kind, and the bare value that ИС ЭСФ wants. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { base64ToBytes, utf8ToBytes } from '../../core/bytes.ts';
import { digest } from '../../core/crypto/digest.ts';
import { verifySignature } from '../../core/crypto/public-key.ts';
import { parseCertificate, publicKeyOf } from '../../core/x509/certificate.ts';
import { codeIn, makeWorkplace, tanba } from '../support/cli.ts';
import type { CliResult, Workplace } from '../support/cli.ts';

let place: Workplace;
beforeAll(() => {
  place = makeWorkplace(['individual', 'individual-gost2004', 'individual-rsa-sign']);
});
afterAll(() => place.remove());

const families = ['individual', 'individual-gost2004', 'individual-rsa-sign'];
const invoice =
  '<?xml version="1.0" encoding="UTF-8"?>\n<invoice xmlns="urn:example"><line Id="line-1">сыр, 2 кг</line><note/></invoice>\n';
const soap =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><ping xmlns="urn:example"/></s:Body></s:Envelope>';

const sign = (id: string, ...args: string[]): Promise<CliResult> =>
  tanba(['sign', '--key', place.key(id), '--pin-file', place.pin, ...args], { cwd: place.path });
const verify = (file: string): Promise<CliResult> =>
  tanba(['verify', '--trust', place.trust, file], { cwd: place.path });

describe('tanba sign --format xml', () => {
  it.each(families.flatMap(id => ['compact', 'santuario'].map(layout => [id, layout])))(
    '%s, %s: holds, and not after a change',
    async (id, layout) => {
      const document = place.write(`${id}-${layout}/invoice.xml`, invoice);
      const made = await sign(id!, document, '--format', 'xml', '--layout', layout!);
      expect(made).toEqual({ exit: 0, stdout: `${document}.signed.xml\n`, stderr: '' });
      const signed = readFileSync(`${document}.signed.xml`, 'utf8');
      expect(signed.includes('&#13;')).toBe(layout === 'santuario');
      expect((await verify(`${document}.signed.xml`)).exit).toBe(0);
      writeFileSync(`${document}.signed.xml`, signed.replace('2 кг', '3 кг'));
      const changed = await verify(`${document}.signed.xml`);
      expect([changed.exit, codeIn(changed)]).toEqual([1, 'digest.mismatch']);
    },
  );

  it('signs an element by its Id, and says that only a part is covered', async () => {
    const document = place.write('part/invoice.xml', invoice);
    expect((await sign('individual', document, '--format', 'xml', '--id', 'line-1')).exit).toBe(0);
    const verified = await verify(`${document}.signed.xml`);
    expect([verified.exit, codeIn(verified)]).toEqual([1, 'xml.partial']);
    const where = ['--xpath', '/*/*[1]', '--parent', "//*[local-name()='note']", '--force'];
    expect((await sign('individual', document, '--format', 'xml', ...where)).exit).toBe(0);
    const placed = readFileSync(`${document}.signed.xml`, 'utf8');
    expect(placed).toContain('<note><ds:Signature');
    expect(placed).toContain('URI="#line-1"');
    expect(codeIn(await verify(`${document}.signed.xml`))).toBe('xml.partial');
    const nowhere = await sign('individual', document, '--format', 'xml', '--xpath', '/*/none', '--force');
    expect([nowhere.exit, codeIn(nowhere)]).toEqual([5, 'xml.element-not-one']);
  });

  it('signs the body of a SOAP message', async () => {
    const document = place.write('soap/message.xml', soap);
    expect((await sign('individual-rsa-sign', document, '--format', 'xml', '--wsse')).exit).toBe(0);
    expect(readFileSync(`${document}.signed.xml`, 'utf8')).toContain('wsse:KeyIdentifier');
    expect((await verify(`${document}.signed.xml`)).exit).toBe(0);
  });

  it('signs what is signed already, and both signatures hold', async () => {
    const document = place.write('two/invoice.xml', invoice);
    await sign('individual', document, '--format', 'xml');
    await sign(
      'individual-rsa-sign',
      `${document}.signed.xml`,
      '--format',
      'xml',
      '--out',
      join(place.path, 'two', 'both.xml'),
    );
    const verified = await verify(join(place.path, 'two', 'both.xml'));
    expect(verified.exit).toBe(0);
    expect(verified.stdout.match(/850314200176/g)).toHaveLength(2);
  });

  it.each([
    ['<!DOCTYPE a><a/>', 'xml.doctype'],
    ['<a><b></a>', 'xml.malformed'],
    ['not xml at all', 'xml.malformed'],
  ])('refuses %s', async (text, code) => {
    const document = place.write(`bad/${code}.xml`, text);
    const result = await sign('individual', document, '--format', 'xml', '--force');
    expect([codeIn(result), result.exit]).toEqual([code, 5]);
  });
});

describe('tanba sign --format raw', () => {
  it.each(families)('%s: the value verifies over the exact bytes', async id => {
    const document = place.write(`raw-${id}/invoice.xml`, invoice);
    expect((await sign(id, document, '--format', 'raw')).exit).toBe(0);
    const value = base64ToBytes(readFileSync(`${document}.signature.txt`, 'utf8'));
    const [entry] = openPkcs12(
      new Uint8Array(readFileSync(place.key(id))),
      utf8ToBytes('Sandbox1'),
      'key.p12',
    ).entries;
    const key = publicKeyOf(parseCertificate(entry!.certificateDer));
    const name = key.algorithm.digest;
    expect(verifySignature(key, name, digest(name, utf8ToBytes(invoice)), value)).toBe(true);
    expect(verifySignature(key, name, digest(name, utf8ToBytes(`${invoice} `)), value)).toBe(false);
  });
});
