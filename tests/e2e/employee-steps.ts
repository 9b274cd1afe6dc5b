/** What a person does with employees, step by step. */
import { expect } from '@playwright/test';
import type { TanbaApp } from './tanba-app.ts';

export const row = (app: TanbaApp, iin: string) =>
  app.page.locator(`[data-testid="employee-row"][data-iin="${iin}"]`);

export async function invite(app: TanbaApp, iin: string, email: string): Promise<void> {
  await app.at('employees-invite').click();
  await app.at('invite-iin').fill(iin);
  await app.at('invite-next').click();
  await expect(app.at('invite-person')).toBeVisible();
  await app.at('invite-position').fill('Бухгалтер');
  await app.at('invite-email').fill(email);
  await app.at('invite-next').click();
  await expect(app.at('invite-dialog')).toHaveCount(0);
}
