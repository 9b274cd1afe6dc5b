/** The command line with the sandbox's authorities on the network: time-stamps, revocation, evidence, and what remains when they fail. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerificationReport } from '../../contract/report.ts';
import { issueSandboxKeys } from '../../sandbox/ca/issue-keys.ts';
import { restorePki } from '../../sandbox/pki/restore.ts';
import { startSandboxPki } from '../../sandbox/pki/server.ts';
import type { SandboxPki } from '../../sandbox/pki/server.ts';
import { codeIn, makeWorkplace, tanba } from '../support/cli.ts';
import type { CliResult, Workplace } from '../support/cli.ts';

const ids = ['individual', 'head'];
let place: Workplace;
let pki: SandboxPki;
let keyOf: (id: string) => string;
let serial = '';

beforeAll(async () => {
  place = makeWorkplace([]);
  const port = await freePort();
  const services = `http://127.0.0.1:${port}`;
  const made = issueSandboxKeys({ seed: 'tests/cli/authorities', now: new Date(), ids, services });
  for (const { path, content } of made.files) place.write(`net/${path}`, content);
  keyOf = id => place.at('net', made.keys.find(key => key.id === id)!.file);
  const { authorities, issued } = await restorePki(path =>
    Promise.resolve(readFileSync(place.at('net', path), 'utf8')),
  );
  pki = await startSandboxPki({ port, authorities, issued });
  const listed = await tanba(['keys', keyOf('individual'), '--pin-file', place.pin, '--json']);
  serial = (JSON.parse(listed.stdout) as { readonly keys: readonly { readonly serial: string }[] }).keys[0]!
    .serial;
});
afterAll(async () => {
  await pki.close();
  place.remove();
});
beforeEach(() => {
  for (const service of ['ocsp', 'crl', 'tsa'] as const) pki.faults.set(service, null);
  pki.registry.restore(serial);
});

/** One that nobody listens at now. */
function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const sign = (id: string, ...args: string[]): Promise<CliResult> =>
  tanba(['sign', '--key', keyOf(id), '--pin-file', place.pin, ...args]);
const verify = (...args: string[]): Promise<CliResult> =>
  tanba(['verify', '--trust', place.at('net', 'ca'), ...args]);
const reportOf = ({ stdout }: CliResult) => JSON.parse(stdout) as VerificationReport;
const step = (report: VerificationReport, name: string, index = 0): string | undefined => {
  const found = report.signers[index]?.steps.find(one => one.name === name);
  return found?.code ?? found?.status;
};

/** Whether the time-stamping authority’s own certificate is known not to be revoked. */
const stamperKnown = ({ signers }: VerificationReport): boolean =>
  signers[0]?.timestamp?.steps.find(({ name }) => name === 'revocation')?.status === 'ok';

let documents = 0;
function newDocument(text = 'Шарт'): string {
  return place.write(`docs/${++documents}.txt`, text);
}

describe('a time-stamp', () => {
  it('is put in, and proves the time', async () => {
    const document = newDocument();
    expect(await sign('individual', document, '--tsa', pki.urls.tsa)).toMatchObject({ exit: 0, stderr: '' });
    const verified = await verify(`${document}.cms`, '--json');
    expect(verified.exit).toBe(0);
    const [signer] = reportOf(verified).signers;
    expect(signer?.trustedTime).toBe(signer?.timestamp?.time);
    expect(signer?.timestamp?.authority).toContain('SANDBOX TSA');
    expect(signer).toMatchObject({ trust: 'sandbox', revocation: { source: 'ocsp' } });
    expect(['revocation', 'timestamp'].map(name => step(reportOf(verified), name))).toEqual(['ok', 'ok']);
    expect(stamperKnown(reportOf(verified))).toBe(true);
    const words = await verify(`${document}.cms`);
    expect(words.stdout).toMatch(/^The signature holds\.\nBeware: a certificate of the sandbox/);
    expect(words.stdout).toContain('(proven by ');
  });

  it.each(['down', 'html'] as const)(
    'that cannot be had (%s) costs nobody the signature; it comes later',
    async fault => {
      const document = newDocument();
      pki.faults.set('tsa', fault);
      const signed = await sign('individual', document, '--tsa', pki.urls.tsa, '--json');
      expect([signed.exit, codeIn(signed)]).toEqual([6, 'timestamp.pending']);
      expect(JSON.parse(signed.stdout)).toMatchObject({
        documents: [{ output: `${document}.cms`, error: null, pending: 'timestamp' }],
      });
      const before = readFileSync(`${document}.cms`);
      expect(step(reportOf(await verify(`${document}.cms`, '--json')), 'timestamp')).toBe('timestamp.absent');
      // It goes on failing, and the file stays as it is.
      expect((await tanba(['stamp', `${document}.cms`, '--tsa', pki.urls.tsa])).exit).not.toBe(0);
      expect(readFileSync(`${document}.cms`).equals(before)).toBe(true);
      pki.faults.set('tsa', null);
      const stamped = await tanba(['stamp', `${document}.cms`, '--tsa', pki.urls.tsa]);
      expect(stamped).toEqual({ exit: 0, stdout: `${document}.cms\n`, stderr: '' });
      expect(step(reportOf(await verify(`${document}.cms`, '--json')), 'timestamp')).toBe('ok');
      const again = await tanba(['stamp', `${document}.cms`, '--tsa', pki.urls.tsa]);
      expect([again.exit, codeIn(again)]).toEqual([5, 'timestamp.exists']);
      expect(readdirSync(place.at('docs')).filter(name => name.startsWith('.tanba-'))).toEqual([]);
    },
  );

  it('is asked of the next address where the first does not answer', async () => {
    const document = newDocument();
    const dead = `http://127.0.0.1:${await freePort()}/`;
    expect((await sign('individual', document, '--tsa', dead, '--tsa', pki.urls.tsa)).exit).toBe(0);
  });
});

describe('revocation', () => {
  it('makes a signature without a time-stamp fail, and one from before stands', async () => {
    const [bare, stamped] = [newDocument(), newDocument()];
    await sign('individual', bare);
    await sign('individual', stamped, '--tsa', pki.urls.tsa);
    pki.registry.revoke(serial, 1, new Date(Date.now() + 1000));
    // After the second has come.
    await sleep(1000);
    const refused = await verify(`${bare}.cms`);
    expect([refused.exit, codeIn(refused)]).toEqual([1, 'revocation.revoked']);
    expect(refused.stdout).toMatch(/^The signature does not hold\./);
    expect((await verify(`${stamped}.cms`)).exit).toBe(0);
  });

  it('that is not known is said, and is an error where the policy wants it known', async () => {
    const document = newDocument();
    await sign('individual', document);
    for (const service of ['ocsp', 'crl'] as const) pki.faults.set(service, 'broken');
    const open = await verify(`${document}.cms`);
    expect(open.exit).toBe(0);
    expect(open.stdout).toContain('Whether the certificate was revoked is not known.');
    expect(open.stdout).toMatch(/Not revoked: unknown/);
    const wanted = await verify(`${document}.cms`, '--policy', 'revocation');
    expect([wanted.exit, codeIn(wanted)]).toEqual([1, 'policy.revocation-unknown']);
    pki.faults.set('crl', null);
    const byList = reportOf(await verify(`${document}.cms`, '--json'));
    expect(byList.signers[0]?.revocation?.source).toBe('crl');
  });
});

describe('evidence', () => {
  it('leads to the same verdict later, without a network', async () => {
    const document = newDocument();
    await sign('individual', document, '--tsa', pki.urls.tsa);
    const folder = place.at('kept');
    expect((await verify(`${document}.cms`, '--evidence', folder)).exit).toBe(0);
    expect(readdirSync(folder).length).toBeGreaterThan(0);
    const { ocsp, crl } = pki.served;
    const years = ['--at', `${new Date().getUTCFullYear() + 5}-01-01`];
    const later = await verify(`${document}.cms`, '--evidence', folder, '--offline', ...years, '--json');
    expect(later.exit).toBe(0);
    expect(step(reportOf(later), 'revocation')).toBe('ok');
    expect(stamperKnown(reportOf(later))).toBe(true);
    const nothing = await verify(`${document}.cms`, '--offline', ...years, '--json');
    expect(step(reportOf(nothing), 'revocation')).not.toBe('ok');
    expect(pki.served).toMatchObject({ ocsp, crl });
    for (const name of readdirSync(folder)) writeFileSync(place.at('kept', name), 'damaged');
    const damaged = await verify(`${document}.cms`, '--evidence', folder, '--offline', '--json');
    expect(step(reportOf(damaged), 'revocation')).not.toBe('ok');
  });
});

describe('the policy', () => {
  it('is apart from the cryptography', async () => {
    const document = newDocument();
    await sign('head', document);
    const { signers } = reportOf(await verify(`${document}.cms`, '--json'));
    const { iin, bin } = signers[0]!;
    expect((await verify(`${document}.cms`, '--policy', `iin=${iin},bin=${bin}`)).exit).toBe(0);
    const other = await verify(`${document}.cms`, '--policy', 'iin=000000000000', '--json');
    expect([other.exit, codeIn(other)]).toEqual([1, 'policy.other-signer']);
    expect(reportOf(other)).toMatchObject({ valid: true, verdict: 'valid', policy: [{ demand: 'iin' }] });
    const production = await verify(`${document}.cms`, '--policy', 'production,timestamp');
    expect(codeIn(production)).toBe('policy.time-unproven');
    expect(production.stderr).toContain('policy.not-production');
    expect((await verify(`${document}.cms`, '--policy', 'iin=12')).exit).toBe(2);
  });
});

describe('signatures that exist', () => {
  it('take another signer, attached in PEM', async () => {
    const document = newDocument('inside');
    const out = place.at('docs', 'both.pem');
    await sign('individual', document, '--encoding', 'pem', '--out', out);
    expect((await sign('head', '--add-to', out)).stdout).toBe(`${out}\n`);
    expect(readFileSync(out, 'utf8')).toMatch(/^-----BEGIN CMS-----\n/);
    const report = reportOf(await verify(out, '--json'));
    expect([report.verdict, report.signers.length, report.attached]).toEqual(['valid', 2, true]);
    const extracted = await tanba(['extract', out, '--out', place.at('docs', 'extracted.txt')]);
    expect(extracted.exit).toBe(0);
    expect(readFileSync(place.at('docs', 'extracted.txt'), 'utf8')).toBe('inside');
  });

  it('take another signer, detached, beside their document or with it', async () => {
    const document = newDocument();
    await sign('individual', document, '--detached', '--encoding', 'base64');
    expect((await sign('head', '--add-to', `${document}.cms`)).exit).toBe(0);
    const elsewhere = place.at('docs', 'elsewhere.sig');
    writeFileSync(elsewhere, readFileSync(`${document}.cms`));
    const missing = await sign('head', '--add-to', elsewhere);
    expect([missing.exit, codeIn(missing)]).toEqual([5, 'content.missing']);
    const other = await sign('head', '--add-to', elsewhere, newDocument('another'));
    expect([other.exit, codeIn(other)]).toEqual([1, 'digest.mismatch']);
    const third = place.at('docs', 'third.sig');
    expect((await sign('head', '--add-to', elsewhere, document, '--out', third)).exit).toBe(0);
    const report = reportOf(await verify(third, '--content', document, '--json'));
    expect([report.verdict, report.signers.length]).toEqual(['valid', 3]);
    const detached = await tanba(['extract', third, '--out', place.at('docs', 'no.txt')]);
    expect([detached.exit, codeIn(detached)]).toEqual([5, 'content.missing']);
    expect(existsSync(place.at('docs', 'no.txt'))).toBe(false);
  });

  it('may be over a digest alone', async () => {
    const wrong = createHash('sha256').update('x').digest('hex');
    const out = place.at('docs', 'digest.cms');
    const refused = await sign('individual', '--digest', wrong, '--out', out);
    expect([refused.exit, codeIn(refused)]).toEqual([5, 'digest.wrong-length']);
    const zeros = Buffer.alloc(64).toString('base64');
    expect(await sign('individual', '--digest', zeros, '--out', out)).toMatchObject({
      exit: 0,
      stdout: `${out}\n`,
    });
    const verified = await verify(out, '--content', newDocument());
    expect(codeIn(verified)).toBe('digest.mismatch');
  });

  it.each([
    [['--digest', 'not hex!', '--out', 'x']],
    [['--digest', '00']],
    [['--add-to', 'a.cms', '--detached']],
    [['--add-to', 'a.cms', '--format', 'xml']],
    [['a.xml', '--format', 'xml', '--tsa', 'on']],
    [['a.xml', '--format', 'xml', '--wsse=other']],
    [['a.txt', '--tsa', 'ftp://x']],
    [['a.txt', '--encoding', 'hex']],
  ])('are not asked for in this way: %j', async args => {
    expect((await sign('individual', ...args)).exit).toBe(2);
  });
});

describe('WSSE', () => {
  it('names the certificate by issuer and number', async () => {
    const soap =
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><ping xmlns="urn:example"/></s:Body></s:Envelope>';
    const document = place.write('docs/message.xml', soap);
    expect((await sign('individual', document, '--format', 'xml', '--wsse=issuer-serial')).exit).toBe(0);
    expect(readFileSync(`${document}.signed.xml`, 'utf8')).toContain('X509IssuerSerial');
  });
});
