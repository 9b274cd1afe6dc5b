/** States of the window that need the authorities' services: kinds of signature, time-stamps to come, and what reports say. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { SandboxServices } from './sandbox-services.ts';
import type { ScreenState, Stage } from './screens.ts';

export interface ServicedStage extends Stage {
  readonly services: SandboxServices;
}

const invoice = ({ folder }: Stage): string => join(folder, 'Электрондық шот-фактура № 204.xml');
const contract = ({ folder }: Stage): string => join(folder, 'Договор аренды № 31 от 20.11.2026.pdf');
const key = ({ services }: ServicedStage) => services.keys.key('individual-rsa-sign');

export const reportStates: readonly ScreenState<ServicedStage>[] = [
  {
    name: 'sign-kinds',
    reach: async stage => {
      const { app } = stage;
      await app.addKeys([key(stage)]);
      await app.goTo('sign');
      writeFileSync(invoice(stage), '<invoice><sum>100</sum></invoice>');
      await app.drop([invoice(stage)]);
      await app.at('sign-xml').check();
      await app.at('sign-more-kinds').click();
      await app.at('sign-technical').click();
      await expect(app.at('sign-layout')).toBeVisible();
    },
  },
  {
    name: 'sign-stamp-pending',
    reach: async stage => {
      const { app, services } = stage;
      await app.at('sign-clear').click();
      await services.fault('tsa', 'down');
      writeFileSync(contract(stage), 'content');
      await app.sign([contract(stage)], key(stage));
      await expect(app.at('stamp-now')).toBeVisible();
    },
  },
  {
    name: 'sign-stamp-failed',
    reach: async ({ app }) => {
      await app.at('stamp-now').click();
      await expect(app.at('stamp-state')).toHaveAttribute('data-state', 'failed');
    },
  },
  {
    name: 'sign-stamps-waiting',
    reach: async ({ app }) => {
      await app.at('sign-more').click();
      await app.at('pending-stamps').locator('summary').click();
      await expect(app.at('pending-item')).toBeVisible();
    },
  },
  {
    name: 'verify-stamp-waiting',
    reach: async stage => {
      await stage.services.fault('ocsp', 'down');
      await stage.services.fault('crl', 'down');
      await stage.app.verify([`${contract(stage)}.cms`], 'valid');
      await expect(stage.app.at('stamp-state')).toBeVisible();
    },
  },
  {
    name: 'verify-stamped',
    reach: async ({ app, services }) => {
      await services.restore();
      await app.at('verify-drop').getByTestId('stamp-state').getByRole('button').click();
      await expect(app.step('timestamp')).toHaveAttribute('data-status', 'ok');
      await app.at('verify-again').click();
      await expect(app.step('revocation')).toHaveAttribute('data-status', 'ok');
    },
  },
  {
    name: 'verify-stamped-details',
    reach: async ({ app }) => {
      await app.at('verify-steps').locator('summary').click();
      await app.at('verify-stamp').locator('summary').click();
      await app.at('verify-stamp').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'verify-other-signer',
    reach: async ({ app }) => {
      await app.at('verify-expect').click();
      await app.at('verify-expect-number').fill('850101300018');
      await app.at('verify-expect-set').click();
      await expect(app.at('verify-demand')).toHaveAttribute('data-status', 'failed');
    },
  },
  {
    name: 'settings-practice',
    reach: async ({ app }) => {
      await app.goTo('settings');
      await app.at('settings-tsa').locator('summary').click();
      await app.at('settings-trust-test').click();
      await app.at('settings-trust-warning').scrollIntoViewIfNeeded();
    },
  },
];
