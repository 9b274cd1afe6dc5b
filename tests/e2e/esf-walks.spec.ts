/** Every category and every way to a registration, walked in the window at the real sandbox portal, in Russian and Kazakh by turns. */
import { expect, test } from './esf-portal.ts';
import { logIn, openStores } from './esf-steps.ts';
import { choose, registerAs, walkOn } from './esf-walk.ts';
import { notBuilt, pin } from './virtual-tokens.ts';
import type { EsfPortal } from './esf-portal.ts';
import type { Walk } from './esf-walk.ts';

test.describe.configure({ mode: 'parallel' });

const sandboxPassword = 'Sandbox1';

function personal(esf: EsfPortal, note: string, ...categories: Walk['categories']): Walk {
  return { categories, keys: [esf.keyOf(note)], email: `walk${note.length}@sandbox.example` };
}

test('private practice of all four kinds, an entrepreneur, an attorney with the contract', async ({
  start,
  esf,
}) => {
  const app = await start({ settings: { language: 'ru', ...esf.settings } });
  const walks: readonly Walk[] = [
    personal(esf, 'advocate, not registered', 'lawyer'),
    { ...personal(esf, 'notary, not registered', 'notary'), kazakh: true },
    personal(esf, 'mediator, not registered', 'mediator'),
    { ...personal(esf, 'private bailiff, not registered', 'bailiff'), kazakh: true },
    personal(esf, 'entrepreneur, not registered', 'entrepreneur'),
    {
      ...personal(esf, 'party to a contract of agency', 'entrepreneur'),
      project: 'attorney',
      kazakh: true,
    },
  ];
  for (const walk of walks) {
    await test.step(walk.categories.join(' '), () => registerAs(app, esf, walk));
  }
});

test('several at once, an operator, an entity where the person exists, a new head', async ({
  start,
  esf,
}) => {
  const app = await start({ settings: { language: 'ru', ...esf.settings } });
  const owner = 'head of an entity that is not registered';
  const headOf = (note: string, entity: string): Walk => ({
    categories: ['legal'],
    keys: [esf.keyOf(note, entity)],
    email: `walk${entity.length}@sandbox.example`,
  });
  const both = personal(esf, 'advocate and mediator, not registered', 'individual', 'lawyer', 'mediator');
  await registerAs(app, esf, both);
  const operator = headOf(owner, 'operator of a production-sharing contract');
  await registerAs(app, esf, { ...operator, project: 'operator', kazakh: true });
  // The same head again, now with an account, as a person and for another entity: two keys, one password.
  await registerAs(app, esf, {
    categories: ['individual', 'legal'],
    keys: [esf.keyOf(owner), esf.keyOf(owner, 'not registered')],
    email: operator.email,
    password: 'Qwerty12x',
  });
  const known = 'head of an entity; registered as a person';
  const entity = 'not registered, head is registered as a person';
  const { keys } = headOf(known, entity);
  const email = 'person22@sandbox.example';
  await registerAs(app, esf, { categories: ['legal'], keys, email, password: sandboxPassword, kazakh: true });

  await app.at('esf-home').click();
  await app.at('esf-start-head-change').click();
  await expect(app.page.locator('[data-step="preconditions"]')).toBeVisible();
  await expect(app.page.locator('ol.list li')).toHaveCount(3);
  const change = headOf('new head of the same entity', 'head replaced');
  await openStores(app, [esf.keyOf('new head of the same entity', 'head replaced')]);
  await app.at('esf-next').click();
  await walkOn(app, esf, change);
});

test('from the profile, and a second enterprise that is offered at login', async ({ start, esf }) => {
  const app = await start({ settings: { language: 'ru', ...esf.settings } });
  const became = [
    ['person who became an advocate and mediator', 'lawyer', 'person10@sandbox.example'],
    ['person who became an entrepreneur', 'entrepreneur', 'person6@sandbox.example'],
  ] as const;
  for (const [note, category, email] of became) {
    const key = esf.keyOf(note);
    await openStores(app, [key]);
    await app.at('nav-esf').click();
    await app.at('esf-login-open').click();
    await logIn(app, key, sandboxPassword);
    await expect(app.at('header-session')).toBeVisible();
    await app.at('esf-registrable').click();
    await app.at(`esf-add-${category}`).click();
    await walkOn(app, esf, { categories: [category], keys: [key], email, password: sandboxPassword });
    await app.at('header-logout').click();
  }

  const owner = 'head of two entities, one registered';
  const second = esf.keyOf(owner, 'second enterprise, not registered');
  await openStores(app, [second]);
  await app.at('nav-esf').click();
  await app.at('esf-login-open').click();
  await app.at('esf-login-next').click();
  await app.pick(second);
  await expect(app.at('esf-offer')).toContainText('ДЮНА ПЛЮС');
  await app.at('esf-offer-yes').click();
  const email = 'person20@sandbox.example';
  await walkOn(app, esf, { categories: ['legal'], keys: [second], email, password: sandboxPassword });
  await app.at('esf-next').click();
  await logIn(app, second, sandboxPassword);
  await expect(app.at('header-session')).toContainText('ДЮНА ПЛЮС');
});

test('with a key on a token, by a link that opens the app, and logged in by the SOAP services', async ({
  start,
  tokens,
  esf,
}) => {
  test.skip(notBuilt !== false, `the virtual token is not there: ${String(notBuilt)}`);
  const note = 'entrepreneur with VAT, not registered';
  tokens.put(esf.keyOf(note));
  const app = await start({ settings: { language: 'ru', ...esf.settings }, tokens });
  const choice = { token: '00a1', pin };
  await registerAs(app, esf, { ...personal(esf, note, 'entrepreneur'), keys: [choice], opensLink: true });
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
