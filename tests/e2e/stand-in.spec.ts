/** What only the Chromium stand-in has: the chooser that a person gets there in place of Electron's dialogs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { call } from './probe/client.ts';

test('a person chooses files in Chromium’s own chooser, and their paths arrive', async ({
  probe,
  folder,
}) => {
  test.skip(probe.shell === 'electron', 'Electron shows the system’s dialog, which no test can press');
  const paths = [join(folder, 'бір.txt'), join(folder, 'екі.txt')];
  for (const path of paths) writeFileSync(path, 'content');
  const chooser = probe.page.waitForEvent('filechooser');
  const answer = call(probe.page, 'probe.openFile');
  await (await chooser).setFiles(paths);
  expect(await answer).toEqual({ ok: true, value: paths });
});

test('a person chooses a folder, and its path arrives', async ({ probe, folder }) => {
  test.skip(probe.shell === 'electron', 'Electron shows the system’s dialog, which no test can press');
  const chosen = join(folder, 'Қолтаңбалар');
  mkdirSync(join(chosen, 'inner'), { recursive: true });
  writeFileSync(join(chosen, 'inner', 'a.txt'), 'content');
  const chooser = probe.page.waitForEvent('filechooser');
  const answer = call(probe.page, 'probe.openFolder');
  await (await chooser).setFiles(chosen);
  expect(await answer).toEqual({ ok: true, value: [chosen] });
});
