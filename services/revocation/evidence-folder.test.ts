import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EvidenceSource } from '../../core/signing/evidence.ts';
import { judgeRevocation } from '../../core/signing/judge-revocation.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { manualClock } from '../../tests/support/manual-clock.ts';
import { addressesOf, hastyClient, startTestPki } from '../../tests/support/pki-services.ts';
import type { TestPki } from '../../tests/support/pki-services.ts';
import { midTerm } from '../../tests/support/pki.ts';
import { folderEvidence, recordingEvidence } from './evidence-folder.ts';
import { onlineEvidence } from './online.ts';

let pki: TestPki;
let folder: string;
beforeAll(async () => {
  pki = await startTestPki('GOST-2015-512');
});
afterAll(() => pki.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tanba-evidence-'));
});
afterEach(async () => {
  pki.faults.set('ocsp', null);
  await rm(folder, { recursive: true, force: true });
});

const issuer = () => anchorFromCertificate(pki.root.certificate);
const ask = (source: EvidenceSource) => source.revocationOf(pki.signer.certificate, issuer(), midTerm);

function online(): EvidenceSource {
  const clock = manualClock(midTerm.toISOString());
  return onlineEvidence({
    http: hastyClient(clock),
    clock,
    cacheFolder: null,
    addresses: () => addressesOf(pki),
  });
}

describe('evidence in a folder', () => {
  it.each(['ocsp', 'crl'])('gives the verdict of %s again, years later and without a network', async kind => {
    if (kind === 'crl') pki.faults.set('ocsp', 'broken');
    const recording = await recordingEvidence(online(), join(folder, 'a', 'evidence'));
    const answers = await ask(recording);
    await ask(recording);
    expect(recording.failure()).toBeNull();
    const names = await readdir(join(folder, 'a', 'evidence'));
    expect(names).toHaveLength(kind === 'ocsp' ? 1 : 2);
    for (const name of names) expect(name).toMatch(new RegExp(`^[0-9a-f]{64}\\.${kind}$`));

    const kept = await ask(folderEvidence(join(folder, 'a', 'evidence')));
    expect({ ...kept, crls: [...kept.crls].sort() }).toEqual({ ...answers, crls: [...answers.crls].sort() });
    const question = { certificate: pki.signer.certificate, issuer: issuer(), at: midTerm };
    const later = new Date('2046-01-01T00:00:00Z');
    expect(judgeRevocation({ ...question, now: later }, kept).finding.status).toBe('ok');
  });

  it('says nothing of others', async () => {
    await ask(await recordingEvidence(online(), folder));
    const other = await folderEvidence(folder).revocationOf(pki.root.certificate, issuer(), midTerm);
    expect(other).toEqual({ ocsp: [], crls: [], problem: { code: 'revocation.unavailable', params: {} } });
  });

  it('is not spoilt by what else lies there', async () => {
    await ask(await recordingEvidence(online(), folder));
    await writeFile(join(folder, 'a.ocsp'), 'text');
    await writeFile(join(folder, 'b.crl'), Uint8Array.of(0x30, 0x80));
    await writeFile(join(folder, 'notes.txt'), 'x');
    expect(await ask(folderEvidence(folder))).toMatchObject({
      ocsp: [expect.any(Uint8Array)],
      crls: [],
      problem: null,
    });
  });

  it('that is not there is a problem by name', async () => {
    expect(await ask(folderEvidence(join(folder, 'none')))).toEqual({
      ocsp: [],
      crls: [],
      problem: { code: 'document.not-found', params: { file: 'none' } },
    });
  });
});

describe('keeping evidence', () => {
  it('is refused beforehand where there can be no folder', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(recordingEvidence(online(), join(folder, 'file', 'x'))).rejects.toMatchObject({
      code: 'output.no-folder',
    });
  });

  it('that fails later costs no answer, and is told', async () => {
    const recording = await recordingEvidence(online(), join(folder, 'gone'));
    await rm(join(folder, 'gone'), { recursive: true });
    expect(await ask(recording)).toMatchObject({ ocsp: [expect.any(Uint8Array)], problem: null });
    expect(recording.failure()?.code).toBe('output.no-folder');
  });
});
