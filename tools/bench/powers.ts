/** Powers of attorney: a batch signed with one PIN by a key file in a real token host, sent to the sandbox portal, and found among 20,000. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { PoaQuery } from '../../contract/portal/powers-of-attorney.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { buildPkcs12 } from '../../core/pkcs12/build.ts';
import { hireCrowd } from '../../sandbox/portal/registry/crowd.ts';
import { createServices } from '../../services/index.ts';
import type { PortalServices } from '../../services/portal-services.ts';
import { nodeHostStarter } from '../../services/node-host-starter.ts';
import { noProxies } from '../../services/network/proxies.ts';
import { systemClock } from '../../services/ports.ts';
import bundle from '../../tests/support/bundle.ts';
import {
  accountant,
  company,
  head,
  hire,
  inDays,
  logIn,
  today,
  everything,
} from '../../tests/support/enterprise.ts';
import { bundled } from '../../tests/support/entries.ts';
import { issuedKeyFor, startTestPortal } from '../../tests/support/portal.ts';
import type { Figure } from './main.ts';

const BATCH = 500;
/** Of the seven of a crowd four are at work, with seven powers of attorney each: 20,000. */
const CROWD = { employees: 5_000, powersOfAttorney: 7 };
const password = 'Sandbox1';

function writeKey(folder: string): string {
  const { key, certificateDer } = issuedKeyFor({ person: head, company });
  const path = join(folder, 'company.p12');
  const random = (length: number): Uint8Array => Uint8Array.from(randomBytes(length));
  const parts = {
    privateKeyInfo: key.privateKeyDer,
    certificateDer,
    password: utf8ToBytes(password),
    random,
  };
  writeFileSync(path, buildPkcs12(parts));
  return path;
}

/** The application, with its data in the folder, logged in for the company. */
async function open(folder: string, origin: string) {
  const services = await createServices({
    hosts: nodeHostStarter({ entry: bundled.host, environment: process.env }),
    clock: systemClock,
    dataFolder: join(folder, 'data'),
    systemLanguage: 'ru',
    onFault: (id, error) => console.error(id, error),
    proxies: noProxies,
  });
  await services.settings.set({ portal: 'sandbox', sandboxPortal: origin });
  const store = { kind: 'file', path: writeKey(folder) } as const;
  await services.keys.add([store]);
  const { keys } = await services.keys.unlock(store, utf8ToBytes(password));
  const key = { key: { store, alias: keys[0]!.alias } };
  const portal = await services.portal();
  const { login } = await portal.portals.identify(key);
  await portal.portals.open(login, utf8ToBytes(password), null);
  return { portal, key, close: () => services.close() };
}

const job = { signal: new AbortController().signal, onProgress: () => undefined };

async function seconds(work: () => Promise<readonly unknown[]>): Promise<number> {
  const started = performance.now();
  const { length } = await work();
  if (length !== BATCH) throw new Error(`${length} of ${BATCH} were done`);
  return (performance.now() - started) / 1000;
}

async function measureBatch(
  { powers }: PortalServices,
  key: Parameters<typeof powers.sign>[0],
): Promise<Figure[]> {
  await powers.refresh();
  const wish = { iin: accountant.iin, powers: ['invoice.view' as const], since: today(), until: inDays(90) };
  await powers.prepare(Array.from({ length: BATCH }, () => ({ ...wish, replaces: null })));
  const signed = await seconds(() => powers.sign(key, job));
  const sent = await seconds(() => powers.send(job));
  const least = { unit: 's', atMost: true } as const;
  return [
    { ...least, name: `${BATCH} powers of attorney signed with a .p12, one PIN`, value: signed, bar: 10 },
    { ...least, name: `the same sent, each answered before the next`, value: sent },
  ];
}

const questions: readonly (readonly [name: string, query: Partial<PoaQuery>, bar: number])[] = [
  ['first rows', {}, 300],
  ['filter: in force', { state: 'active' }, 100],
  ['filter: ending within 30 days', { endsWithin: 30, order: 'ending' }, 100],
  ['search by name', { text: 'аралбаев' }, 100],
];

async function measureList({ powers }: PortalServices, total: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, query, bar] of questions) {
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const started = performance.now();
      await powers.find({ ...everything, ...query });
      times.push(performance.now() - started);
    }
    const value = times.toSorted((a, b) => a - b)[2]!;
    figures.push({ name: `of ${total} powers of attorney: ${name}`, unit: 'ms', atMost: true, value, bar });
  }
  return figures;
}

export async function measurePowers(): Promise<Figure[]> {
  await bundle();
  const folder = mkdtempSync(join(tmpdir(), 'tanba-bench-poa-'));
  const database = join(folder, 'portal.sqlite');
  const portal = await startTestPortal({ database, limits: { sessionIdleMinutes: 1e4 } });
  try {
    await hire(portal, await logIn(portal, head, company.bin), accountant);
    const app = await open(folder, portal.origin);
    const batch = await measureBatch(app.portal, app.key);
    hireCrowd(portal.db, new Date(), { tin: company.bin, ...CROWD });
    const { total } = await app.portal.powers.find(everything);
    const list = await measureList(app.portal, total);
    app.close();
    return [...batch, ...list];
  } finally {
    await portal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
