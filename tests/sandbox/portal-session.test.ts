/** Logging in and recovery at the sandbox portal over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Signer } from '../../core/signing/signer.ts';
import { entityFor, personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import { signed, signedTicket, signerFor, startTestPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let now = new Date();
beforeAll(async () => {
  portal = await startTestPortal({ now: () => now, limits: { passwordTries: 3 } });
});
afterAll(() => portal.close());

const known = personFor('registered as a person');
const trader = personFor('entrepreneur, registered');
const chief = personFor('head of two entities, both registered');
const later = (minutes: number) => (now = new Date(now.getTime() + 60_000 * minutes));

async function identify(signer: Signer, iin: string) {
  const ticket = await portal.call('session.ticket', { iin });
  const signedXml = await signedTicket(ticket.xml, signer);
  return portal.call('session.identify', { ticket: ticket.id, signedXml });
}

async function logIn(signer: Signer, iin: string, password = 'Sandbox1', profile: string | null = null) {
  const { login } = await identify(signer, iin);
  return portal.call('session.open', { login, password, profile });
}

describe('logging in', () => {
  it('is a signed ticket, the password, and a profile where there are several', async () => {
    const opened = await logIn(signerFor({ person: trader }), trader.iin);
    expect(opened.session).toMatchObject({ iin: trader.iin, profile: null });
    expect(opened.session.profiles.map(({ type }) => type).sort()).toEqual(['ENTREPRENEUR', 'INDIVIDUAL']);
    const { token } = opened;
    const { id } = opened.session.profiles.find(({ type }) => type === 'ENTREPRENEUR')!;
    const chosen = await portal.call('session.choose', { profile: id }, { token });
    expect(chosen.profile?.type).toBe('ENTREPRENEUR');
    const foreign = await logIn(signerFor({ person: known }), known.iin, 'Sandbox1', id);
    expect(foreign.code).toBe('portal.profile-unknown');
  });

  it('with the key of an entity is for that entity; one that is not registered is offered', async () => {
    const company = entityFor('first of two');
    const opened = await logIn(signerFor({ person: chief, company }), chief.iin);
    expect(opened.session.profile?.tin).toBe(company.bin);
    const owner = personFor('head of two entities, one registered');
    const second = entityFor('second enterprise, not registered');
    const found = await identify(signerFor({ person: owner, company: second }), owner.iin);
    expect(found.offer).toEqual({ category: 'legal', bin: second.bin, name: second.name });
  });

  it('a session ends by idling, by closing, and by another one', async () => {
    const signer = signerFor({ person: known });
    const read = async (token: string) => (await portal.call('session.read', undefined, { token })).code;
    const first = await logIn(signer, known.iin);
    const second = await logIn(signer, known.iin);
    expect([await read(first.token), await read(second.token)]).toEqual(['portal.session-over', '']);
    later(19);
    expect(await read(second.token)).toBe('');
    later(21);
    expect(await read(second.token)).toBe('portal.session-over');
    const third = await logIn(signer, known.iin);
    await portal.call('session.close', undefined, { token: third.token });
    expect(await read(third.token)).toBe('portal.session-over');
  });

  it('is refused to whoever is not registered, is blocked, or was replaced', async () => {
    const stranger = personFor('not registered');
    expect((await identify(signerFor({ person: stranger }), stranger.iin)).code).toBe(
      'portal.not-registered',
    );
    const blocked = personFor('blocked');
    expect((await logIn(signerFor({ person: blocked }), blocked.iin)).code).toBe('portal.user-blocked');
    portal.db.run(
      "UPDATE profiles SET status = 'ENTERPRISE_ADMIN_CHANGE_BLOCKED' WHERE tin = ?",
      entityFor('second of two').bin,
    );
    const replaced = await logIn(
      signerFor({ person: chief, company: entityFor('second of two') }),
      chief.iin,
    );
    expect(replaced.code).toBe('portal.head-replaced');
  });

  it('takes a ticket once, for its owner, as it was given, from a login key', async () => {
    const signer = signerFor({ person: known });
    const ticket = await portal.call('session.ticket', { iin: known.iin });
    const signedXml = await signedTicket(ticket.xml, signer);
    const send = async (xml: string, id = ticket.id) =>
      (await portal.call('session.identify', { ticket: id, signedXml: xml })).code;
    expect(await send(signedXml.replace('<ttlInMinutes>30', '<ttlInMinutes>31'))).toBe('portal.text-altered');
    expect(await send('<authSign/>')).toBe('portal.text-altered');
    expect(await send('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')).toBe('portal.signature-broken');
    const other = signerFor({ person: trader });
    expect(await send(await signedTicket(ticket.xml, other))).toBe('key.other-owner');
    const fresh = await portal.call('session.ticket', { iin: known.iin });
    expect(await send(signedXml, fresh.id)).toBe('portal.text-altered');
    expect(await send(signedXml)).toBe('');
    expect(await send(signedXml)).toBe('portal.challenge-spent');
    later(31);
    expect(await send(await signedTicket(fresh.xml, signer), fresh.id)).toBe('portal.challenge-expired');
  });

  it('guessing the password closes the account for a while', async () => {
    const signer = signerFor({ person: known });
    const guess = async (password: string) => logIn(signer, known.iin, password);
    expect(await guess('Wrong1111')).toMatchObject({ code: 'portal.password-wrong', params: { left: 2 } });
    expect(await guess(`' OR '1'='1`)).toMatchObject({ params: { left: 1 } });
    expect(await guess('Wrong3333')).toMatchObject({ params: { left: 0 } });
    expect(await guess('Sandbox1')).toMatchObject({ status: 429, code: 'portal.too-many-attempts' });
    later(16);
    expect((await guess('Sandbox1')).code).toBe('');
  });
});

describe('recovery', () => {
  it('of the address, then of the password; neither signature serves for the other', async () => {
    const signer = signerFor({ person: trader });
    const request = { iin: trader.iin, email: 'second@sandbox.example' };
    const challenge = await portal.call('recovery.email.challenge', request);
    expect(challenge.text).toContain(request.email);
    const proof = await signed(challenge, signer);
    expect((await portal.call('recovery.email.submit', proof)).email).toBe(request.email);
    expect((await portal.call('recovery.email.submit', proof)).code).toBe('portal.challenge-spent');
    await portal.call('recovery.email.confirm', { link: portal.lastLink(request.email) });

    await portal.call('recovery.password.request', request);
    const link = portal.lastLink(request.email);
    const text = await portal.call('recovery.password.challenge', { link });
    const submit = (body: { challenge: string; signature: string }, password = 'Brandnew1') =>
      portal.call('recovery.password.submit', { ...body, link, password });
    expect((await submit(proof)).code).toBe('portal.text-altered');
    expect((await submit(await signed(text, signerFor({ person: known })))).code).toBe('key.other-owner');
    expect((await submit(await signed(text, signer), 'weak')).code).toBe('portal.bad-request');
    const session = await logIn(signer, trader.iin);
    expect((await submit(await signed(text, signer))).code).toBe('');
    expect((await portal.call('session.read', undefined, { token: session.token })).code).toBe(
      'portal.session-over',
    );
    expect((await logIn(signer, trader.iin)).code).toBe('portal.password-wrong');
    expect((await logIn(signer, trader.iin, 'Brandnew1')).code).toBe('');
    expect((await portal.call('recovery.password.challenge', { link })).code).toBe('portal.link-invalid');
  });

  it('does not say whether an address belongs to somebody', async () => {
    const count = () => portal.db.get<{ n: number }>('SELECT count(*) AS n FROM mails')?.n;
    const before = count();
    const answer = await portal.call('recovery.password.request', {
      iin: known.iin,
      email: 'no@sandbox.example',
    });
    expect([answer.sent, count()]).toEqual([true, before]);
  });
});
