/** Whatever a time-stamping authority does wrong: the signature is there, holds, and is known to wait. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { faultNames } from '../../sandbox/pki/faults.ts';
import { manualClock } from '../../tests/support/manual-clock.ts';
import { startTestPki } from '../../tests/support/pki-services.ts';
import type { TestPki } from '../../tests/support/pki-services.ts';
import { midTerm } from '../../tests/support/pki.ts';
import { createAuthorities } from '../authorities.ts';
import { noProxies } from '../network/proxies.ts';
import { createPendingStamps } from './pending-stamps.ts';
import { stampFile } from './rewrite-signature.ts';
import { defaultXml } from './signature-formats.ts';
import { signFiles } from './sign-files.ts';
import { verifyFile } from './verify-file.ts';

const clock = manualClock(midTerm.toISOString());
const { signal } = new AbortController();
const authorities = createAuthorities({ proxies: noProxies, clock, cacheFolder: null });
let pki: TestPki;
let folder = '';
beforeAll(async () => {
  pki = await startTestPki('GOST-2015-512');
  folder = await mkdtemp(join(tmpdir(), 'tanba-stamps-'));
});
afterAll(async () => {
  await pki.close();
  await rm(folder, { recursive: true, force: true });
});

async function sign(name: string) {
  const document = join(folder, name);
  await writeFile(document, name);
  const [result] = await signFiles({
    documents: [document],
    signer: pki.signer,
    format: 'cms',
    detached: false,
    xml: defaultXml,
    encoding: 'der',
    timestamper: authorities.timestamper([pki.urls.tsa], signal),
    outputOf: path => `${path}.cms`,
    overwrite: false,
    signal,
    onProgress: () => undefined,
    onFault: (_, error) => expect.fail(String(error)),
    clock,
  });
  return result!;
}

async function timeOf(signature: string): Promise<string | null> {
  const anchors = [anchorFromCertificate(pki.root.certificate)];
  const now = clock.now();
  const judged = { anchors, at: now, now, evidence: null, signal };
  const { report } = await verifyFile({ signature, content: null, ...judged });
  expect(report.verdict).toBe('valid');
  return report.signers[0]!.trustedTime;
}

const stamp = (signature: string) => {
  authorities.forgetProblems();
  const timestamper = authorities.timestamper([pki.urls.tsa], signal);
  return stampFile({ signature, output: null, overwrite: true, encoding: null, signal, timestamper });
};

/** `slow` takes longer than a test may (services/timestamp has it with less patience); `redirect` is no fault to us, see below. */
const faults = faultNames.filter(fault => fault !== 'slow' && fault !== 'redirect');

describe.each(faults)('a time-stamping authority with the fault %s', fault => {
  it('costs nobody a signature, and the time-stamp comes later', async () => {
    authorities.forgetProblems();
    pki.faults.set('tsa', fault);
    const signed = await sign(`${fault}.txt`);
    expect(signed).toMatchObject({ error: null, pending: 'timestamp' });
    const signature = signed.output!;
    expect(await timeOf(signature)).toBeNull();
    const before = await readFile(signature);
    await expect(stamp(signature)).rejects.toMatchObject({
      code: expect.stringMatching(/^(network|timestamp)\./) as unknown,
    });
    expect((await readFile(signature)).equals(before)).toBe(true);
    pki.faults.set('tsa', null);
    await stamp(signature);
    expect(await timeOf(signature)).toBe(midTerm.toISOString());
  });
});

describe('a redirect within the scheme', () => {
  it('is followed', async () => {
    authorities.forgetProblems();
    pki.faults.set('tsa', 'redirect');
    expect(await sign('redirected.txt')).toMatchObject({ error: null, pending: null });
    pki.faults.set('tsa', null);
  });
});

describe('the list of what waits', () => {
  it('survives a start, leaves out what is gone, and can be damaged without harm', async () => {
    const file = join(folder, 'pending.json');
    const [one, two] = [join(folder, 'one.cms'), join(folder, 'two.cms')];
    await writeFile(one, '');
    await writeFile(two, '');
    const first = await createPendingStamps({ file, clock });
    const told: number[] = [];
    first.onDidChange(pending => void told.push(pending.length));
    await first.add([one, two]);
    await first.add([one]);
    const second = await createPendingStamps({ file, clock });
    expect((await second.list()).map(({ name }) => name)).toEqual(['two.cms', 'one.cms']);
    await rm(two);
    expect((await second.list()).map(({ name }) => name)).toEqual(['one.cms']);
    await second.remove([one]);
    expect(await second.list()).toEqual([]);
    expect(told).toEqual([2, 2]);
    await writeFile(file, '{');
    expect(await (await createPendingStamps({ file, clock })).list()).toEqual([]);
  });
});
