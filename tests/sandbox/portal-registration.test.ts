/** Registration at the sandbox portal over HTTP: what is taken, and above all what is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Category } from '../../contract/portal/model.ts';
import type { Signer } from '../../core/signing/signer.ts';
import {
  entityFor,
  personFor,
  registryEntities,
  registryPeople,
} from '../../sandbox/portal/registry/taxpayers.ts';
import {
  detachedCms,
  revocationLists,
  signed,
  signedTicket,
  signerFor,
  startTestPortal,
} from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { dataFor } from '../support/registration.ts';
import * as steps from '../support/registration.ts';
import type { RegistrationWish } from '../support/registration.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const begin = (wish: RegistrationWish) => steps.begin(portal, wish);
const proof = (signer: Signer, iin: string, bin: string | null) => steps.proof(portal, signer, iin, bin);
const sign = (begun: Begun, email: string, signers: readonly Signer[], password?: string) =>
  steps.sign(portal, begun, email, signers, password);
type Begun = Parameters<typeof steps.sign>[1];

const unregistered = personFor('not registered');
const head = personFor('head of an entity that is not registered');
const company = entityFor('not registered');

describe('the registry', () => {
  it('has at least forty taxpayers, each with a number of its own', () => {
    const numbers = [...registryPeople.map(({ iin }) => iin), ...registryEntities.map(({ bin }) => bin)];
    expect(numbers.length).toBeGreaterThanOrEqual(40);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('a registration', () => {
  it('goes from the key to the mail, from the link to the profile', async () => {
    const signers = [signerFor({ person: head, company })];
    const begun = await begin({ iin: head.iin, bin: company.bin, categories: ['legal'], signers });
    expect(begun.registration).toMatchObject({
      state: 'data',
      subject: { organisation: company.name, vat: company.vat },
      account: { exists: false },
      replacesHead: false,
    });
    const submitted = await sign(begun, head.email, signers);
    expect(submitted).toMatchObject({ status: 200, state: 'awaiting-link' });
    const link = portal.lastLink(head.email);
    expect(await portal.call('registration.confirm', { link })).toMatchObject({ status: 200, iin: head.iin });
    expect((await portal.call('registration.confirm', { link })).code).toBe('portal.link-invalid');
    expect(
      portal.db.all('SELECT type, status, logged_in FROM profiles WHERE tin = ?', company.bin),
    ).toMatchObject([{ type: 'ADMIN_ENTERPRISE', status: 'ACTIVE', logged_in: 0 }]);
  });

  it('of several categories at once takes one key for the person and one for the entity', async () => {
    const person = personFor('head of an entity; registered as a person');
    const entity = entityFor('not registered, head is registered as a person');
    const both = [signerFor({ person }), signerFor({ person, company: entity })];
    const conflict = await begin({
      iin: person.iin,
      bin: entity.bin,
      categories: ['individual', 'legal'],
      signers: both,
    });
    expect(conflict.code).toBe('portal.iin-registered');
    const daniyar = registryPeople[1]!;
    const sand = registryEntities[0]!;
    const signers = [signerFor({ person: daniyar }), signerFor({ person: daniyar, company: sand })];
    const begun = await begin({
      iin: daniyar.iin,
      bin: sand.bin,
      categories: ['individual', 'legal'],
      signers,
    });
    expect(begun.registration.requirements.map(({ subjectTypes }) => subjectTypes)).toEqual([
      ['individual'],
      ['legal'],
    ]);
    expect(await sign(begun, daniyar.email, signers)).toMatchObject({ state: 'awaiting-link' });
  });

  it('asks for the password and the address of the account that exists', async () => {
    const person = personFor('head of two entities, one registered');
    const second = entityFor('second enterprise, not registered');
    const signers = [signerFor({ person, company: second })];
    const begun = await begin({ iin: person.iin, bin: second.bin, categories: ['legal'], signers });
    expect(begun.registration.account.exists).toBe(true);
    expect(await sign(begun, person.email, signers)).toMatchObject({
      code: 'portal.existing-password',
      params: { left: 4 },
    });
    expect((await sign(begun, 'other@sandbox.example', signers, 'Sandbox1')).code).toBe(
      'portal.existing-email',
    );
    expect(await sign(begun, person.email, signers, 'Sandbox1')).toMatchObject({ state: 'awaiting-link' });
  });

  it('of an operator has the contract in between', async () => {
    const operator = entityFor('operator of a production-sharing contract');
    const signers = [signerFor({ person: head, company: operator })];
    const begun = await begin({
      iin: head.iin,
      bin: operator.bin,
      categories: ['legal'],
      project: 'operator',
      signers,
    });
    const at = { params: { id: begun.registration.id }, token: begun.token };
    const password = portal.db.get('SELECT 1 FROM accounts WHERE iin = ?', head.iin)
      ? 'Qwerty12x'
      : undefined;
    expect((await portal.call('registration.data', dataFor(head.email, password), at)).state).toBe(
      'contract',
    );
    const contract = {
      kind: 'production-sharing',
      number: 'СРП-49/1',
      date: '2024-03-15',
      parties: ['А', 'Б'],
      participants: [],
    } as const;
    const wrong = { ...contract, parties: [...contract.parties], participants: [], number: "' OR 1=1 --" };
    expect((await portal.call('registration.contract', wrong, at)).code).toBe('portal.contract-not-found');
    const right = { ...wrong, number: contract.number };
    expect((await portal.call('registration.contract', right, at)).state).toBe('agreement');
  });
});

describe('the rules of categories', () => {
  it.each<[string, Category[], string]>([
    ['entrepreneur, not registered', ['entrepreneur', 'lawyer'], 'portal.categories-conflict'],
    ['advocate, not registered', ['notary'], 'portal.not-on-register'],
    ['not registered', ['entrepreneur'], 'portal.not-on-register'],
    ['registered as a person', ['individual'], 'portal.iin-registered'],
    ['the registry does not know the person yet', ['individual'], 'portal.taxpayer-not-found'],
    ['entrepreneur who became an advocate', ['entrepreneur'], 'portal.not-on-register'],
    ['entrepreneur who became an advocate', ['lawyer'], ''],
    ['advocate and mediator, not registered', ['individual', 'lawyer', 'mediator'], ''],
    ['person who became an entrepreneur', ['entrepreneur'], ''],
    ['mediator and entrepreneur', ['mediator', 'entrepreneur'], ''],
    ['private bailiff, not registered', ['bailiff'], ''],
    ['notary, not registered', ['notary'], ''],
  ])('%s as %j: %s', async (note, categories, code) => {
    const person = personFor(note);
    const begun = await begin({ iin: person.iin, categories, signers: [signerFor({ person })] });
    expect(begun.code).toBe(code);
  });

  it.each([
    ['first of two', 'head of two entities, both registered', 'portal.entity-registered'],
    [
      'the registry does not know it yet',
      'head of an entity that is not registered',
      'portal.taxpayer-not-found',
    ],
    [
      'head replaced, registry not refreshed',
      'new head whom the registry does not know yet',
      'portal.data-not-refreshed',
    ],
  ])('the entity "%s" by "%s": %s', async (entityNote, note, code) => {
    const [entity, person] = [entityFor(entityNote), personFor(note)];
    const signers = [signerFor({ person, company: entity })];
    const begun = await begin({ iin: person.iin, bin: entity.bin, categories: ['legal'], signers });
    expect(begun.code).toBe(code);
  });
});

describe('keys and signatures that are refused', () => {
  const at = (date: string) => new Date(date);
  const past = { notBefore: at('2020-01-01T00:00:00Z'), notAfter: at('2021-01-01T00:00:00Z') };
  const future = { notBefore: at('2090-01-01T00:00:00Z'), notAfter: at('2091-01-01T00:00:00Z') };

  it('says which of the two subjects was needed', async () => {
    const legal = signerFor({ person: head, company });
    const asPerson = await portal.call('registration.begin', {
      categories: ['individual'],
      project: null,
      proofs: [await proof(legal, head.iin, null)],
    });
    expect(asPerson).toMatchObject({
      code: 'key.wrong-subject',
      params: { needed: 'individual', given: 'legal' },
    });
    const individual = signerFor({ person: head });
    const asEntity = await begin({
      iin: head.iin,
      bin: company.bin,
      categories: ['legal'],
      signers: [individual],
    });
    expect(asEntity).toMatchObject({
      code: 'key.wrong-subject',
      params: { needed: 'legal', given: 'individual' },
    });
  });

  it.each([
    ['an employee’s key', { profile: 'employee' }, 'key.wrong-position'],
    ['an expired key', { term: past }, 'key.expired'],
    ['a key whose term has not begun', { term: future }, 'key.not-yet-valid'],
  ] as const)('%s', async (_, wish, code) => {
    const signers = [signerFor({ person: head, company, ...wish })];
    const begun = await begin({ iin: head.iin, bin: company.bin, categories: ['legal'], signers });
    expect(begun.code).toBe(code);
  });

  it('a login key in a signing step', async () => {
    const signers = [signerFor({ person: unregistered, profile: 'rsaAuth' })];
    const begun = await begin({ iin: unregistered.iin, categories: ['individual'], signers });
    expect(begun.code).toBe('key.not-for-signing');
  });

  it('another person’s key, in step 1 and at the agreement', async () => {
    const other = signerFor({ person: personFor('registered as a person') });
    const wrong = await begin({ iin: unregistered.iin, categories: ['individual'], signers: [other] });
    expect(wrong.code).toBe('key.other-owner');
    const own = signerFor({ person: unregistered });
    const begun = await begin({ iin: unregistered.iin, categories: ['individual'], signers: [own] });
    expect((await sign(begun, unregistered.email, [other])).code).toBe('key.other-owner');
    expect(await sign(begun, unregistered.email, [own])).toMatchObject({ state: 'awaiting-link' });
  });

  it('a signature for another step, for another registration, over another text, used before', async () => {
    const person = personFor('advocate, not registered');
    const signer = signerFor({ person });
    const first = await proof(signer, person.iin, null);
    const body = { categories: ['lawyer' as const], project: null, proofs: [first] };
    const begun = await portal.call('registration.begin', body);
    expect((await portal.call('registration.begin', body)).code).toBe('portal.challenge-spent');
    const options = { params: { id: begun.registration.id }, token: begun.token };
    await portal.call('registration.data', dataFor(person.email), options);
    const agreement = await portal.call('registration.agreement', { language: 'kk' }, options);
    const [challenge] = agreement.challenges;
    const submit = async (signature: { challenge: string; signature: string }) =>
      (await portal.call('registration.submit', { signatures: [signature] }, options)).code;
    expect(await submit(first)).toBe('portal.text-altered');
    const second = await begin({ iin: person.iin, categories: ['lawyer'], signers: [signer] });
    const elsewhere = { params: { id: second.registration.id }, token: second.token };
    await portal.call('registration.data', dataFor(person.email), elsewhere);
    const foreign = await portal.call('registration.agreement', { language: 'kk' }, elsewhere);
    expect(await submit(await signed(foreign.challenges[0]!, signer))).toBe('portal.text-altered');
    const altered = { challenge: challenge!.id, signature: await detachedCms(`${challenge!.text} `, signer) };
    expect(await submit(altered)).toBe('portal.text-altered');
    expect(await submit({ challenge: challenge!.id, signature: 'AAAA' })).toBe('portal.signature-broken');
    const good = await signed(challenge!, signer);
    expect(await submit(good)).toBe('');
    expect(await submit(good)).toBe('portal.not-this-step');
  });

  it('a revoked key, and one of which nothing could be learnt', async () => {
    const person = unregistered;
    const cases = [
      [revocationLists({ person }), 'portal.certificate-revoked'],
      [revocationLists({ person: head }), ''],
      [[], 'portal.revocation-unknown'],
    ] as const;
    for (const [crls, code] of cases) {
      const evidence = { revocationOf: () => Promise.resolve({ ocsp: [], crls, problem: null }) };
      const strict = await startTestPortal({ evidence });
      const challenge = await strict.call('registration.challenge', { iin: person.iin, bin: null });
      const proofs = [await signed(challenge, signerFor({ person }))];
      const begun = await strict.call('registration.begin', {
        categories: ['individual'],
        project: null,
        proofs,
      });
      expect(begun.code).toBe(code);
      await strict.close();
    }
  });

  it('an expired challenge, and one that was tried too often', async () => {
    let now = new Date();
    const slow = await startTestPortal({ now: () => now, limits: { signatureTries: 2 } });
    const { iin } = unregistered;
    const submit = (proofs: { challenge: string; signature: string }[]) =>
      slow.call('registration.begin', { categories: ['individual'], project: null, proofs });
    const tried = await slow.call('registration.challenge', { iin, bin: null });
    for (let round = 0; round < 2; round++) {
      expect((await submit([{ challenge: tried.id, signature: 'AAAA' }])).code).toBe(
        'portal.signature-broken',
      );
    }
    expect((await submit([await signed(tried, signerFor({ person: unregistered }))])).code).toBe(
      'portal.challenge-spent',
    );
    const late = await slow.call('registration.challenge', { iin, bin: null });
    now = new Date(now.getTime() + 31 * 60_000);
    expect((await submit([await signed(late, signerFor({ person: unregistered }))])).code).toBe(
      'portal.challenge-expired',
    );
    await slow.close();
  });
});

describe('the classic policy', () => {
  it('takes what the instructions name: RSA of a person, GOST of an entity, AUTH for logging in', async () => {
    const classic = await startTestPortal({ keyPolicy: 'classic' });
    expect((await classic.call('portal.info', undefined)).keyPolicy).toBe('classic');
    const start = async (signer: Signer, bin: string | null) => {
      const iin = bin === null ? unregistered.iin : head.iin;
      const proofs = [await steps.proof(classic, signer, iin, bin)];
      const categories: Category[] = [bin === null ? 'individual' : 'legal'];
      return (await classic.call('registration.begin', { categories, project: null, proofs })).code;
    };
    const person = unregistered;
    expect(await start(signerFor({ person, profile: 'rsaSign' }), null)).toBe('');
    expect(await start(signerFor({ person }), null)).toBe('key.wrong-family');
    expect(await start(signerFor({ person: head, company }), company.bin)).toBe('');
    const known = personFor('registered as a person');
    const identify = async (signer: Signer) => {
      const ticket = await classic.call('session.ticket', { iin: known.iin });
      const signedXml = await signedTicket(ticket.xml, signer);
      return (await classic.call('session.identify', { ticket: ticket.id, signedXml })).code;
    };
    expect(await identify(signerFor({ person: known, profile: 'rsaAuth' }))).toBe('');
    expect(await identify(signerFor({ person: known }))).toBe('key.not-for-login');
    await classic.close();
  });
});
