/** What the sandbox's services answer is accepted by OpenSSL: RSA, since OpenSSL has no other keys of ours. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pem } from '../support/cms-maker.ts';
import { startTestPki } from '../support/pki-services.ts';
import type { TestPki } from '../support/pki-services.ts';
import { midTerm } from '../support/pki.ts';

function lacksOpenssl(): boolean {
  const missing = spawnSync('openssl', ['version']).status !== 0;
  if (missing)
    console.log('openssl OCSP, CRL, TSP: 7 cases left out: there is no openssl here (Debian: openssl)');
  return missing;
}

let pki: TestPki;
const folder = mkdtempSync(join(tmpdir(), 'tanba-openssl-pki-'));
const at = String(midTerm.getTime() / 1000);

/** Not spawnSync: the server answers in this very process. */
function openssl(...args: readonly string[]): Promise<{ readonly ok: boolean; readonly text: string }> {
  return new Promise(resolve => {
    execFile('openssl', args, { cwd: folder, encoding: 'latin1' }, (error, stdout, stderr) =>
      resolve({ ok: error === null, text: stdout + stderr }),
    );
  });
}

describe.skipIf(lacksOpenssl())('OpenSSL', () => {
  beforeAll(async () => {
    pki = await startTestPki('RSA');
    writeFileSync(join(folder, 'root.pem'), pem('CERTIFICATE', pki.root.certificate.der));
    writeFileSync(join(folder, 'signer.pem'), pem('CERTIFICATE', pki.signer.certificate.der));
    writeFileSync(join(folder, 'data'), 'Шарт № 7');
  });
  afterAll(async () => {
    await pki.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ocspStatus(): Promise<string> {
    const asked = await openssl(
      ...['ocsp', '-issuer', 'root.pem', '-sha256', '-cert', 'signer.pem', '-url', pki.urls.ocsp],
      // -attime is for the chain only; whether the answer is fresh is asked of the computer's clock.
      ...['-CAfile', 'root.pem', '-attime', at, '-validity_period', '999999999'],
    );
    expect(asked).toMatchObject({ ok: true });
    expect(asked.text).toContain('Response verify OK');
    expect(asked.text).not.toContain('Nonce Verify error');
    return /signer\.pem: (\w+)/.exec(asked.text)?.[1] ?? asked.text;
  }

  it('believes the responder: good, then revoked, then good again', async () => {
    const { serial } = pki.signer.certificate;
    expect(await ocspStatus()).toBe('good');
    pki.registry.revoke(serial, 1);
    expect(await ocspStatus()).toBe('revoked');
    pki.registry.restore(serial);
    expect(await ocspStatus()).toBe('good');
  });

  it('does not believe a responder whose signature is wrong', async () => {
    pki.faults.set('ocsp', 'bad-signature');
    const asked = await openssl(
      ...['ocsp', '-issuer', 'root.pem', '-cert', 'signer.pem', '-url', pki.urls.ocsp, '-CAfile', 'root.pem'],
      ...['-attime', at],
    );
    pki.faults.set('ocsp', null);
    expect(asked.text).toMatch(/Response Verify Failure/i);
  });

  async function fetchList(url: string, name: string): Promise<void> {
    writeFileSync(join(folder, name), new Uint8Array(await (await fetch(url)).arrayBuffer()));
  }

  it.each(['complete', 'delta'])('believes the %s list', async kind => {
    const { urls, registry, authority, signer } = pki;
    registry.revoke(signer.certificate.serial, 4);
    if (kind === 'complete') registry.publish();
    await fetchList(kind === 'complete' ? urls.crl(authority.id) : urls.deltaCrl(authority.id), 'list.crl');
    const read = await openssl(
      'crl',
      '-inform',
      'DER',
      '-in',
      'list.crl',
      '-CAfile',
      'root.pem',
      '-text',
      '-noout',
    );
    expect(read.text).toContain('verify OK');
    expect(read.text).toContain(signer.certificate.serial.toUpperCase());
    expect(read.text).toContain('Superseded');
    registry.restore(signer.certificate.serial);
    registry.publish();
  });

  it('believes a list with nothing in it, and finds a certificate good by it', async () => {
    pki.registry.publish();
    await fetchList(pki.urls.crl(pki.authority.id), 'empty.crl');
    expect((await openssl('crl', '-inform', 'DER', '-in', 'empty.crl', '-out', 'empty.pem')).ok).toBe(true);
    const verified = await openssl(
      ...[
        'verify',
        '-crl_check',
        '-attime',
        at,
        '-CAfile',
        'root.pem',
        '-CRLfile',
        'empty.pem',
        'signer.pem',
      ],
    );
    expect(verified).toMatchObject({ ok: true });
  });

  async function stamp(): Promise<void> {
    const query = ['ts', '-query', '-data', 'data', '-sha256', '-cert', '-tspolicy', '1.2.398.3.3.2.6.2'];
    expect((await openssl(...query, '-out', 'query.tsq')).ok).toBe(true);
    const body = new Uint8Array(readFileSync(join(folder, 'query.tsq')));
    const answer = await fetch(pki.urls.tsa, { method: 'POST', body });
    writeFileSync(join(folder, 'answer.tsr'), new Uint8Array(await answer.arrayBuffer()));
  }

  it('believes the time-stamp, for its request and its data', async () => {
    await stamp();
    const verify = ['ts', '-verify', '-in', 'answer.tsr', '-CAfile', 'root.pem', '-attime', at];
    expect(await openssl(...verify, '-queryfile', 'query.tsq')).toMatchObject({ ok: true });
    expect(await openssl(...verify, '-data', 'data')).toMatchObject({ ok: true });
    expect((await openssl(...verify, '-data', 'root.pem')).ok).toBe(false);
  });

  it('does not believe one with another nonce', async () => {
    pki.faults.set('tsa', 'wrong-nonce');
    await stamp();
    pki.faults.set('tsa', null);
    const verify = ['ts', '-verify', '-in', 'answer.tsr', '-CAfile', 'root.pem', '-attime', at];
    expect((await openssl(...verify, '-queryfile', 'query.tsq')).text).toContain('nonce');
  });
});
