import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { judgeRevocation } from '../../core/signing/judge-revocation.ts';
import type { RevocationAnswers } from '../../core/signing/evidence.ts';
import type { RevocationAddresses } from '../../core/x509/extensions.ts';
import { faultNames } from '../../sandbox/pki/faults.ts';
import type { FaultName } from '../../sandbox/pki/faults.ts';
import { manualClock } from '../../tests/support/manual-clock.ts';
import type { ManualClock } from '../../tests/support/manual-clock.ts';
import { addressesOf, hastyClient, startTestPki } from '../../tests/support/pki-services.ts';
import type { TestPki } from '../../tests/support/pki-services.ts';
import { families, midTerm } from '../../tests/support/pki.ts';
import { onlineEvidence } from './online.ts';
import type { OnlineEvidenceOptions } from './online.ts';

let pki: TestPki;
let clock: ManualClock = manualClock(midTerm.toISOString());
let folder: string;
beforeAll(async () => {
  pki = await startTestPki('GOST-2015-512', { now: () => clock.now() });
});
afterAll(() => pki.close());
beforeEach(async () => {
  clock = manualClock(midTerm.toISOString());
  pki.registry.restore(pki.signer.certificate.serial);
  pki.registry.publish();
  folder = await mkdtemp(join(tmpdir(), 'tanba-evidence-'));
});
afterEach(async () => {
  for (const service of ['ocsp', 'crl'] as const) pki.faults.set(service, null);
  await rm(folder, { recursive: true, force: true });
});

/** The application's source with these addresses, and who was asked. */
function source(options: Partial<OnlineEvidenceOptions> & { only?: Partial<RevocationAddresses> } = {}) {
  const isSlow = pki.faults.get('ocsp') === 'slow' || pki.faults.get('crl') === 'slow';
  const http = hastyClient(clock, isSlow ? 300 : 10_000);
  const { only, ...rest } = options;
  const none: RevocationAddresses = { ocsp: [], crls: [], deltaCrls: [] };
  const addresses = () => (only ? { ...none, ...only } : addressesOf(pki));
  const evidence = onlineEvidence({ http, clock, cacheFolder: null, addresses, ...rest });
  const issuer = anchorFromCertificate(pki.root.certificate);
  const ask = () => evidence.revocationOf(pki.signer.certificate, issuer, clock.now());
  return { ask, evidence, sent: http.sent };
}

function verdict(answers: RevocationAnswers): string {
  const question = {
    certificate: pki.signer.certificate,
    issuer: anchorFromCertificate(pki.root.certificate),
    at: clock.now(),
    now: clock.now(),
  };
  const { finding } = judgeRevocation(question, answers);
  return finding.status === 'ok' ? 'good' : finding.code;
}

describe.each(families)('an authority of %s', family => {
  it('is asked by OCSP, and by its lists where that fails', async () => {
    const other = await startTestPki(family);
    try {
      const evidence = onlineEvidence({
        http: hastyClient(clock),
        clock,
        cacheFolder: null,
        addresses: () => addressesOf(other),
      });
      const issuer = anchorFromCertificate(other.root.certificate);
      const question = { certificate: other.signer.certificate, issuer, at: midTerm, now: midTerm };
      const ask = () => evidence.revocationOf(other.signer.certificate, issuer, midTerm);
      const byOcsp = await ask();
      expect(byOcsp).toMatchObject({ ocsp: [expect.any(Uint8Array)], crls: [], problem: null });
      expect(judgeRevocation(question, byOcsp).finding.status).toBe('ok');

      other.registry.revoke(other.signer.certificate.serial, 1, new Date(midTerm.getTime() - 1000));
      other.faults.set('ocsp', 'broken');
      clock.advance(60 * 60_000);
      const byLists = await ask();
      expect(byLists).toMatchObject({ ocsp: [], problem: null });
      // The delta knows it, the complete list does not yet.
      expect(byLists.crls).toHaveLength(2);
      expect(judgeRevocation(question, byLists).finding).toMatchObject({ code: 'revocation.revoked' });
    } finally {
      await other.close();
    }
  });
});

describe('what authorities say', () => {
  it('is revoked', async () => {
    pki.registry.revoke(pki.signer.certificate.serial, 4);
    expect(verdict(await source().ask())).toBe('revocation.revoked');
  });

  it('is that they never issued it', async () => {
    const strict = await startTestPki('GOST-2015-512', { issued: ['01'] });
    try {
      expect(verdict(await source({ only: { ocsp: [strict.urls.ocsp] } }).ask())).toBe(
        'revocation.not-issued',
      );
    } finally {
      await strict.close();
    }
  });

  it('is nothing where nobody has an address', async () => {
    expect(await source({ only: {} }).ask()).toEqual({
      ocsp: [],
      crls: [],
      problem: { code: 'revocation.unavailable', params: {} },
    });
  });
});

/** What each fault of the responder is called; null: no fault to us. Of the list, where it is another one. */
const codes: Readonly<Record<FaultName, readonly [ocsp: string | null, crl?: string | null]>> = {
  down: ['network.unreachable'],
  slow: ['network.timeout'],
  redirect: [null],
  'redirect-loop': ['network.redirected'],
  'redirect-https': ['network.redirected'],
  forbidden: ['network.refused'],
  broken: ['network.refused'],
  html: ['network.bad-answer'],
  empty: ['network.bad-answer'],
  huge: ['network.bad-answer'],
  'wrong-nonce': ['revocation.wrong-nonce', null],
  expired: ['revocation.wrong-signature', 'revocation.stale'],
  'bad-signature': ['revocation.wrong-signature'],
  'clock-off': ['revocation.stale'],
  refuses: ['revocation.unavailable', null],
};

describe.each(faultNames)('a service with the fault "%s"', fault => {
  const [ocspCode, crlCode = ocspCode] = codes[fault];

  it(`is ${ocspCode ?? 'no trouble'} for OCSP, and the list stands in`, async () => {
    pki.faults.set('ocsp', fault);
    const alone = source({ only: { ocsp: [pki.urls.ocsp] }, cacheFolder: folder });
    const answers = await alone.ask();
    expect(answers.problem?.code ?? null).toBe(ocspCode);
    expect(verdict(answers)).toBe(ocspCode ?? 'good');
    if (ocspCode === null) return;
    expect(await readdir(folder).catch(() => [])).toEqual([]);
    const both = source();
    const standIn = await both.ask();
    expect(standIn).toMatchObject({ ocsp: [], problem: null });
    expect(verdict(standIn)).toBe('good');
  });

  it(`is ${crlCode ?? 'no trouble'} for the list`, async () => {
    pki.faults.set('crl', fault);
    const crls = [pki.urls.crl(pki.authority.id)];
    const answers = await source({ only: { crls }, cacheFolder: folder }).ask();
    expect(answers.problem?.code ?? null).toBe(crlCode);
    expect(verdict(answers)).toBe(crlCode ?? 'good');
    expect(await readdir(folder).catch(() => [])).toHaveLength(crlCode === null ? 1 : 0);
  });
});

describe('with both at fault', () => {
  it('the responder’s fault is told, and both are asked once in half a minute', async () => {
    pki.faults.set('ocsp', 'wrong-nonce');
    pki.faults.set('crl', 'broken');
    const { ask, evidence, sent } = source();
    const first = await ask();
    expect(first.problem?.code).toBe('revocation.wrong-nonce');
    const asked = sent.length;
    expect(await ask()).toEqual(first);
    expect(sent).toHaveLength(asked);
    clock.advance(30_000);
    await ask();
    expect(sent).toHaveLength(2 * asked);
    pki.faults.set('ocsp', null);
    expect((await ask()).problem).not.toBeNull();
    evidence.forgetProblems();
    expect(verdict(await ask())).toBe('good');
  });

  it('a delta that cannot be had is done without', async () => {
    const only = { crls: [pki.urls.crl(pki.authority.id)], deltaCrls: [`${pki.urls.base}/nothing`] };
    const answers = await source({ only }).ask();
    expect(answers.crls).toHaveLength(1);
    expect(verdict(answers)).toBe('good');
  });
});

describe('addresses', () => {
  it('are tried in turn', async () => {
    const only = { ocsp: [`${pki.urls.base}/gone`, pki.urls.ocsp], crls: [] };
    const { ask, sent } = source({ only });
    expect(verdict(await ask())).toBe('good');
    expect(sent).toEqual(only.ocsp);
  });

  it('of another authority’s list are passed by, and it is fetched once', async () => {
    const other = await startTestPki('GOST-2004');
    try {
      const only = { crls: [other.urls.crl('root'), pki.urls.crl('root')] };
      const { ask, sent } = source({ only });
      expect(verdict(await ask())).toBe('good');
      expect(verdict(await ask())).toBe('good');
      expect(sent).toEqual(only.crls);
    } finally {
      await other.close();
    }
  });
});

describe('answers', () => {
  it('are asked for once by many who want the same at once, and kept for their term', async () => {
    const { ask, sent } = source();
    const [first, ...others] = await Promise.all([ask(), ask(), ask()]);
    expect(others).toEqual([first, first]);
    expect(sent).toHaveLength(1);
    clock.advance(9 * 60_000);
    await ask();
    expect(sent).toHaveLength(1);
    clock.advance(2 * 60_000);
    await ask();
    expect(sent).toHaveLength(2);
  });

  it('without a term are kept for five minutes, and not on the disk', async () => {
    const brief = await startTestPki('GOST-2015-512', { ocspValidForMs: null, now: () => clock.now() });
    try {
      const { ask, sent } = source({ only: { ocsp: [brief.urls.ocsp] }, cacheFolder: folder });
      await ask();
      clock.advance(4 * 60_000);
      await ask();
      expect(sent).toHaveLength(1);
      clock.advance(2 * 60_000);
      await ask();
      expect(sent).toHaveLength(2);
      expect(await readdir(folder).catch(() => [])).toEqual([]);
    } finally {
      await brief.close();
    }
  });

  it.each([
    ['OCSP', ['ocsp']],
    ['lists', ['crls', 'deltaCrls']],
  ] as const)('outlive the program: %s', async (_, names) => {
    const only = Object.fromEntries(names.map(name => [name, addressesOf(pki)[name]]));
    const first = source({ only, cacheFolder: folder });
    const answers = await first.ask();
    expect(await readdir(folder)).toHaveLength(names.length);
    const second = source({ only, cacheFolder: folder });
    expect(await second.ask()).toEqual(answers);
    expect(second.sent).toEqual([]);
    // Nor longer than they say themselves.
    clock.advance(25 * 60 * 60_000);
    expect(verdict(await source({ only, cacheFolder: folder }).ask())).toBe('good');
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 100)],
    [
      'changed',
      (bytes: Buffer) => bytes.map((octet, index) => (index === bytes.length - 1 ? octet ^ 1 : octet)),
    ],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('<html>')],
  ])('whose file is %s are asked for anew, and the file is replaced', async (_, damage) => {
    for (const only of [{ ocsp: [pki.urls.ocsp] }, { crls: [pki.urls.crl('root')] }]) {
      await source({ only, cacheFolder: folder }).ask();
      const name = (await readdir(folder)).find(file => file.endsWith('ocsp' in only ? '.ocsp' : '.crl'))!;
      const path = join(folder, name);
      const damaged = damage(await readFile(path));
      await writeFile(path, damaged);
      const { ask, sent } = source({ only, cacheFolder: folder });
      expect(verdict(await ask())).toBe('good');
      expect(sent).toHaveLength(1);
      expect((await readFile(path)).equals(damaged)).toBe(false);
    }
  });

  it('that nobody renewed for a month are thrown away', async () => {
    const old = join(folder, 'a'.repeat(64) + '.ocsp');
    const foreign = join(folder, 'settings.json');
    for (const path of [old, foreign]) {
      await writeFile(path, 'x');
      await utimes(path, 0, 0);
    }
    await source({ cacheFolder: folder }).ask();
    const names = await readdir(folder);
    expect(names).toContain('settings.json');
    expect(names).toHaveLength(2);
  });

  it('that cannot be kept are used all the same', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(verdict(await source({ cacheFolder: join(folder, 'file', 'x') }).ask())).toBe('good');
  });
});

it('stops when it is told to', async () => {
  pki.faults.set('ocsp', 'slow');
  const controller = new AbortController();
  const { ask } = source({ signal: controller.signal });
  const asked = ask();
  controller.abort();
  await expect(asked).rejects.toMatchObject({ code: 'host.cancelled' });
});
