/** An enterprise at a sandbox portal in this process: its people with their keys as files, and the portal's clock, faults and tables at hand. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { PortalOptions } from '../../sandbox/portal/options.ts';
import type { Settings } from '../../contract/settings.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { buildPkcs12 } from '../../core/pkcs12/build.ts';
import { accountant, company, head, hire, logIn, secondEmployee } from '../support/enterprise.ts';
import { authorityPem, issuedKeyFor, startTestPortal } from '../support/portal.ts';
import type { KeyWish, TestPortal } from '../support/portal.ts';
import { choose } from './esf-walk.ts';
import type { Choice } from './esf-walk.ts';
import type { SandboxKey } from './sandbox-keys.ts';
import type { TanbaApp } from './tanba-app.ts';

/** Of the portal's cabinet and of every key file. */
export const password = 'Sandbox1';

/** A portal in this process, and what an app is told so that it talks to it. */
export interface Place {
  readonly portal: TestPortal;
  readonly settings: Pick<Settings, 'portal' | 'sandboxPortal' | 'trust'>;
  /** A key of the portal's authority as a file. */
  keyOf(id: string, wish: KeyWish): SandboxKey;
}

export interface Enterprise extends Place {
  /** The head's session at the portal, until somebody logs in as the head in a window. */
  readonly token: string;
  /** The head's key of the company, and the two personal ones. */
  readonly company: SandboxKey;
  readonly head: SandboxKey;
  readonly accountant: SandboxKey;
  /** Logs in as a person does, for the profile whose card holds the text. */
  readonly enter: typeof enter;
}

export async function startPlace(folder: string, options: Partial<PortalOptions> = {}): Promise<Place> {
  mkdirSync(folder, { recursive: true });
  const portal = await startTestPortal({ limits: { sessionIdleMinutes: 1e4 }, ...options });
  const trust = join(folder, 'portal-authority.pem');
  writeFileSync(trust, authorityPem());
  return {
    portal,
    settings: { portal: 'sandbox', sandboxPortal: portal.origin, trust: [trust] },
    keyOf: (id, wish) => keyFile(folder, `GOST512_${id}`, wish),
  };
}

/** Two employees are at work there, and have no powers yet. */
export async function startEnterprise(folder: string): Promise<Enterprise> {
  const place = await startPlace(folder);
  const { portal, keyOf } = place;
  const token = await logIn(portal, head, company.bin);
  await hire(portal, token, accountant);
  await hire(portal, token, secondEmployee);
  return {
    ...place,
    token,
    company: keyOf('company', { person: head, company }),
    head: keyOf('head', { person: head }),
    accountant: keyOf('accountant', { person: accountant }),
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

/** @param cabinet password of the portal's cabinet */
export async function enter(
  app: TanbaApp,
  key: SandboxKey,
  profile: string,
  cabinet = password,
): Promise<void> {
  await present(app, key, cabinet);
  await app.at('esf-profile').filter({ hasText: profile }).first().click();
  await expect(app.at('header-session')).toContainText(profile);
}

/** Logs in, for whatever profile. */
export async function present(app: TanbaApp, key: Choice, cabinet = password): Promise<void> {
  await app.at('nav-esf').click();
  await expect(app.at('esf-banner')).toHaveAttribute('data-portal', 'sandbox');
  await app.at('esf-login-open').first().click();
  await app.at('esf-login-next').click();
  await choose(app, key);
  await app.at('esf-cabinet-password').fill(cabinet);
  await app.at('esf-login-next').click();
}
