import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { binFault, iinFault } from '../../contract/identifiers.ts';
import { bytesToHex, utf8ToBytes } from '../../core/bytes.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { buildChain, anchorFromCertificate } from '../../core/x509/chain.ts';
import { parseCertificate, parseCertificates } from '../../core/x509/certificate.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { signedObjectFault } from '../../core/x509/signed-object.ts';
import { issueSandboxKeys } from '../../sandbox/ca/issue-keys.ts';
import type { SandboxKey, SandboxKeys } from '../../sandbox/ca/issue-keys.ts';
import { restorePki } from '../../sandbox/pki/restore.ts';

const now = new Date('2026-11-22T15:30:00Z');
const all = issueSandboxKeys({ seed: 'tests/sandbox', now });

function contentOf({ files }: SandboxKeys, path: string): Uint8Array {
  return files.find(file => file.path === path)!.content;
}

function authority(id: string): Certificate {
  return parseCertificates(contentOf(all, `ca/${id}.pem`))[0]!;
}

function certificateOf(key: SandboxKey): Certificate {
  const [entry] = openPkcs12(contentOf(all, key.file), utf8ToBytes(key.password), key.file).entries;
  return parseCertificate(entry!.certificateDer);
}

const keyOf = (id: string): SandboxKey => all.keys.find(key => key.id === id)!;

/** Profile of each key: registry of OIDs of root.gov.kz, and certificates that НУЦ РК issued. */
const profiles: readonly (readonly [id: string, facts: Readonly<Record<string, unknown>>])[] = [
  ['individual', { algorithm: 'GOST-2015-512', role: 'SIGN', subjectType: 'individual', position: null }],
  ['individual-rsa-sign', { algorithm: 'RSA-2048', role: 'SIGN', subjectType: 'individual', position: null }],
  ['individual-rsa-auth', { algorithm: 'RSA-2048', role: 'AUTH', subjectType: 'individual', position: null }],
  ['head', { algorithm: 'GOST-2015-512', role: 'SIGN', subjectType: 'legal', position: 'head' }],
  ['signatory', { algorithm: 'GOST-2015-512', role: 'SIGN', subjectType: 'legal', position: 'signatory' }],
  ['employee', { algorithm: 'GOST-2015-512', role: 'SIGN', subjectType: 'legal', position: 'employee' }],
  ['treasury', { algorithm: 'GOST-2015-512', role: 'SIGN', subjectType: 'legal', position: 'treasury' }],
  [
    'information-system',
    {
      algorithm: 'GOST-2015-512',
      role: 'SIGN',
      subjectType: 'information-system',
      position: null,
      iin: null,
    },
  ],
  ['expired', { algorithm: 'GOST-2015-512', role: 'SIGN', notAfter: '2025-11-22T00:00:00.000Z' }],
  ['not-yet-valid', { algorithm: 'GOST-2015-512', role: 'SIGN', notBefore: '2027-11-22T00:00:00.000Z' }],
  ['individual-gost2004', { algorithm: 'GOST-2004', role: 'SIGN', subjectType: 'individual' }],
  ['head-gost2004', { algorithm: 'GOST-2004', role: 'SIGN', subjectType: 'legal', position: 'head' }],
];

describe('sandbox keys', () => {
  it('are these and no others', () => {
    expect(all.keys.map(key => key.id)).toEqual(profiles.map(([id]) => id));
  });

  it.each(profiles)('%s has its profile', (id, facts) => {
    expect(keyOf(id)).toMatchObject(facts);
  });

  it.each(all.keys.map(key => [key.id, key] as const))('%s opens, and its chain holds', (_, key) => {
    const [entry, ...others] = openPkcs12(
      contentOf(all, key.file),
      utf8ToBytes(key.password),
      key.file,
    ).entries;
    const certificate = parseCertificate(entry!.certificateDer);
    const family = key.algorithm.startsWith('RSA') ? 'rsa' : key.algorithm.toLowerCase();
    const chain = buildChain({
      certificate,
      intermediates: [authority(`issuing-${family}`)],
      anchors: [anchorFromCertificate(authority(`root-${family}`))],
      at: now,
    });
    expect(others).toEqual([]);
    expect(chain.status).toBe('ok');
    expect(chain.path).toHaveLength(2);
    // НУЦ's names: the alias is the key identifier, the file's name ends with it, the serial number is made from it.
    expect(entry!.alias).toBe(certificate.subjectKeyId);
    expect(key.file).toMatch(new RegExp(`^(GOST512|RSA256|AUTH_RSA256|GOSTKNCA)_${entry!.alias}\\.p12$`));
    expect(certificate.serial.padStart(40, '0').slice(2)).toBe(entry!.alias.slice(2));
  });

  it('carry numbers with right check digits', () => {
    for (const { iin, bin } of all.keys) {
      if (iin !== null) expect(iinFault(iin)).toBeNull();
      if (bin !== null) expect(binFault(bin)).toBeNull();
    }
  });

  it('have the usages of their kind, and the right of signature its odd criticality', () => {
    const usages = (id: string): unknown => {
      const { keyUsage, extKeyUsage } = certificateOf(keyOf(id));
      return [[...(keyUsage ?? [])].sort(), [...(extKeyUsage?.oids ?? [])].sort()];
    };
    expect(usages('individual')).toEqual([
      ['digitalSignature', 'keyAgreement', 'nonRepudiation'],
      ['1.2.398.3.3.4.1.1', '1.3.6.1.5.5.7.3.4'],
    ]);
    expect(usages('individual-rsa-auth')).toEqual([
      ['digitalSignature', 'keyEncipherment'],
      ['1.2.398.3.3.4.1.1', '1.3.6.1.5.5.7.3.2'],
    ]);
    expect(usages('information-system')).toEqual([
      ['digitalSignature', 'keyAgreement', 'nonRepudiation'],
      ['1.2.398.3.3.4.1.2', '1.2.398.3.3.4.1.2.6'],
    ]);
    expect(certificateOf(keyOf('head')).critical).toEqual(['2.5.29.15']);
    expect(certificateOf(keyOf('signatory')).critical).toEqual(['2.5.29.37']);
  });

  it('are RSA that OpenSSL accepts, under authorities twice as long', () => {
    const root = new X509Certificate(contentOf(all, 'ca/root-rsa.pem'));
    const issuing = new X509Certificate(contentOf(all, 'ca/issuing-rsa.pem'));
    const leaf = new X509Certificate(certificateOf(keyOf('individual-rsa-sign')).der);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(issuing.verify(root.publicKey)).toBe(true);
    expect(leaf.verify(issuing.publicKey)).toBe(true);
    expect(issuing.publicKey.asymmetricKeyDetails?.modulusLength).toBe(4096);
    expect(issuing.subject).toContain('SANDBOX');
  });

  it('are listed for programs and for people, and only key files are secret', () => {
    const listed = JSON.parse(new TextDecoder().decode(contentOf(all, 'keys.json'))) as {
      readonly keys: readonly SandboxKey[];
    };
    const readme = new TextDecoder().decode(contentOf(all, 'README.txt'));
    expect(listed.keys).toEqual(all.keys);
    for (const { file, iin } of all.keys) {
      expect(readme).toContain(file);
      expect(readme).toContain(iin ?? '');
    }
    expect(readme).toContain('Sandbox1');
    const secret = all.files.filter(file => file.secret).map(file => file.path);
    expect(secret.filter(path => !path.startsWith('pki/'))).toEqual(all.keys.map(key => key.file));
    expect(secret.filter(path => path.startsWith('pki/'))).toHaveLength(6);
  });
});

describe('services of the authorities', () => {
  it('stand in certificates that were ordered with them, and in no others', () => {
    const services = 'http://127.0.0.1:8480';
    const made = issueSandboxKeys({ seed: 'tests/sandbox', now, ids: ['individual'], services });
    const [key] = made.keys;
    const [entry] = openPkcs12(contentOf(made, key!.file), utf8ToBytes(key!.password), key!.file).entries;
    expect(parseCertificate(entry!.certificateDer).revocationAddresses).toEqual({
      ocsp: [`${services}/ocsp`],
      crls: [`${services}/crl/issuing-gost-2015-512.crl`],
      deltaCrls: [`${services}/crl/issuing-gost-2015-512-delta.crl`],
    });
    const [issuing] = parseCertificates(contentOf(made, 'ca/issuing-gost-2015-512.pem'));
    expect(issuing!.revocationAddresses.crls).toEqual([`${services}/crl/root-gost-2015-512.crl`]);
    const usual = certificateOf(keyOf('individual'));
    expect(usual.revocationAddresses).toEqual({ ocsp: [], crls: [], deltaCrls: [] });
    // The key is the same one with and without.
    expect(key!.file).toBe(keyOf('individual').file);
  });

  it('can be restored from the files, and speak for what was issued', async () => {
    const read = (path: string) => Promise.resolve(new TextDecoder().decode(contentOf(all, path)));
    const { authorities, issued } = await restorePki(read);
    expect(authorities).toHaveLength(6);
    for (const { id, key, name, certificateDer } of authorities) {
      const certificate = authority(id);
      expect(bytesToHex(certificateDer)).toBe(bytesToHex(certificate.der));
      expect(name.map(({ value }) => value)).toEqual(certificate.subjectName.map(({ value }) => value));
      const [tbs, signature] = [utf8ToBytes(id), key.sign(utf8ToBytes(id))];
      expect(
        signedObjectFault({ tbs, signature, signatureOid: key.signatureOid }, certificate.spkiDer),
      ).toBeNull();
    }
    expect(issued).toHaveLength(all.keys.length + 3);
    for (const key of all.keys) expect(issued).toContain(certificateOf(key).serial);
  });
});

describe('a seed', () => {
  const fewIds = ['individual', 'individual-gost2004'];
  const hexOf = ({ files }: SandboxKeys): string[] => files.map(file => file.path + bytesToHex(file.content));

  it('makes the same files for the whole day, whatever else is made', () => {
    const evening = new Date('2026-11-22T23:59:59Z');
    const few = issueSandboxKeys({ seed: 'tests/sandbox', now: evening, ids: fewIds });
    for (const { path, content } of few.files.filter(file => file.path.endsWith('.p12'))) {
      expect(bytesToHex(content)).toBe(bytesToHex(contentOf(all, path)));
    }
    expect(hexOf(issueSandboxKeys({ seed: 'tests/sandbox', now, ids: fewIds }))).toEqual(hexOf(few));
  });

  it('keeps the keys on another day, with new terms', () => {
    const tomorrow = new Date('2026-11-23T00:00:00Z');
    const [key] = issueSandboxKeys({ seed: 'tests/sandbox', now: tomorrow, ids: ['individual'] }).keys;
    expect(key?.file).toBe(keyOf('individual').file);
    expect(key?.notAfter).toBe('2027-11-22T00:00:00.000Z');
  });

  it('other than this one, or none, makes other keys', () => {
    const file = (seed: string | null): string | undefined =>
      issueSandboxKeys({ seed, now, ids: ['individual'] }).keys[0]?.file;
    const names = [file('tests/sandbox'), file('another'), file(null), file(null)];
    expect(new Set(names).size).toBe(4);
  });
});
