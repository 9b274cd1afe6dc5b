/** The pages of the sandbox: nothing runs in them, nothing foreign acts through them, all say that this is a model. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPortalLink } from '../../contract/portal/links.ts';
import { personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import { signed, signerFor, startTestPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const text = async (path: string) => (await fetch(`${portal.origin}${path}`)).text();

it('every page says in three languages that this is a model, and lets nothing run', async () => {
  for (const path of ['/', '/mailbox?lang=kk', '/admin?lang=en', `/link/email?link=${'A'.repeat(43)}`]) {
    const answer = await fetch(`${portal.origin}${path}`);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await answer.text();
    for (const words of ['порталдың үлгісі', 'модель портала', 'a model of the portal'])
      expect(page).toContain(words);
    expect(page).not.toContain('<script');
  }
});

it('what people typed stands in a mail as text', async () => {
  const insert = 'INSERT INTO mails (recipient, kind, link, details, sent_at) VALUES (?, ?, NULL, ?, ?)';
  const details = JSON.stringify({ name: '<img src=x onerror=alert(1)>"\'&' });
  portal.db.run(insert, '<b>@x.example', 'email-changed', details, new Date().toISOString());
  const page = await text('/mailbox');
  expect(page).not.toMatch(/<img|<b>/);
  expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;');
  const reflected = await text(`/link/email?link=${encodeURIComponent('"><script>1</script>')}`);
  expect(reflected).not.toContain('<script');
});

it('a link in a mail is followed by a press, once', async () => {
  const person = personFor('registered as a person');
  const body = { iin: person.iin, email: 'fresh@sandbox.example' };
  const challenge = await portal.call('recovery.email.challenge', body);
  await portal.call('recovery.email.submit', await signed(challenge, signerFor({ person })));
  const page = await text('/mailbox?lang=ru');
  const link = readPortalLink(/tanba:\/\/[^"<]+/.exec(page)![0]);
  expect(link).toEqual({ kind: 'email', link: portal.lastLink(body.email) });
  const press = () =>
    fetch(`${portal.origin}/link/email`, { method: 'POST', body: new URLSearchParams({ link: link!.link }) });
  await text(`/link/email?link=${link!.link}`);
  expect([(await press()).status, (await press()).status]).toEqual([200, 422]);
  expect(portal.db.get('SELECT email FROM accounts WHERE iin = ?', person.iin)).toEqual({
    email: body.email,
  });
});

it('buttons work from our own page only; reset puts everything back', async () => {
  const press = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${portal.origin}${path}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ kind: 'maintenance' }),
    });
  expect((await press('/admin/reset', { origin: 'https://evil.example' })).status).toBe(403);
  expect((await press('/admin/reset', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await press('/admin/reset')).status).toBe(200);
  expect(portal.db.all('SELECT id FROM mails')).toEqual([]);
  expect(portal.db.get<{ n: number }>('SELECT count(*) AS n FROM taxpayers')?.n).toBeGreaterThanOrEqual(40);
});

it('serves its OpenAPI document', async () => {
  const document = (await (await fetch(`${portal.origin}/openapi.json`)).json()) as { openapi: string };
  expect(document.openapi).toBe('3.1.0');
});

it('knows links of either form, and nothing else', () => {
  const link = 'B'.repeat(43);
  expect(readPortalLink(` http://127.0.0.1:13599/link/registration?link=${link}\n`)).toEqual({
    kind: 'registration',
    link,
  });
  const page = `http://127.0.0.1:13599/link/email?link=${link}&lang=ru`;
  expect(readPortalLink(page)).toEqual({ kind: 'email', link });
  for (const other of [
    '',
    'tanba://portal/admin?link=' + link,
    'tanba://portal/email?link=short',
    `tanba://portal/email?link=${link}&next=x`,
    'javascript:alert(1)',
  ]) {
    expect(readPortalLink(other)).toBeNull();
  }
});
