/** OCSP, lists and time-stamps through the sandbox's services, which run in a process of their own: asked over HTTP, answered, judged. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCertificates } from '../../core/x509/certificate.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { createHttpClient } from '../../services/network/http.ts';
import { rememberingOutages } from '../../services/network/outages.ts';
import { noProxies } from '../../services/network/proxies.ts';
import { systemClock } from '../../services/ports.ts';
import { onlineEvidence } from '../../services/revocation/online.ts';
import { obtainTimestamp } from '../../services/timestamp/obtain-timestamp.ts';
import { root, runNode } from '../run.ts';
import type { Figure } from './main.ts';
import { perSecondInTurn } from './measure.ts';

const cli = join(root, 'cli', 'main.ts');
const families = ['GOST-2015-512', 'RSA'] as const;
type Family = (typeof families)[number];

interface Urls {
  readonly ocsp: string;
  readonly tsa: string;
  readonly lists: readonly string[];
}

/** Starts `tanba sandbox pki`; it says where it listens, then serves until it is ended. */
function serve(folder: string): Promise<{ readonly child: ChildProcess; readonly urls: Urls }> {
  const parameters = [cli, 'sandbox', 'pki', '--data', folder, '--port', '0', '--json'];
  const child = spawn(process.execPath, parameters, {
    stdio: ['ignore', 'pipe', 'inherit'],
    windowsHide: true,
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (text.endsWith('}\n')) resolve({ child, urls: JSON.parse(text) as Urls });
    });
    child.on('exit', code => reject(new Error(`tanba sandbox pki ended with ${code}`)));
  });
}

const http = rememberingOutages(createHttpClient(noProxies), systemClock);

async function figuresOf(family: Family, folder: string, { ocsp, tsa, lists }: Urls): Promise<Figure[]> {
  const certificate = (level: string): Certificate =>
    parseCertificates(readFileSync(join(folder, 'ca', `${level}-${family.toLowerCase()}.pem`)))[0]!;
  const [issuing, rootAnchor] = [certificate('issuing'), anchorFromCertificate(certificate('root'))];
  const about = async (addresses: { readonly ocsp: string[]; readonly crls: string[] }): Promise<void> => {
    // A new source each time: what the last one learnt is not to help.
    const evidence = onlineEvidence({
      http,
      clock: systemClock,
      cacheFolder: null,
      addresses: () => ({ ...addresses, deltaCrls: [] }),
    });
    const { problem } = await evidence.revocationOf(issuing, rootAnchor, systemClock.now());
    if (problem) throw new Error(`${family}: ${problem.code}`);
  };
  const crls = lists.filter(url => url.endsWith(`root-${family.toLowerCase()}.crl`));
  const signature = new Uint8Array(128).fill(7);
  const stamp = () => obtainTimestamp({ http, clock: systemClock, addresses: [tsa], signature, family });
  const rate = async (name: string, step: () => Promise<unknown>): Promise<Figure> => ({
    name: `${name}, ${family}`,
    unit: '1/s',
    value: await perSecondInTurn(step),
  });
  return [
    await rate('OCSP asked and judged', () => about({ ocsp: [ocsp], crls: [] })),
    await rate('CRL fetched and judged', () => about({ ocsp: [], crls })),
    await rate('time-stamp got and checked', stamp),
  ];
}

export async function measureServices(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tanba-bench-pki-'));
  await runNode([cli, 'sandbox', 'keys', '--out', folder, '--seed', 'bench'], { quiet: true });
  const { child, urls } = await serve(folder);
  try {
    const figures: Figure[] = [];
    for (const family of families) figures.push(...(await figuresOf(family, folder, urls)));
    return figures;
  } finally {
    child.removeAllListeners('exit');
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
