/**
 * Installs what a command needs, and nothing when it is there already. Plain JavaScript that runs on Node 20.19: it is the first file
 * that a fresh clone starts, before the project's own Node 24 has arrived with its npm packages.
 *
 *   node tools/setup.mjs [--browser] [--peers] [--quiet] -- SCRIPT.ts [PARAMETERS]
 *   (npm packages always)  --browser: Chromium, Xvfb, fonts   --peers: programs that the tests compare ours with
 *
 * It goes on with the script itself, on the project's Node: a shell that found another `node` for the first command of a line would take
 * the same one for the second, whatever was installed meanwhile.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { browserPackages, peerPackages } from './setup/packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = join(root, 'node_modules', '.tanba-setup');
const separator = process.argv.indexOf('--');
const options = new Set(process.argv.slice(2, separator));
const [script, ...parameters] = process.argv.slice(separator + 1);

/** @param {string} text */
const say = text => {
  if (!options.has('--quiet')) console.error(text);
};

/**
 * @param {string} program
 * @param {string[]} parameters
 * @param {Record<string, string>} [environment]
 */
function run(program, parameters, environment = {}) {
  const shell = process.platform === 'win32'; // npm is npm.cmd there, which needs a shell
  const result = spawnSync(program, parameters, {
    cwd: root,
    shell,
    // Standard output belongs to the command that set-up serves (`tanba … --json`), so everything goes to standard error.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...environment },
  });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

function lockFingerprint() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** Whether npm's own record of what it installed agrees with the lock file (somebody may have run npm by hand). */
function agreesWithLock() {
  const recordFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(recordFile)) return false;
  const installed = JSON.parse(readFileSync(recordFile, 'utf8')).packages;
  const locked = Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages);
  return locked.every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.devOptional || installed[path]?.version === entry.version,
  );
}

function installPackages() {
  const wanted = lockFingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  if (agreesWithLock()) return writeFileSync(stampFile, wanted);
  say('set-up: npm packages …');
  // The Electron binary is fetched by the start-up of the app where it can be had, never here.
  if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']) !== 0)
    fail('npm ci failed; its messages stand above.');
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(`set-up: ${message}`);
  process.exit(70);
}

/** @param {string} name */
function hasProgram(name) {
  const probe = process.platform === 'win32' ? 'where' : 'which';
  return spawnSync(probe, [name], { stdio: 'ignore' }).status === 0;
}

/** @param {{ apt: string, present: () => boolean, why: string }[]} packages @param {boolean} required */
function installSystemPackages(packages, required) {
  const missing = packages.filter(item => !item.present());
  if (missing.length === 0) return;
  const names = missing.map(item => item.apt);
  const isDebianRoot = hasProgram('apt-get') && process.getuid?.() === 0;
  if (isDebianRoot) {
    say(`set-up: ${names.join(' ')} by apt …`);
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-qq'], quiet);
    if (run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], quiet) === 0) return;
  }
  const list = missing.map(item => `  ${item.apt}: ${item.why}`).join('\n');
  say(
    `set-up: missing${required ? '' : ' (what needs it is left out, and says so)'}; please install:\n${list}`,
  );
}

installPackages();
if (options.has('--browser')) installSystemPackages(browserPackages, true);
if (options.has('--peers')) installSystemPackages(peerPackages, false);
if (script) await goOn(join(root, script));

/** In this process where it is the right Node already, which is every time but the first. @param {string} path */
async function goOn(path) {
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    process.argv.splice(1, process.argv.length, path, ...parameters);
    await import(pathToFileURL(path).href);
    return;
  }
  const ownNode = join(
    root,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const child = spawn(ownNode, [path, ...parameters], { stdio: 'inherit' });
  // Ctrl+C reaches the child by itself; what is sent to this process alone is handed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', code => {
    process.exitCode = code ?? 1;
  });
}
