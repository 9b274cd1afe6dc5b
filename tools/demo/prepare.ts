/** What the demo stands on: sandbox keys, a few documents, and a profile of the app in which both are known already. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utf8ToBytes } from '../../core/bytes.ts';
import { createServices } from '../../services/index.ts';
import { nodeHostStarter } from '../../services/node-host-starter.ts';
import { systemClock } from '../../services/ports.ts';
import { root, runNode } from '../run.ts';

export interface DemoKey {
  readonly id: string;
  readonly path: string;
  readonly password: string;
}

export interface Demo {
  readonly folder: string;
  readonly userData: string;
  readonly documentFolder: string;
  readonly documents: readonly string[];
  readonly keys: readonly DemoKey[];
}

const texts: Readonly<Record<string, string>> = {
  'Шарт № 17.txt': 'Жеткізу шарты № 17\n\nТараптар осы құжатқа электрондық цифрлық қолтаңбамен қол қояды.\n',
  'Договор поставки № 17.txt':
    'Договор поставки № 17\n\nСтороны подписывают этот документ электронной цифровой подписью.\n',
  'Supply agreement 17.txt': 'Supply agreement No. 17\n\nThe parties sign this document electronically.\n',
};

/** Makes the folder anew; what an earlier demo left there is gone. */
export async function prepareDemo(): Promise<Demo> {
  const folder = join(root, 'out', 'demo');
  rmSync(folder, { recursive: true, force: true });
  const documentFolder = join(folder, 'documents');
  const keyFolder = join(folder, 'keys');
  const userData = join(folder, 'profile');
  mkdirSync(documentFolder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(documentFolder, name), text);
  const made = await runNode(
    [join(root, 'cli', 'main.ts'), 'sandbox', 'keys', '--out', keyFolder, '--seed', 'demo'],
    { quiet: true },
  );
  if (made.status !== 0) throw new Error(`The demo keys could not be made:\n${made.output}`);
  const list = JSON.parse(readFileSync(join(keyFolder, 'keys.json'), 'utf8')) as {
    keys: { id: string; file: string; password: string }[];
  };
  const keys = list.keys.map(({ id, file, password }) => ({ id, path: join(keyFolder, file), password }));
  await prepareProfile(userData, keys, join(keyFolder, 'ca'));
  return {
    folder,
    userData,
    documentFolder,
    documents: Object.keys(texts).map(name => join(documentFolder, name)),
    keys,
  };
}

/** The sandbox's authorities are trusted in this profile only, never by the product. */
async function prepareProfile(
  dataFolder: string,
  keys: readonly DemoKey[],
  authorities: string,
): Promise<void> {
  mkdirSync(dataFolder, { recursive: true });
  const services = await createServices({
    hosts: nodeHostStarter({ entry: join(root, 'native', 'token-host.ts') }),
    clock: systemClock,
    dataFolder,
    systemLanguage: 'ru',
    onFault: (id, cause) => console.error(id, cause),
  });
  await services.settings.set({ trust: [authorities], language: 'ru' });
  // Opened once, so that the list shows whose they are; an accountant's list looks like that after the first day.
  for (const { path, password } of [...keys].reverse())
    await services.keys.unlock({ kind: 'file', path }, utf8ToBytes(password));
  services.close();
}
