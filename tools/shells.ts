/** The shells that the built app can be opened on: Electron, or where its binary cannot be had the Chromium stand-in. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChromium } from './chromium.ts';
import { electronInstaller, electronVersion, findElectron } from './electron-binary.ts';
import { root, runNode } from './run.ts';

export interface ShellChoice {
  readonly name: 'electron' | 'chromium';
  /** One line for the person: on what the window opens, and why. */
  readonly says: string;
  readonly program: string;
  /** What comes before the app's own arguments. */
  readonly parameters: readonly string[];
}

const entry = join(root, 'out', 'main', 'main.js');
export const standInLauncher = join(root, 'tools', 'chromium-shell', 'launch.ts');
/** Remembers that Electron's binary could not be downloaded, so that not every start waits for it. */
const failureNote = join(root, 'out', 'cache', 'electron-download-failed');

/** Never downloads anything. */
export function chooseShell(): ShellChoice {
  const electron = findElectron();
  if (electron !== null) {
    const says = `Opening on Electron ${electronVersion()}.`;
    // Electron's sandbox, like Chromium's, refuses to run as root.
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return { name: 'electron', says, program: electron, parameters: [...asRoot, entry] };
  }
  const chromium = findChromium();
  if (chromium === null)
    throw new Error(
      'Neither Electron nor Chromium is here. Try `npx install-electron`, or install Chromium or Chrome.',
    );
  const says = `Opening on the Chromium stand-in (${chromium}): Electron's binary is not here.`;
  return { name: 'chromium', says, program: process.execPath, parameters: [standInLauncher, entry] };
}

/** Gets Electron's binary where it can be had; tried once per version, since an unreachable server may take minutes to fail. */
export async function tryToGetElectron(): Promise<void> {
  if (findElectron() !== null || failedBefore()) return;
  console.log(`Getting Electron ${electronVersion()}; where that fails, Chromium will do.`);
  const { status } = await runNode([electronInstaller], { quiet: true });
  if (status === 0) return;
  mkdirSync(dirname(failureNote), { recursive: true });
  writeFileSync(failureNote, electronVersion());
  console.log('It could not be had. `npx install-electron` tries again.');
}

function failedBefore(): boolean {
  return existsSync(failureNote) && readFileSync(failureNote, 'utf8') === electronVersion();
}
