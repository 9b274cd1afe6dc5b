/** Everything is reached without a mouse: the whole way of a signature, the screens, help, and back. */
import { existsSync } from 'node:fs';
import { expect, test } from './fixtures.ts';

test('signs by keyboard alone', async ({ open, keys, document }) => {
  const app = await open();
  const { page } = app;
  const key = keys.key('individual');
  const contract = document('a.txt');
  await expect(app.at('sign-drop')).toBeVisible();

  await app.driver.answerDialog([contract]);
  await page.keyboard.press('Control+o');
  await expect(app.at('sign-file-row')).toHaveCount(1);
  await page.keyboard.press('Control+Enter');
  await expect(app.at('picker')).toBeVisible();
  await app.driver.answerDialog([key.path]);
  await page.keyboard.press('Control+o');
  await expect(app.at('pin-input')).toBeFocused();
  await page.keyboard.type(key.password);
  await page.keyboard.press('Enter');
  await expect(app.resultRows('signed')).toHaveCount(1);
  expect(existsSync(`${contract}.cms`)).toBe(true);

  // The result has the focus, so that a screen reader says it and Enter goes on.
  await expect(app.at('sign-result')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(app.at('sign-drop')).toBeVisible();
});

test('screens, help and settings have their keys', async ({ open }) => {
  const app = await open();
  const { page } = app;
  await expect(app.at('sign-drop')).toBeVisible();
  for (const [keysPressed, screen] of [
    ['Control+2', 'verify'],
    ['Control+3', 'keys'],
    ['Control+,', 'settings'],
    ['Control+1', 'sign'],
  ] as const) {
    await page.keyboard.press(keysPressed);
    await expect(app.at(`nav-${screen}`)).toHaveAttribute('aria-current', 'page');
  }
  await page.keyboard.press('F1');
  await expect(app.at('help-panel')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(app.at('help-panel')).toHaveCount(0);
});

test('Tab reaches every control of a screen, each with a visible focus and a name', async ({
  open,
  keys,
}) => {
  const app = await open();
  await app.addKeys([keys.key('individual')]);
  for (const screen of ['sign', 'verify', 'keys', 'settings'] as const) {
    await app.goTo(screen);
    await app.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const expected = await app.page.evaluate(reachable);
    const visited = new Set<string>();
    for (let press = 0; press < expected.length * 2 + 5; press++) {
      await app.page.keyboard.press('Tab');
      const focus = await app.page.evaluate(describeFocus);
      if (focus === null) continue;
      expect(focus.name, `a name for ${focus.id}`).not.toBe('');
      expect(focus.visible, `visible focus on ${focus.id} “${focus.name}”`).toBe(true);
      visited.add(focus.id);
    }
    expect(
      expected.filter(id => !visited.has(id)),
      `not reached on ${screen}`,
    ).toEqual([]);
  }
});

test('a dialog keeps the focus, and gives it back when it closes', async ({ open, keys }) => {
  const app = await open();
  const key = keys.key('individual');
  await app.addKeys([key]);
  const opener = app.storeCard(key).getByTestId('store-unlock');
  await opener.focus();
  await app.page.keyboard.press('Enter');
  await expect(app.at('pin-input')).toBeFocused();
  for (let press = 0; press < 12; press++) {
    await app.page.keyboard.press('Tab');
    expect(await app.page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(
      true,
    );
  }
  await app.page.keyboard.press('Escape');
  await expect(app.at('pin-input')).toHaveCount(0);
  await expect(opener).toBeFocused();
});

/** Runs in the page: marks and lists what a person should be able to reach by Tab; of radios in a group only one. */
function reachable(): string[] {
  const selector = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const groups = new Set<string>();
  return [...document.querySelectorAll<HTMLElement>(selector)].flatMap((element, index) => {
    const shown = element.checkVisibility({ visibilityProperty: true });
    const disabled = element.matches(':disabled, [tabindex="-1"], [aria-hidden="true"] *, [inert] *');
    if (!shown || disabled) return [];
    const group = element instanceof HTMLInputElement && element.type === 'radio' ? element.name : '';
    element.dataset.reach = group ? `radios ${group}` : `${element.tagName} ${index}`;
    if (group && groups.has(group)) return [];
    groups.add(group);
    return [element.dataset.reach];
  });
}

/** Runs in the page: what has the focus, whether it shows it, and what a screen reader calls it. */
function describeFocus(): { id: string; name: string; visible: boolean } | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
  const label = labels.map(each => each.textContent).join(' ');
  const name = element.getAttribute('aria-label') ?? (label || element.textContent || element.title);
  // The ring may be drawn by the control's own frame.
  const drawn = [element, element.parentElement, element.nextElementSibling].some(candidate => {
    if (!candidate) return false;
    const style = getComputedStyle(candidate);
    return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
  });
  return { id: element.dataset.reach ?? element.tagName, name: (name ?? '').trim(), visible: drawn };
}
