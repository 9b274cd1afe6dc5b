/** What the program adds to a token's own time: each signature over the bare C_Sign of the same library, and a batch with one PIN. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildVirtualToken } from '../../native/virtual-token/build-token.ts';
import { readCallLog, setFaults, startCallLog } from '../../native/virtual-token/token-folder.ts';
import { library, pin } from '../../native/virtual-token/test-token.ts';
import bundle from '../../tests/support/bundle.ts';
import { createTokenSession } from '../../tests/tokens/token-session.ts';
import type { TokenSession } from '../../tests/tokens/token-session.ts';
import { root } from '../run.ts';
import type { Figure } from './main.ts';

/** How slow the slow token is, in milliseconds: about what hardware takes for RSA-2048. */
const TOKEN_MS = 100;
const BATCH = 100;

function compile(): string {
  const folder = join(root, 'out', 'bench');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'pkcs11_bench');
  const source = join(root, 'tools', 'bench', 'peers', 'pkcs11_bench.c');
  const headers = join(root, 'native', 'virtual-token', 'src');
  execFileSync('gcc', ['-O2', `-I${headers}`, '-o', program, source, '-ldl']);
  return program;
}

function bare(program: string, dir: string, rounds: number): number {
  const env = { ...process.env, TANBA_VIRTUAL_TOKEN: dir };
  const output = execFileSync(program, [library, pin, String(rounds)], { env, encoding: 'utf8' });
  return Number(output.trim().split(' ')[1]);
}

async function must(work: Promise<string | null>): Promise<void> {
  const code = await work;
  if (code !== null) throw new Error(`the token failed: ${code}`);
}

async function ours(session: TokenSession, rounds: number): Promise<number> {
  const started = performance.now();
  for (let index = 0; index < rounds; index += 1) await must(session.signDigest());
  return (performance.now() - started) / rounds;
}

async function measure(program: string, session: TokenSession): Promise<Figure[]> {
  const { dir } = session.token;
  await must(session.open());
  // The code of the host and of this side is compiled by the JIT first.
  await ours(session, 200);
  const fast = { bare: bare(program, dir, 500), ours: await ours(session, 500) };
  setFaults(dir, `C_Sign slow ${TOKEN_MS}`);
  const slow = { bare: bare(program, dir, 30), ours: await ours(session, 30) };
  startCallLog(dir);
  const started = performance.now();
  await must(session.sign(BATCH));
  const batch = (performance.now() - started) / 1000;
  const logins = readCallLog(dir).filter(({ call }) => call === 'C_Login').length;
  const least = { unit: 'ms', atMost: true } as const;
  return [
    { ...least, name: 'bare C_Sign of the virtual token, RSA-2048', value: fast.bare },
    { ...least, name: 'added to it by host, messages, verification', value: fast.ours - fast.bare },
    { ...least, name: `bare C_Sign of a token of ${TOKEN_MS} ms`, value: slow.bare },
    { ...least, name: 'added to it', value: slow.ours - slow.bare, bar: 5 },
    {
      name: `${BATCH} documents on that token: time over its own`,
      unit: '×',
      value: batch / ((BATCH * slow.bare) / 1000),
      bar: 1.05,
      atMost: true,
    },
    {
      name: 'logins during the batch, the PIN entered before',
      unit: '',
      value: logins,
      bar: 0,
      atMost: true,
    },
  ];
}

/** None where the virtual token cannot be built. */
export async function measureTokens(): Promise<Figure[]> {
  const built = buildVirtualToken();
  if ('missing' in built) {
    console.log(`tokens: left out; ${built.missing}`);
    return [];
  }
  await bundle();
  const session = createTokenSession();
  try {
    return await measure(compile(), session);
  } finally {
    session.remove();
  }
}
