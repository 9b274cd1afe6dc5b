/** Every screen of ИС ЭСФ, one after the other along a registration. */
import { expect } from '@playwright/test';
import {
  cabinetPassword,
  expectStep,
  fillData,
  fillFields,
  openStores,
  presentKey,
  readAgreement,
  sendData,
} from './esf-steps.ts';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import { certificateOf } from './taxpayer-keys.ts';
import type { EsfPortal } from './esf-portal.ts';
import type { ScreenState, Stage } from './screens.ts';

export interface EsfStage extends Stage {
  readonly esf: EsfPortal;
}

export const esfStates: readonly ScreenState<EsfStage>[] = [
  {
    name: 'esf-home-production',
    reach: async ({ app }) => {
      await app.change({ portal: 'production' });
      await app.at('nav-esf').click();
      await expect(app.at('esf-banner')).toHaveAttribute('data-portal', 'production');
    },
  },
  {
    name: 'esf-home',
    reach: async ({ app }) => {
      await app.change({ portal: 'sandbox' });
      await expect(app.at('esf-banner')).toHaveAttribute('data-portal', 'sandbox');
      await app.at('esf-category-legal').click();
    },
  },
  {
    name: 'esf-picker-refused',
    reach: async ({ app, keys }) => {
      await app.addKeys([keys.key('individual'), keys.key('head')]);
      await app.at('nav-esf').click();
      await app.at('esf-start').click();
      await expectStep(app, 'certificate');
      await app.at('esf-next').click();
      await app.pick(keys.key('individual'));
      await app.expectError('key.wrong-subject');
    },
  },
  {
    name: 'esf-data',
    reach: async ({ app, keys }) => {
      await app.pick(keys.key('head'));
      await expectStep(app, 'data');
      await app.at('esf-next').click();
      await expect(app.at('esf-phone-note')).not.toBeEmpty();
      await fillData(app, 'head@sandbox.example');
      await app.at('esf-generate').click();
      await app.at('esf-tab-entity').click();
    },
  },
  {
    name: 'esf-agreement',
    reach: async ({ app }) => {
      await sendData(app, 'head@sandbox.example');
      await expect(app.at('esf-agreement')).toBeVisible();
    },
  },
  {
    name: 'esf-mail',
    reach: async ({ app, keys }) => {
      await readAgreement(app);
      await app.at('esf-next').click();
      await app.at('picker-always').check();
      await app.pick(keys.key('head'));
      await expectStep(app, 'completion');
    },
  },
  {
    name: 'esf-registered',
    reach: async ({ app, esf }) => {
      await app.at('esf-link').fill(await esf.newLink());
      await app.at('esf-follow').click();
      await expect(app.at('esf-registered')).toBeVisible();
    },
  },
  {
    name: 'esf-login-password',
    reach: async ({ app, keys }) => {
      await app.at('esf-next').click();
      await expect(app.at('esf-login-next')).toBeVisible();
      await app.at('esf-login-next').click();
      await app.pick(keys.key('head'));
      await expect(app.at('esf-identified')).toBeVisible();
    },
  },
  {
    name: 'esf-login-wrong',
    reach: async ({ app }) => {
      await app.at('esf-cabinet-password').fill('Wrong12password');
      await app.at('esf-login-next').click();
      await app.expectError('portal.password-wrong');
    },
  },
  {
    name: 'esf-session',
    reach: async ({ app }) => {
      await app.at('esf-cabinet-password').fill('Qwerty12x');
      await app.at('esf-login-next').click();
      await expect(app.at('header-session')).toBeVisible();
      await app.at('nav-esf').click();
      await expect(app.at('esf-session')).toBeVisible();
    },
  },
  {
    name: 'esf-recovery',
    reach: async ({ app }) => {
      await app.at('esf-start-recover-access').click();
      await expectStep(app, 'email-request');
      await app.at('esf-iin').fill('850314200177');
      await app.at('esf-newEmail').fill('new@');
      await app.at('esf-next').click();
    },
  },
  {
    name: 'esf-new-password',
    reach: async ({ app, esf, keys }) => {
      await app.at('esf-home').click();
      await app.at('esf-start-recover-password').click();
      await app.at('esf-iin').fill(describeCertificate(certificateOf(keys.key('head'))).iin ?? '');
      await app.at('esf-email').fill('head@sandbox.example');
      await app.at('esf-next').click();
      await expectStep(app, 'password-link');
      await app.at('esf-link').fill(await esf.newLink());
      await app.at('esf-follow').click();
      await app.at('esf-password').fill('Qwerty');
      await app.at('esf-password-again').fill('Qwertz');
    },
  },
  {
    name: 'esf-contract',
    reach: async ({ app, esf }) => {
      const key = esf.keyOf('party to a contract of agency');
      await openStores(app, [key]);
      await app.change({ defaultKeys: { SIGN: null, AUTH: null } });
      await app.at('esf-home').click();
      await app.at('esf-category-entrepreneur').click();
      await app.page.locator('details.more > summary').click();
      await app.page.locator('input[name="esf-project"][value="attorney"]').check();
      await app.at('esf-start').click();
      await expectStep(app, 'certificate');
      await presentKey(app, key);
      await fillData(app, 'attorney@sandbox.example', {
        'esf-password': cabinetPassword,
        'esf-password-again': cabinetPassword,
      });
      await app.at('esf-next').click();
      await expectStep(app, 'contract');
      await fillFields(app, { 'esf-contract-number': 'ДП-7', 'esf-contract-parties': 'АО «Первая сторона»' });
      await app.at('esf-next').click();
      await expect(app.at('esf-contract-date-note')).not.toBeEmpty();
    },
  },
  {
    name: 'esf-preconditions',
    reach: async ({ app }) => {
      await app.at('esf-home').click();
      await app.at('esf-start-head-change').click();
      await expect(app.page.locator('[data-step="preconditions"]')).toBeVisible();
    },
  },
];
