/** Every category and every way to a registration, walked in the window at the real sandbox portal: wholly in Russian, and wholly in Kazakh. */
import { expect, test } from './esf-portal.ts';
import { logIn, openStores } from './esf-steps.ts';
import { choose, registerAs, walkOn } from './esf-walk.ts';
import { notBuilt, pin } from './virtual-tokens.ts';
import type { EsfPortal } from './esf-portal.ts';
import type { Walk, Walker } from './esf-walk.ts';
import type { SandboxKey } from './sandbox-keys.ts';
import type { TanbaApp } from './tanba-app.ts';

test.describe.configure({ mode: 'parallel' });

const sandboxPassword = 'Sandbox1';

/** The same walks in both languages, in one window and at one portal, which forgets the first ones. */
async function inBothLanguages(
  app: TanbaApp,
  esf: EsfPortal,
  walk: (walker: Walker) => Promise<void>,
): Promise<void> {
  for (const language of ['ru', 'kk'] as const) {
    await test.step(language, async () => {
      await Promise.all([esf.reset(), app.change({ language })]);
      await walk({ app, esf, language });
    });
  }
}

function personal(esf: EsfPortal, note: string, ...categories: Walk['categories']): Walk {
  return { categories, keys: [esf.keyOf(note)], email: `walk${note.length}@sandbox.example` };
}

test('a person, private practice of all four kinds, an entrepreneur, an attorney with the contract', async ({
  open,
  esf,
}) => {
  const walks: readonly Walk[] = [
    personal(esf, 'not registered', 'individual'),
    personal(esf, 'advocate, not registered', 'lawyer'),
    personal(esf, 'notary, not registered', 'notary'),
    personal(esf, 'mediator, not registered', 'mediator'),
    personal(esf, 'private bailiff, not registered', 'bailiff'),
    personal(esf, 'entrepreneur, not registered', 'entrepreneur'),
    { ...personal(esf, 'party to a contract of agency', 'entrepreneur'), project: 'attorney' },
  ];
  const app = await open({ settings: esf.settings });
  await openStores(app, walks.flatMap(({ keys }) => keys) as SandboxKey[]);
  await inBothLanguages(app, esf, async walker => {
    for (const walk of walks) {
      await test.step(walk.categories.join(' '), () => registerAs(walker, walk));
    }
  });
});

test('several at once, an operator, an entity where the person exists, a new head', async ({ open, esf }) => {
  const owner = 'head of an entity that is not registered';
  const entityOf = (note: string, entity: string): Walk => ({
    categories: ['legal'],
    keys: [esf.keyOf(note, entity)],
    email: `walk${entity.length}@sandbox.example`,
  });
  const both = personal(esf, 'advocate and mediator, not registered', 'individual', 'lawyer', 'mediator');
  const operator = entityOf(owner, 'operator of a production-sharing contract');
  // The same head again, now with an account, as a person and for another entity: two keys, one password.
  const again: Walk = {
    categories: ['individual', 'legal'],
    keys: [esf.keyOf(owner), esf.keyOf(owner, 'not registered')],
    email: operator.email,
    password: 'Qwerty12x',
  };
  const known: Walk = {
    ...entityOf(
      'head of an entity; registered as a person',
      'not registered, head is registered as a person',
    ),
    email: 'person22@sandbox.example',
    password: sandboxPassword,
  };
  const change = entityOf('new head of the same entity', 'head replaced');
  const app = await open({ settings: esf.settings });
  await openStores(app, [both, operator, again, known, change].flatMap(({ keys }) => keys) as SandboxKey[]);
  await inBothLanguages(app, esf, async walker => {
    await registerAs(walker, both);
    await registerAs(walker, { ...operator, project: 'operator' });
    await registerAs(walker, again);
    await registerAs(walker, known);
    await app.at('esf-home').click();
    await app.at('esf-start-head-change').click();
    await expect(app.page.locator('[data-step="preconditions"]')).toBeVisible();
    await expect(app.page.locator('ol.list li')).toHaveCount(3);
    await app.at('esf-next').click();
    await walkOn(walker, change);
  });
});

test('from the profile, and a second enterprise that is offered at login', async ({ open, esf }) => {
  const became = [
    ['person who became an advocate and mediator', 'lawyer', 'person10@sandbox.example'],
    ['person who became an entrepreneur', 'entrepreneur', 'person6@sandbox.example'],
  ] as const;
  const second = esf.keyOf('head of two entities, one registered', 'second enterprise, not registered');
  const app = await open({ settings: esf.settings });
  await openStores(app, [...became.map(([note]) => esf.keyOf(note)), second]);
  await inBothLanguages(app, esf, async walker => {
    for (const [note, category, email] of became) {
      const key = esf.keyOf(note);
      await app.at('nav-esf').click();
      await app.at('esf-login-open').click();
      await logIn(app, key, sandboxPassword);
      await expect(app.at('header-session')).toBeVisible();
      await app.at('esf-registrable').click();
      await app.at(`esf-add-${category}`).click();
      await walkOn(walker, { categories: [category], keys: [key], email, password: sandboxPassword });
      await app.at('header-logout').click();
    }
    await app.at('nav-esf').click();
    await app.at('esf-login-open').click();
    await app.at('esf-login-next').click();
    await app.pick(second);
    await expect(app.at('esf-offer')).toContainText('ДЮНА ПЛЮС');
    await app.at('esf-offer-yes').click();
    const email = 'person20@sandbox.example';
    await walkOn(walker, { categories: ['legal'], keys: [second], email, password: sandboxPassword });
    await app.at('esf-next').click();
    await logIn(app, second, sandboxPassword);
    await expect(app.at('header-session')).toContainText('ДЮНА ПЛЮС');
    await app.at('header-logout').click();
  });
});

test('with a key on a token, by a link that opens the app, and logged in by the SOAP services', async ({
  open,
  tokens,
  esf,
}) => {
  test.skip(notBuilt !== false, `the virtual token is not there: ${String(notBuilt)}`);
  // SOAP opens a person's next session after five minutes only: each language has a person of its own.
  const people = {
    ru: { note: 'entrepreneur with VAT, not registered', slot: 0, serial: '00000000000000a1' },
    kk: { note: 'entrepreneur, not registered', slot: 1, serial: '00000000000000b2' },
  } as const;
  for (const { note, ...place } of Object.values(people)) tokens.put(esf.keyOf(note), place);
  const app = await open({ settings: esf.settings, tokens });
  await inBothLanguages(app, esf, async walker => {
    const { note, serial } = people[walker.language];
    const choice = { token: serial.slice(-4), pin };
    await app.change({ sandboxProtocol: 'rest' });
    await registerAs(walker, { ...personal(esf, note, 'entrepreneur'), keys: [choice], opensLink: true });
    await app.change({ sandboxProtocol: 'soap' });
    await app.at('nav-esf').click();
    await expect(app.at('esf-start')).toHaveCount(0);
    await app.at('esf-login-open').click();
    await app.at('esf-login-next').click();
    await choose(app, choice);
    await app.at('esf-cabinet-password').fill('Qwerty12x');
    await app.at('esf-login-next').click();
    await expect(app.at('header-session')).toBeVisible();
    await app.at('header-logout').click();
  });
});
