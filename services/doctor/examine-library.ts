/** One library: its headers are read, then a host of its own loads it, so that a crash or a hang is an answer. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { ExaminedLibrary, Finding } from '../../contract/doctor.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorCode } from '../../contract/errors/index.ts';
import type { HostCommandName, HostResponse } from '../../contract/token-host.ts';
import { readLibraryFile } from '../../core/tokens/library-file.ts';
import type { LibraryFile } from '../../core/tokens/library-file.ts';
import type { LibrarySystem } from '../../core/tokens/vendors.ts';
import { createTokenHost } from '../keys/supervisor.ts';
import type { Clock, HostStarter } from '../ports.ts';
import { missingImport } from './missing-imports.ts';

export interface ExamineOptions {
  readonly starter: HostStarter;
  readonly clock: Clock;
  readonly system: LibrarySystem;
  /** As process.arch names it. */
  readonly architecture: string;
  readonly deadlines?: Partial<Record<HostCommandName, number>> | undefined;
}

/** Longer than for people who wait to sign: a slow computer is not to be taken for a driver that hangs. */
const patience: Partial<Record<HostCommandName, number>> = { hello: 60_000, tokens: 15_000 };

const formats = { linux: 'elf', win32: 'pe', darwin: 'mach-o' } as const;

/** What the host's answer means; everything else is an answer of the driver itself. */
const meanings: Partial<Record<ErrorCode, Finding>> = {
  'token.library-missing': 'not-installed',
  'token.library-load': 'does-not-load',
  'token.library-dependency': 'dependency-missing',
  'token.library-alien': 'not-pkcs11',
  'host.crashed': 'crashes',
  'host.protocol': 'crashes',
  'host.timeout': 'hangs',
};

const nothing = { architectures: [], missing: null, error: null, info: null, slots: 0, tokens: [] };

export async function examineLibrary(path: string, options: ExamineOptions): Promise<ExaminedLibrary> {
  const { system, architecture } = options;
  if (!existsSync(path)) return { ...nothing, path, finding: 'not-installed' };
  const file = headersOf(path);
  if (file === undefined) return { ...nothing, path, finding: 'does-not-load' };
  if (file?.format !== formats[system.platform]) return { ...nothing, path, finding: 'not-a-library' };
  const { architectures } = file;
  const headed = { ...nothing, path, architectures: [...architectures] };
  if (!architectures.includes(architecture)) return { ...headed, finding: 'wrong-architecture' };
  try {
    const answer = await load(path, options);
    return { ...headed, ...described(answer) };
  } catch (error) {
    if (!(error instanceof TanbaError)) throw error;
    return { ...headed, ...refused(error, path, file, system) };
  }
}

/** Undefined where it cannot be read. */
function headersOf(path: string): LibraryFile | null | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    return readLibraryFile((offset, length) => {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
    });
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}

async function load(
  path: string,
  { starter, clock, deadlines }: ExamineOptions,
): Promise<HostResponse<'tokens'>> {
  const host = createTokenHost({
    spec: { provider: 'pkcs11', library: path },
    starter,
    clock,
    deadlines: { ...patience, ...deadlines },
  });
  try {
    return await host.call('tokens', {});
  } finally {
    host.stop();
  }
}

function described({
  library,
  slots,
  tokens,
}: HostResponse<'tokens'>): Pick<ExaminedLibrary, 'finding' | 'info' | 'slots' | 'tokens'> {
  const certificates = tokens.reduce((sum, token) => sum + token.certificates.length, 0);
  return {
    finding: tokens.length === 0 ? 'no-token' : certificates === 0 ? 'no-certificate' : 'works',
    info: library,
    slots,
    tokens: tokens.map(
      ({ label, serial, model, manufacturer, initialised, locked, finalTry, certificates }) => ({
        ...{ label, serial, model, manufacturer, initialised, locked, finalTry },
        certificates: certificates.length,
      }),
    ),
  };
}

function refused(
  error: TanbaError,
  path: string,
  { imports, architectures }: LibraryFile,
  system: LibrarySystem,
): Pick<ExaminedLibrary, 'finding' | 'missing' | 'error'> {
  const finding = meanings[error.code];
  if (finding === 'dependency-missing') {
    return { finding, missing: String(error.params['library']), error: null };
  }
  if (finding === 'does-not-load' && system.platform === 'win32') {
    const missing = missingImport(path, imports, windowsFolders(system, architectures.includes('ia32')));
    if (missing !== null) return { finding: 'dependency-missing', missing, error: null };
  }
  return { finding: finding ?? 'fails', missing: null, error: finding === undefined ? error.toData() : null };
}

function windowsFolders({ environment, systemBits }: LibrarySystem, narrow: boolean) {
  const systemRoot = environment['SystemRoot'] ?? 'C:\\Windows';
  return { systemRoot, system: `${systemRoot}\\${narrow && systemBits === 64 ? 'SysWOW64' : 'System32'}` };
}
