/** Builds the virtual token where that is possible, for tests and demonstrations that want to load it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));

/** The built library, or why it cannot be built here, in words for the person. */
export type BuiltToken = { readonly library: string } | { readonly missing: string };

function hasProgram(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** Several test processes may build at once; the second one waits, then finds nothing to do. */
function make(): { status: number | null; output: string } {
  mkdirSync(join(folder, 'build'), { recursive: true });
  const lock = join(folder, 'build', 'make.lock');
  const result = spawnSync('flock', [lock, 'make', '-C', folder], { encoding: 'utf8' });
  return { status: result.status, output: `${result.stdout}${result.stderr}` };
}

/** Runs make if anything changed. Throws with the compiler's messages if the sources do not compile. */
export function buildVirtualToken(): BuiltToken {
  if (process.platform !== 'linux') return { missing: 'the virtual token is built on Linux only' };
  const absent = ['make', 'gcc', 'flock'].filter(name => !hasProgram(name));
  if (absent.length > 0) return { missing: `not installed: ${absent.join(', ')}` };
  if (!existsSync('/usr/include/openssl/ec.h')) return { missing: 'not installed: libssl-dev' };
  const { status, output } = make();
  if (status !== 0) throw new Error(`make -C native/virtual-token failed:\n${output}`);
  return { library: join(folder, 'build', 'libtanba-virtual-token.so') };
}
