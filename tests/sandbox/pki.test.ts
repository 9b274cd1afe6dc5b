/** The sandbox as a person has it: keys in a folder, services restored from it, addresses in the certificates and nowhere else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8ToBytes } from '../../core/bytes.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { judgeRevocation } from '../../core/signing/judge-revocation.ts';
import { parseTimestampToken } from '../../core/tsp/token.ts';
import { parseCertificate, parseCertificates } from '../../core/x509/certificate.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { issueSandboxKeys } from '../../sandbox/ca/issue-keys.ts';
import type { SandboxKeys } from '../../sandbox/ca/issue-keys.ts';
import { restorePki } from '../../sandbox/pki/restore.ts';
import { startSandboxPki } from '../../sandbox/pki/server.ts';
import type { SandboxPki } from '../../sandbox/pki/server.ts';
import { systemClock } from '../../services/ports.ts';
import { onlineEvidence } from '../../services/revocation/online.ts';
import { obtainTimestamp } from '../../services/timestamp/obtain-timestamp.ts';
import { hastyClient } from '../support/pki-services.ts';

const ids = ['individual', 'head', 'individual-gost2004'];
let pki: SandboxPki;
let made: SandboxKeys;

function contentOf(path: string): Uint8Array {
  return made.files.find(file => file.path === path)!.content;
}

function keyOf(id: string): Certificate {
  const { file, password } = made.keys.find(key => key.id === id)!;
  const [entry] = openPkcs12(contentOf(file), utf8ToBytes(password), file).entries;
  return parseCertificate(entry!.certificateDer);
}

const authority = (id: string): Certificate => parseCertificates(contentOf(`ca/${id}.pem`))[0]!;

beforeAll(async () => {
  // The port is known only when the server is there, and the certificates name it: the keys are made twice.
  const options = { seed: 'tests/pki', now: new Date(), ids };
  made = issueSandboxKeys(options);
  const read = (path: string) => Promise.resolve(new TextDecoder().decode(contentOf(path)));
  pki = await startSandboxPki({ port: 0, ...(await restorePki(read)) });
  made = issueSandboxKeys({ ...options, services: pki.urls.base });
});
afterAll(() => pki.close());

async function verdict(certificate: Certificate, issuerId: string): Promise<string> {
  const issuer = anchorFromCertificate(authority(issuerId));
  const now = systemClock.now();
  const evidence = onlineEvidence({ http: hastyClient(systemClock), clock: systemClock, cacheFolder: null });
  const answers = await evidence.revocationOf(certificate, issuer, now);
  const { finding } = judgeRevocation({ certificate, issuer, at: now, now }, answers);
  return finding.status === 'ok' ? 'good' : finding.code;
}

describe('the services of a folder of keys', () => {
  it.each([
    ['individual', 'issuing-gost-2015-512'],
    ['individual-gost2004', 'issuing-gost-2004'],
  ])('know %s', async (id, issuer) => {
    expect(await verdict(keyOf(id), issuer)).toBe('good');
    pki.faults.set('ocsp', 'down');
    expect(await verdict(keyOf(id), issuer)).toBe('good');
    pki.faults.set('ocsp', null);
  });

  it('know the authorities themselves', async () => {
    expect(await verdict(authority('issuing-gost-2015-512'), 'root-gost-2015-512')).toBe('good');
  });

  it('say who is revoked, and who was never issued', async () => {
    pki.registry.revoke(keyOf('head').serial, 1);
    expect(await verdict(keyOf('head'), 'issuing-gost-2015-512')).toBe('revocation.revoked');
    const stranger = { ...keyOf('individual'), serial: '0badc0de' };
    expect(await verdict(stranger, 'issuing-gost-2015-512')).toBe('revocation.not-issued');
  });

  it.each(['GOST-2015-512', 'GOST-2015-256', 'GOST-2004'] as const)('stamp for keys of %s', async family => {
    const anchors = ['issuing-gost-2015-512', 'issuing-gost-2004'].map(id =>
      anchorFromCertificate(authority(id)),
    );
    const token = await obtainTimestamp({
      http: hastyClient(systemClock),
      clock: systemClock,
      addresses: [pki.urls.tsa],
      anchors,
      signature: new Uint8Array(64),
      family,
    });
    const [stamper] = (await parseTimestampToken(token)).certificates;
    const issuer = family === 'GOST-2004' ? 'issuing-gost-2004' : 'issuing-gost-2015-512';
    expect(await verdict(stamper!, issuer)).toBe('good');
    pki.registry.revoke(stamper!.serial, 1);
    expect(await verdict(stamper!, issuer)).toBe('revocation.revoked');
    pki.registry.restore(stamper!.serial);
  });
});
