/** Whether the system's service for smart cards is there: without it drivers load, and see no token. */
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { win32 } from 'node:path';
import type { CardService } from '../../contract/doctor.ts';
import type { Platform } from '../../contract/vendors.ts';
import { runProgram } from '../run-program.ts';
import type { ProgramResult } from '../run-program.ts';

export interface CardServicePorts {
  readonly platform: Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly run: (program: string, parameters: readonly string[]) => Promise<ProgramResult>;
  readonly exists: (path: string) => boolean;
  /** Whether somebody listens at a socket of the file system. */
  readonly listens: (path: string) => Promise<boolean>;
}

/** Where pcsc-lite listens; with systemd it is started by the first caller. */
const SOCKETS = ['/run/pcscd/pcscd.comm', '/var/run/pcscd/pcscd.comm'];
const DAEMONS = ['/usr/sbin/pcscd', '/usr/bin/pcscd', '/usr/local/sbin/pcscd', '/sbin/pcscd'];

/** ERROR_SERVICE_DOES_NOT_EXIST. */
const NO_SUCH_SERVICE = 1060;

const checks: Readonly<Record<Platform, (ports: CardServicePorts) => Promise<CardService>>> = {
  async linux({ exists, listens }) {
    for (const socket of SOCKETS) if (await listens(socket)) return 'running';
    return DAEMONS.some(exists) ? 'stopped' : 'not-installed';
  },
  async win32({ environment, run }) {
    const program = win32.join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', 'sc.exe');
    const { status, output } = await run(program, ['query', 'SCardSvr']);
    if (status === NO_SUCH_SERVICE) return 'not-installed';
    // The words are in the language of Windows; the number of the state is not: the second of TYPE, STATE, …
    const state = [...output.matchAll(/:\s+(\d+)\s+[A-Z_]+/g)][1]?.[1];
    if (status !== 0 || state === undefined) return 'unknown';
    return state === '4' ? 'running' : 'stopped';
  },
  darwin: () => Promise.resolve('built-in'),
};

const realPorts: Pick<CardServicePorts, 'run' | 'exists' | 'listens'> = {
  run: runProgram,
  exists: existsSync,
  listens: path =>
    new Promise(resolve => {
      const socket = connect(path);
      const done = (answer: boolean) => (): void => {
        socket.destroy();
        resolve(answer);
      };
      socket.once('connect', done(true));
      socket.once('error', done(false));
      socket.setTimeout(1_000, done(false));
    }),
};

export function checkCardService(
  ports: Pick<CardServicePorts, 'platform' | 'environment'> & Partial<CardServicePorts>,
): Promise<CardService> {
  return checks[ports.platform]({ ...realPorts, ...ports });
}
