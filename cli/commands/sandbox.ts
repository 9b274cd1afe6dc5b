/** tanba sandbox [--data DIR] [--port PORT] [--trust test] [--employees N]: the portal with its authorities, until Ctrl+C */
import { access, mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import testAnchors from '../../resources/trust/test.json' with { type: 'json' };
import { TanbaError } from '../../contract/errors/index.ts';
import { portalConnections } from '../../contract/portal/profiles.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import type { Authority } from '../../sandbox/ca/authorities.ts';
import { issueSandboxKeys } from '../../sandbox/ca/issue-keys.ts';
import type { SandboxFile } from '../../sandbox/ca/issue-keys.ts';
import { sandboxPassword } from '../../sandbox/ca/password.ts';
import { startSandboxPki } from '../../sandbox/pki/server.ts';
import type { SandboxPki } from '../../sandbox/pki/server.ts';
import { restorePki } from '../../sandbox/pki/restore.ts';
import { defaultPkiPort } from '../../sandbox/pki/urls.ts';
import { ownEvidence } from '../../sandbox/portal/own-evidence.ts';
import { startPortal } from '../../sandbox/portal/portal.ts';
import { hireCrowd } from '../../sandbox/portal/registry/crowd.ts';
import { entityFor } from '../../sandbox/portal/registry/taxpayers.ts';
import { taxpayerKeyFiles } from '../../sandbox/portal/taxpayer-keys.ts';
import { writeFileAtomic } from '../../services/files/atomic-write.ts';
import { systemCode, writingError } from '../../services/files/system-errors.ts';
import { anchorsFromJson } from '../../services/trust/built-in.ts';
import { usageError } from '../arguments.ts';
import type { Command } from '../context.ts';
import type { CliWords } from '../words/words.ts';

const DEFAULT_FOLDER = 'tanba-sandbox';
const MOST_EMPLOYEES = 20_000;
const DEFAULT_PORT = Number(new URL(portalConnections.sandbox.url).port);

export const command: Command = {
  options: ['data', 'port', 'trust', 'employees'],
  async run({ arguments: args, positionals, words, interrupts: { signal } }) {
    const [tooMany] = positionals;
    if (tooMany !== undefined) throw usageError(words.usage.argumentsTooMany(tooMany));
    const [trust] = args.values('trust');
    if (trust !== undefined && trust !== 'test')
      throw usageError(words.usage.valueUnknown('--trust', trust, 'test'));
    const port = Number(args.value('port') ?? DEFAULT_PORT);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw usageError(words.usage.notAPort(args.value('port') ?? ''));
    }
    const employees = employeesWanted(args.value('employees'), words);
    const folder = resolve(args.value('data') ?? DEFAULT_FOLDER);
    const authorities = await readyFolder(folder);
    // A port of its own choosing for the portal means that several run side by side.
    const pki = await orPortTaken(defaultPkiPort, () =>
      startSandboxPki({ port: args.has('port') ? 0 : defaultPkiPort, authorities }),
    );
    const portal = await startOrEnd(pki, port, folder, authorities, trust === 'test');
    const { bin: tin } = entityFor('first of two');
    if (employees > 0) hireCrowd(portal.db, new Date(), { tin, employees, powersOfAttorney: 1 });
    const [mailbox, admin] = [`${portal.origin}/mailbox`, `${portal.origin}/admin`];
    return {
      text: `${words.sandboxRuns({ portal: portal.origin, mailbox, admin, folder, password: sandboxPassword })}\n`,
      json: { portal: portal.origin, mailbox, admin, folder, password: sandboxPassword, pki: pki.urls.base },
      errors: [],
      until: aborted(signal).then(async () => {
        await portal.close();
        await pki.close();
      }),
    };
  },
};

/** How many there are to be, of one enterprise. */
function employeesWanted(text: string | null, words: CliWords): number {
  const count = Number(text ?? 0);
  if (Number.isInteger(count) && count >= 0 && count <= MOST_EMPLOYEES) return count;
  throw usageError(words.usage.valueUnknown('--employees', text ?? '', `0…${MOST_EMPLOYEES}`));
}

/** The authorities of the folder; at the first start they are made, with keys for everybody in the registry. */
async function readyFolder(folder: string): Promise<readonly Authority[]> {
  const read = (path: string): Promise<string> => readFile(join(folder, ...path.split('/')), 'utf8');
  const marker = join(folder, 'keys.json');
  if (!(await exists(marker))) {
    const now = new Date();
    const services = `http://127.0.0.1:${defaultPkiPort}`;
    const { files } = issueSandboxKeys({ seed: null, now, services });
    // The marker comes last: a start that was interrupted is begun anew.
    const [last, ...others] = [...files].sort(
      (a, b) => Number(b.path === 'keys.json') - Number(a.path === 'keys.json'),
    );
    for (const file of others) await write(folder, file);
    const { authorities } = await restorePki(read);
    const issuing = authorities.find(({ id }) => id === 'issuing-gost-2015-512');
    if (issuing !== undefined) for (const file of taxpayerKeyFiles(issuing, now)) await write(folder, file);
    if (last !== undefined) await write(folder, last);
    return authorities;
  }
  return (await restorePki(read)).authorities;
}

async function startOrEnd(
  pki: SandboxPki,
  port: number,
  folder: string,
  authorities: readonly Authority[],
  trustTest: boolean,
) {
  const now = () => new Date();
  const certificates = authorities.map(({ certificateDer }) => parseCertificate(certificateDer));
  const own = certificates.map(certificate => anchorFromCertificate(certificate));
  try {
    return await orPortTaken(port, () =>
      startPortal(
        {
          database: join(folder, 'portal.sqlite'),
          anchors: trustTest ? [...own, ...anchorsFromJson(testAnchors)] : own,
          intermediates: certificates,
          // Of НУЦ's test authority this machine has no lists: with it nobody is asked.
          evidence: trustTest ? null : ownEvidence(authorities, pki, now),
          keyPolicy: 'current',
          now,
          onFault: error =>
            process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`),
        },
        port,
      ),
    );
  } catch (error) {
    await pki.close();
    throw error;
  }
}

async function orPortTaken<T>(port: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (systemCode(error) === 'EADDRINUSE')
      throw new TanbaError('network.port-taken', { port }, { cause: error });
    throw error;
  }
}

async function write(folder: string, { path, content, secret }: SandboxFile): Promise<void> {
  const target = join(folder, ...path.split('/'));
  try {
    await mkdir(dirname(target), { recursive: true });
  } catch (error) {
    throw writingError(target, error);
  }
  await writeFileAtomic(target, content, { overwrite: true, inputs: [], ...(secret && { mode: 0o600 }) });
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(done => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}
