/** Key files of people and heads in the sandbox's registry, issued by the authorities of a portal's folder when a test asks. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utf8ToBytes } from '../../core/bytes.ts';
import { buildPkcs12 } from '../../core/pkcs12/build.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { keyIdText } from '../../sandbox/ca/authorities.ts';
import { issueKey } from '../../sandbox/ca/issue-key.ts';
import { sandboxPassword } from '../../sandbox/ca/password.ts';
import { personalOrder } from '../../sandbox/ca/profiles.ts';
import { restorePki } from '../../sandbox/pki/restore.ts';
import { entityFor, fullName, personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import type { SandboxKey } from './sandbox-keys.ts';

const random = (length: number): Uint8Array => Uint8Array.from(randomBytes(length));

/** @param folder the portal's; files are put beside its own */
export async function taxpayerKeys(folder: string): Promise<(person: string, entity?: string) => SandboxKey> {
  const { authorities } = await restorePki(path => readFile(join(folder, ...path.split('/')), 'utf8'));
  const issuing = authorities.find(({ id }) => id === 'issuing-gost-2015-512')!;
  const made = new Map<string, SandboxKey>();
  const day = 24 * 60 * 60_000;
  const term = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 364 * day) };

  function issue(id: string, note: string, entity: string | undefined): SandboxKey {
    const person = personFor(note);
    const company = entity === undefined ? null : entityFor(entity);
    const order = personalOrder(id, company === null ? 'individual' : 'head', { person, company });
    const { key, certificateDer } = issueKey(order, issuing, term, random);
    const password = utf8ToBytes(sandboxPassword);
    const path = join(folder, 'taxpayers', `${order.profile.filePrefix}${keyIdText(key)}.p12`);
    mkdirSync(join(folder, 'taxpayers'), { recursive: true });
    writeFileSync(path, buildPkcs12({ privateKeyInfo: key.privateKeyDer, certificateDer, password, random }));
    return { id, path, password: sandboxPassword, name: fullName(person), algorithm: 'GOST' };
  }

  return (person, entity) => {
    const id = `${person} ${entity ?? ''}`;
    const found = made.get(id) ?? issue(id, person, entity);
    made.set(id, found);
    return found;
  };
}

export function certificateOf({ path, password, id }: SandboxKey): Certificate {
  const [entry] = openPkcs12(readFileSync(path), utf8ToBytes(password), id).entries;
  if (!entry) throw new Error(`no key in ${path}`);
  return parseCertificate(entry.certificateDer);
}
