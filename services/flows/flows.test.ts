/** Every flow walked to its end at the real sandbox portal over HTTP, with a restart at each step and every answer lost once. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { flowDefinitions, flowIds, stepsOf } from '../../contract/flow.ts';
import type { FlowView, StepId } from '../../contract/flow.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { people, companies } from '../../sandbox/ca/people.ts';
import { entityFor, personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import { keyRef, newPassword, nextAction, openWorkplace, startOf } from '../../tests/support/flow-walker.ts';
import type { Journey, Workplace } from '../../tests/support/flow-walker.ts';
import { startTestPortal } from '../../tests/support/portal.ts';
import type { TestPortal } from '../../tests/support/portal.ts';

const head = personFor('head of an entity that is not registered');
const twoEntities = personFor('head of two entities, one registered');
const became = personFor('person who became an advocate and mediator');

const journeys: readonly Journey[] = [
  { name: 'a person', flow: 'registration', categories: ['individual'], person: personFor('not registered') },
  ...(['entrepreneur', 'lawyer', 'notary', 'mediator', 'bailiff'] as const).map(category => ({
    name: category,
    flow: 'registration' as const,
    categories: [category],
    person: personFor(
      {
        entrepreneur: 'entrepreneur, not registered',
        lawyer: 'advocate, not registered',
        notary: 'notary, not registered',
        mediator: 'mediator, not registered',
        bailiff: 'private bailiff, not registered',
      }[category],
    ),
  })),
  {
    name: 'an entity',
    flow: 'registration',
    categories: ['legal'],
    person: head,
    company: entityFor('not registered'),
  },
  {
    name: 'advocate and mediator at once',
    flow: 'registration',
    categories: ['individual', 'lawyer', 'mediator'],
    person: personFor('advocate and mediator, not registered'),
  },
  {
    name: 'person and entity at once',
    flow: 'registration',
    categories: ['individual', 'legal'],
    person: people.daniyar,
    company: companies.sand,
  },
  {
    name: 'an operator',
    flow: 'registration',
    categories: ['legal'],
    project: 'operator',
    person: head,
    company: entityFor('operator of a production-sharing contract'),
  },
  {
    name: 'an attorney',
    flow: 'registration',
    categories: ['entrepreneur'],
    project: 'attorney',
    person: personFor('party to a contract of agency'),
  },
  {
    name: 'an entity where the person exists',
    flow: 'registration',
    categories: ['legal'],
    person: personFor('head of an entity; registered as a person'),
    company: entityFor('not registered, head is registered as a person'),
    password: 'Sandbox1',
  },
  {
    name: 'an advocate from the profile',
    flow: 'from-profile',
    categories: ['lawyer', 'mediator'],
    person: became,
    password: 'Sandbox1',
  },
  {
    name: 'a second enterprise',
    flow: 'second-enterprise',
    categories: [],
    person: twoEntities,
    company: entityFor('second enterprise, not registered'),
    password: 'Sandbox1',
  },
  {
    name: 'a new head',
    flow: 'head-change',
    categories: [],
    person: personFor('new head of the same entity'),
    company: entityFor('head replaced'),
  },
  {
    name: 'another address',
    flow: 'recover-email',
    categories: [],
    person: personFor('registered as a person'),
  },
  {
    name: 'another password',
    flow: 'recover-password',
    categories: [],
    person: personFor('registered as a person'),
  },
  {
    name: 'address, then password',
    flow: 'recover-access',
    categories: [],
    person: personFor('registered as a person'),
  },
];

let portal: TestPortal;
let place: Workplace;

async function open(journey: Journey): Promise<void> {
  portal = await startTestPortal();
  place = await openWorkplace(() => portal.origin);
  if (flowDefinitions[journey.flow].needsSession) await logIn(journey, journey.password!);
}
afterEach(async () => {
  place?.remove();
  await portal?.close();
});

async function logIn({ person, company }: Pick<Journey, 'person' | 'company'>, password: string) {
  const key = keyRef({ person, ...(company !== undefined && { company }) });
  const { login } = await place.portals.identify({ key });
  return place.portals.open(login, utf8ToBytes(password), null);
}

type Hindrance = (view: FlowView) => Promise<void>;

/** Walks to the end; returns the steps in their order. */
async function walk(journey: Journey, before: Hindrance = () => Promise.resolve()): Promise<StepId[]> {
  let view = await place.flows().start(startOf(journey));
  const seen: StepId[] = [view.step];
  for (let round = 0; !view.finished; round++) {
    expect(round, `stuck at ${view.step}`).toBeLessThan(20);
    await before(view);
    const action = nextAction(view, journey, portal.lastLink);
    view = await place
      .flows()
      .act(view.id, action)
      .catch(() => settled(view.id));
    if (view.step !== seen.at(-1)) seen.push(view.step);
  }
  return seen;
}

/** After a failure the person presses "again": a change that is on its way is sent again, a secret one is typed again. */
function settled(id: string): Promise<FlowView> {
  return place.flows().retry(id);
}

async function expectDone(journey: Journey): Promise<void> {
  const { person, flow } = journey;
  const recovered = flow === 'recover-password' || flow === 'recover-access';
  const password = recovered
    ? 'Another34y'
    : (journey.password ?? (flow === 'recover-email' ? 'Sandbox1' : newPassword));
  const session = await logIn(journey, password);
  expect(session.iin).toBe(person.iin);
  const registrations = portal.db.all<{ state: string }>(
    'SELECT state FROM registrations WHERE iin = ?',
    person.iin,
  );
  const about = flowDefinitions[flow].categories.length > 0;
  expect(registrations.map(({ state }) => state)).toEqual(about ? ['completed'] : []);
  const links = portal.db.all("SELECT id FROM mails WHERE kind = 'registration-link'");
  expect(links).toHaveLength(about ? 1 : 0);
}

it('has a journey for every flow and every step', () => {
  const flows = new Set(journeys.map(({ flow }) => flow));
  expect([...flows].sort()).toEqual([...flowIds].sort());
  for (const flow of flowIds) expect(flowDefinitions[flow].steps.length).toBeGreaterThan(1);
});

describe.each(journeys)('$flow: $name', journey => {
  it('goes through its steps to the end, once, although the program ends at each and every answer is lost', async () => {
    await open(journey);
    const lost = new Set<string>();
    const seen = await walk(journey, async view => {
      await place.restart();
      const key = `${view.step} ${view.agreement === null} ${view.recovery?.linkFollowed}`;
      // The first change of each round: where a text to sign is asked for first, that one.
      if (!lost.has(key))
        portal.faults.set([{ kind: 'answer-lost', operation: '*', count: 1, milliseconds: 0 }]);
      lost.add(key);
    });
    expect(seen).toEqual(stepsOf(journey.flow, journey.project ?? null));
    portal.faults.set([]);
    await expectDone(journey);
  });
});

describe('submitting', () => {
  const journey = journeys[0]!;

  async function atAgreement(): Promise<FlowView> {
    let view = await place.flows().start(startOf(journey));
    while (view.step !== 'agreement' || view.agreement === null) {
      view = await place.flows().act(view.id, nextAction(view, journey, portal.lastLink));
    }
    return view;
  }

  it('is once, whatever was lost on the way there or back, and however often it is tried', async () => {
    await open(journey);
    const view = await atAgreement();
    const action = () => nextAction(view, journey, portal.lastLink);
    portal.faults.set([
      { kind: 'error', operation: 'registration.submit', count: 1, milliseconds: 0 },
      { kind: 'answer-lost', operation: 'registration.submit', count: 2, milliseconds: 0 },
    ]);
    const codes: string[] = [];
    const failed = (error: unknown) => void codes.push((error as { code: string }).code);
    await place.flows().act(view.id, action()).catch(failed);
    await place.restart();
    expect((await place.flows().get(view.id)).waiting).toBe(true);
    await Promise.all([
      place.flows().retry(view.id).catch(failed),
      place.flows().act(view.id, action()).catch(failed),
    ]);
    await place.restart();
    const done = await place.flows().retry(view.id);
    expect(done).toMatchObject({ step: 'completion', waiting: false, error: null });
    expect(codes).toEqual(['portal.failed', 'network.unreachable', 'network.unreachable']);
    expect(portal.db.all("SELECT id FROM mails WHERE kind = 'registration-link'")).toHaveLength(1);
  });

  it('by another’s key is stopped before anything is sent, and goes on with the right one', async () => {
    await open(journey);
    const view = await atAgreement();
    const wrong = { do: 'sign-agreement' as const, keys: [{ key: keyRef({ person: head }) }] };
    const before = portal.db.get('SELECT sum(failures) AS n FROM challenges');
    await expect(place.flows().act(view.id, wrong)).rejects.toMatchObject({ code: 'key.other-owner' });
    const legal = {
      do: 'sign-agreement' as const,
      keys: [{ key: keyRef({ person: head, company: companies.sand }) }],
    };
    await expect(place.flows().act(view.id, legal)).rejects.toMatchObject({
      code: 'key.wrong-subject',
      params: { needed: 'individual', given: 'legal' },
    });
    expect(portal.db.get('SELECT sum(failures) AS n FROM challenges')).toEqual(before);
    const right = await place.flows().act(view.id, nextAction(view, journey, portal.lastLink));
    expect(right.step).toBe('completion');
  });

  it('is asked for anew where the text has become too old', async () => {
    await open(journey);
    const view = await atAgreement();
    portal.db.run("UPDATE challenges SET expires_at = '2020' WHERE purpose = 'registration.agreement'");
    await expect(
      place.flows().act(view.id, nextAction(view, journey, portal.lastLink)),
    ).rejects.toMatchObject({ code: 'portal.challenge-expired' });
    let next = await place.flows().get(view.id);
    expect(next).toMatchObject({ agreement: null, step: 'agreement' });
    next = await place.flows().act(view.id, nextAction(next, journey, portal.lastLink));
    next = await place.flows().act(view.id, nextAction(next, journey, portal.lastLink));
    expect(next.step).toBe('completion');
  });
});

describe('what is kept', () => {
  const journey = journeys[0]!;

  it('is what was typed and not a password, readable by its owner only', async () => {
    await open(journey);
    const view = await place.flows().start(startOf(journey));
    await place.flows().act(view.id, nextAction(view, journey, portal.lastLink));
    await place.flows().save(view.id, { phone: '8 701', email: 'half@' });
    portal.faults.set([{ kind: 'answer-lost', operation: 'registration.data', count: 1, milliseconds: 0 }]);
    const password = utf8ToBytes('Secret56z');
    const action = nextAction(await place.flows().get(view.id), journey, portal.lastLink);
    if (action.do !== 'send-data') throw new Error(action.do);
    await expect(place.flows().act(view.id, { ...action, password })).rejects.toMatchObject({
      code: 'network.unreachable',
    });
    expect([...password].every(byte => byte === 0)).toBe(true);
    const files = readdirSync(place.folder);
    const text = files.map(file => readFileSync(`${place.folder}/${file}`, 'utf8')).join('');
    expect(text).toContain(journey.person.email);
    expect(text).not.toContain('Secret56z');
    await place.restart();
    expect((await place.flows().get(view.id)).form).toMatchObject({ email: journey.person.email });
  });

  it('a field that the portal would not take is named before anything is sent', async () => {
    await open(journey);
    const begun = await place.flows().start(startOf(journey));
    const view = await place.flows().act(begun.id, nextAction(begun, journey, portal.lastLink));
    const good = nextAction(view, journey, portal.lastLink);
    if (good.do !== 'send-data') throw new Error(good.do);
    const cases = [
      ['phone', '123'],
      ['email', 'a@b'],
      ['documentIssued', '31.02.2015'],
      ['documentIssued', '01.01.2999'],
      ['documentNumber', ''],
    ] as const;
    for (const [field, value] of cases) {
      const action = { ...good, form: { ...good.form, [field]: value }, password: utf8ToBytes(newPassword) };
      await expect(place.flows().act(view.id, action)).rejects.toMatchObject({
        code: 'portal.bad-request',
        params: { field },
      });
    }
    const weak = { ...good, password: utf8ToBytes('weak') };
    await expect(place.flows().act(view.id, weak)).rejects.toMatchObject({ params: { field: 'password' } });
  });

  it('given up is gone, here and at the portal', async () => {
    await open(journey);
    const begun = await place.flows().start(startOf(journey));
    await place.flows().act(begun.id, nextAction(begun, journey, portal.lastLink));
    await place.flows().discard(begun.id);
    expect(await place.flows().list()).toEqual([]);
    expect(portal.db.all('SELECT state FROM registrations')).toMatchObject([{ state: 'withdrawn' }]);
    await expect(place.flows().get(begun.id)).rejects.toMatchObject({ code: 'flow.not-found' });
  });
});
