/** An enterprise at a sandbox portal in this process: its head and employees with their keys as files, and the portal's faults and tables at hand. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Settings } from '../../contract/settings.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { buildPkcs12 } from '../../core/pkcs12/build.ts';
import { accountant, company, head, hire, logIn, secondEmployee } from '../support/enterprise.ts';
import { authorityPem, issuedKeyFor, startTestPortal } from '../support/portal.ts';
import type { KeyWish, TestPortal } from '../support/portal.ts';
import type { SandboxKey } from './sandbox-keys.ts';
import type { TanbaApp } from './tanba-app.ts';

/** Of the portal's cabinet and of every key file. */
export const password = 'Sandbox1';

export interface Enterprise {
  readonly portal: TestPortal;
  readonly settings: Pick<Settings, 'portal' | 'sandboxPortal' | 'trust'>;
  /** The head's key of the company, and the two personal ones. */
  readonly company: SandboxKey;
  readonly head: SandboxKey;
  readonly accountant: SandboxKey;
  /** Logs in as a person does, for the profile whose card holds the text. */
  enter(app: TanbaApp, key: SandboxKey, profile: string): Promise<void>;
}

export async function startEnterprise(folder: string): Promise<Enterprise> {
  mkdirSync(folder, { recursive: true });
  const portal = await startTestPortal({ limits: { sessionIdleMinutes: 1e4 } });
  const token = await logIn(portal, head, company.bin);
  await hire(portal, token, accountant);
  await hire(portal, token, secondEmployee);
  const trust = join(folder, 'portal-authority.pem');
  writeFileSync(trust, authorityPem());
  return {
    portal,
    settings: { portal: 'sandbox', sandboxPortal: portal.origin, trust: [trust] },
    company: keyFile(folder, 'GOST512_company', { person: head, company }),
    head: keyFile(folder, 'GOST512_head', { person: head }),
    accountant: keyFile(folder, 'GOST512_accountant', { person: accountant }),
    enter,
  };
}

function keyFile(folder: string, id: string, wish: KeyWish): SandboxKey {
  const { key, certificateDer } = issuedKeyFor(wish);
  const path = join(folder, `${id}.p12`);
  const content = buildPkcs12({
    privateKeyInfo: key.privateKeyDer,
    certificateDer,
    password: utf8ToBytes(password),
    random: length => Uint8Array.from(randomBytes(length)),
  });
  writeFileSync(path, content);
  const { surname, givenName } = wish.person;
  return { id, path, password, name: `${surname} ${givenName}`, algorithm: 'GOST-2015-512' };
}

async function enter(app: TanbaApp, key: SandboxKey, profile: string): Promise<void> {
  await app.at('nav-esf').click();
  await expect(app.at('esf-banner')).toHaveAttribute('data-portal', 'sandbox');
  await app.at('esf-login-open').first().click();
  await app.at('esf-login-next').click();
  await app.pick(key);
  await app.at('esf-cabinet-password').fill(password);
  await app.at('esf-login-next').click();
  await app.at('esf-profile').filter({ hasText: profile }).first().click();
  await expect(app.at('header-session')).toContainText(profile);
}
