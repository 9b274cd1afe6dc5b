/** Requests to the sandbox portal that are not what it asks for: text that would be a command elsewhere, guesses, repetitions. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { operationNames, operationOf } from '../../contract/portal-api.ts';
import { entityFor, personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import { signed, signedTicket, signerFor, startTestPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { dataFor, document } from '../support/registration.ts';
import * as steps from '../support/registration.ts';
import type { RegistrationWish } from '../support/registration.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const begin = (wish: RegistrationWish) => steps.begin(portal, wish);
const unregistered = personFor('not registered');
const head = personFor('head of an entity that is not registered');

async function sessionToken(): Promise<string> {
  const chief = personFor('head of two entities, both registered');
  const signer = signerFor({ person: chief, company: entityFor('first of two') });
  const ticket = await portal.call('session.ticket', { iin: chief.iin });
  const signedXml = await signedTicket(ticket.xml, signer);
  const { login } = await portal.call('session.identify', { ticket: ticket.id, signedXml });
  return (await portal.call('session.open', { login, password: 'Sandbox1', profile: null })).token;
}

type Schema = z.core.JSONSchema.JSONSchema;
const secret = 'A'.repeat(43);
/** What a field takes, where its name says more than its type. */
const good: Readonly<Record<string, unknown>> = {
  iin: unregistered.iin,
  bin: null,
  email: 'good@sandbox.example',
  link: secret,
  login: secret,
  password: 'Qwerty12x',
  phone: '+77015550101',
  issued: '2015-05-05',
  date: '2024-03-15',
  since: '2026-01-01',
  until: '2030-01-01',
  signature: 'AAAA',
};
const command = `'; DROP TABLE accounts; --"<script>alert(1)</script>`;

/** The body of an operation; undefined where it has none. */
function bodyOf(schema: Schema, places: { n: number; bad: number }): never {
  return (schema.type === 'object' ? sample(schema, '', places) : undefined) as never;
}

/** A body of the schema with good values everywhere but at one place; `places` counts the strings that were passed. */
function sample(schema: Schema, name: string, places: { n: number; bad: number }): unknown {
  const [first] = schema.anyOf ?? [];
  if (typeof first === 'object') return sample(first, name, places);
  if (schema.type === 'object') {
    const properties = Object.entries(schema.properties ?? {});
    return Object.fromEntries(properties.map(([key, each]) => [key, sample(each as Schema, key, places)]));
  }
  if (schema.type === 'array') return [sample(schema.items as Schema, name, places)];
  if (schema.type !== 'string') return schema.type === 'boolean' ? true : (schema.minimum ?? 1);
  if (places.n++ === places.bad) return command;
  if (name in good) return good[name];
  return schema.enum?.[0] ?? (schema.format === 'uuid' ? randomUUID() : 'x');
}

describe('SQL and HTML', () => {
  it('in every field of every operation are refused or kept as text; nothing breaks, and no page runs them', async () => {
    const token = await sessionToken();
    const begun = await begin({
      iin: unregistered.iin,
      categories: ['individual'],
      signers: [signerFor({ person: unregistered })],
    });
    const accounts = () => portal.db.get<{ n: number }>('SELECT count(*) AS n FROM accounts')?.n;
    const before = accounts();
    let asked = 0;
    // What ends the session comes last.
    const last = 'session.close';
    for (const name of [...operationNames.filter(each => each !== last), last] as const) {
      const { body, auth, path } = operationOf(name);
      const own =
        auth === 'registration' ? { params: { id: begun.registration.id }, token: begun.token } : null;
      const keys = [...path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key!);
      const params = Object.fromEntries(keys.map(key => [key, randomUUID()]));
      const options = own ?? { params, ...(auth !== 'none' && { token }) };
      const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
      for (let bad = 0, more = true; more; bad++) {
        const places = { n: 0, bad };
        const made = bodyOf(schema, places);
        more = places.n > bad;
        if (!more && bad > 0) break;
        const answer = await portal.call(name, made, options);
        expect(answer.status, `${name} ${bad}`).toBeLessThan(500);
        if (answer.status !== 200) expect(JSON.stringify(answer)).not.toContain('<script');
        asked += 1;
      }
      if (keys.length === 0 || own !== null) continue;
      const bent = Object.fromEntries(keys.map(key => [key, command]));
      const answer = await portal.call(name, bodyOf(schema, { n: 0, bad: -1 }), {
        ...options,
        params: bent,
      });
      expect(answer.status, name).toBeGreaterThanOrEqual(400);
      expect(answer.status, name).toBeLessThan(500);
    }
    expect(asked).toBeGreaterThan(operationNames.length);
    expect(accounts()).toBe(before);
    for (const page of ['/mailbox', '/admin']) {
      expect(await (await fetch(`${portal.origin}${page}`)).text()).not.toContain('<script');
    }
  });

  const nasty = [
    `'; DROP TABLE accounts; --`,
    `" OR ""="`,
    '<script>alert(1)</script>',
    '\u0000',
    'x'.repeat(10_000),
  ];

  it('in what is registered change nothing, and come back to nobody', async () => {
    const signer = signerFor({ person: personFor('mediator, not registered') });
    const begun = await begin({
      iin: personFor('mediator, not registered').iin,
      categories: ['mediator'],
      signers: [signer],
    });
    const at = { params: { id: begun.registration.id }, token: begun.token };
    const good = dataFor('m@sandbox.example');
    for (const text of nasty) {
      const bodies = [
        { ...good, phone: text },
        { ...good, email: text },
        { ...good, document: { ...document, issued: text } },
        { ...good, password: '' },
      ];
      for (const body of bodies) {
        const answer = await portal.call('registration.data', body, at);
        expect(answer.code).toBe('portal.bad-request');
        expect(JSON.stringify(answer)).not.toContain(text);
      }
      const kept = await portal.call(
        'registration.data',
        { ...good, document: { ...document, issuer: text } },
        at,
      );
      if (kept.code === '') expect(kept.data?.document.issuer).toBe(text);
      else expect(kept.code).toBe('portal.bad-request');
      expect((await portal.call('registration.challenge', { iin: text, bin: null })).code).toBe(
        'portal.bad-request',
      );
      expect((await portal.call('registration.confirm', { link: text })).code).toBe('portal.bad-request');
    }
    expect(portal.db.get<{ n: number }>('SELECT count(*) AS n FROM accounts')?.n).toBeGreaterThan(10);
  });
});

describe('requests that are refused', () => {
  it('nobody reads or changes another’s registration', async () => {
    const person = personFor('private bailiff, not registered');
    const begun = await begin({ iin: person.iin, categories: ['bailiff'], signers: [signerFor({ person })] });
    const params = { id: begun.registration.id };
    for (const token of [undefined, 'A'.repeat(43)]) {
      const options = token === undefined ? { params } : { params, token };
      expect((await portal.call('registration.read', undefined, options)).code).toBe('portal.not-allowed');
      expect((await portal.call('registration.data', dataFor('b@sandbox.example'), options)).code).toBe(
        'portal.not-allowed',
      );
    }
  });

  it('a change without a key, with a key of another request, of another type, from a foreign name', async () => {
    const url = `${portal.origin}/v1/registrations/challenges`;
    const body = JSON.stringify({ iin: unregistered.iin, bin: null });
    const post = (headers: Record<string, string>) => fetch(url, { method: 'POST', headers, body });
    const type = { 'content-type': 'application/json' };
    expect((await post(type)).status).toBe(400);
    expect((await post({ 'content-type': 'text/plain', 'idempotency-key': randomUUID() })).status).toBe(400);
    const key = randomUUID();
    await portal.call('registration.challenge', { iin: unregistered.iin, bin: null }, { key });
    const otherwise = await portal.call('registration.challenge', { iin: head.iin, bin: null }, { key });
    expect(otherwise).toMatchObject({ status: 409, code: 'portal.repeated-otherwise' });
  });

  it('a body that is far too long, to its end; a path that is none', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const asking = async (method: string, path: string, body?: Uint8Array) => {
      const asked = request(`${portal.origin}${path}`, { method, headers, agent });
      asked.end(body);
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      return [response.statusCode, asked.reusedSocket, await json(response)];
    };
    const long = await asking('POST', '/v1/registrations/challenges', new Uint8Array(30_000_000));
    expect(long).toMatchObject([400, false, { code: 'portal.bad-request', params: { field: 'body' } }]);
    // The connection was not torn down under whoever was still sending.
    expect(await asking('GET', '/v1/info')).toMatchObject([200, true, {}]);
    agent.destroy();
    const none = await fetch(`${portal.origin}//`);
    expect([none.status, await none.json()]).toMatchObject([400, { params: { field: 'path' } }]);
  });

  it('a body that breaks off, which is no fault of the portal', async () => {
    const onFault = vi.fn();
    const small = await startTestPortal({ onFault });
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const asked = request(`${small.origin}/v1/registrations/challenges`, { method: 'POST', headers });
    asked.on('error', () => undefined).write('{"iin"');
    await once(asked, 'socket');
    await small.call('portal.info', undefined);
    asked.destroy();
    await small.call('portal.info', undefined);
    await small.close();
    expect(onFault).not.toHaveBeenCalled();
  });

  it('guessing links is slowed down', async () => {
    const small = await startTestPortal({ limits: { linkTries: 3 } });
    const guess = (n: number) => small.call('registration.confirm', { link: String(n).padStart(43, 'A') });
    for (let n = 0; n < 3; n++) expect((await guess(n)).code).toBe('portal.link-invalid');
    expect(await guess(3)).toMatchObject({ status: 429, code: 'portal.too-many-attempts' });
    await small.close();
  });
});

describe('repetition', () => {
  it('with the same key is answered and not done again', async () => {
    const person = personFor('notary, not registered');
    const signer = signerFor({ person });
    const begun = await begin({ iin: person.iin, categories: ['notary'], signers: [signer] });
    const at = { params: { id: begun.registration.id }, token: begun.token };
    await portal.call('registration.data', dataFor(person.email), at);
    const { challenges } = await portal.call('registration.agreement', { language: 'ru' }, at);
    const signatures = [await signed(challenges[0]!, signer)];
    const key = randomUUID();
    portal.faults.set([{ kind: 'answer-lost', operation: 'registration.submit', count: 1, milliseconds: 0 }]);
    await expect(portal.call('registration.submit', { signatures }, { ...at, key })).rejects.toThrow(
      'fetch failed',
    );
    const again = await Promise.all(
      [1, 2, 3].map(() => portal.call('registration.submit', { signatures }, { ...at, key })),
    );
    for (const answer of again) expect(answer).toMatchObject({ status: 200, state: 'awaiting-link' });
    const mails = portal.db.all('SELECT id FROM mails WHERE recipient = ?', person.email);
    expect(mails).toHaveLength(1);
  });
});
