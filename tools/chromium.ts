/** The one place that knows where Chromium is on a machine and with which flags the tools start it. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const programNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const fixedPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Path of the browser, or null. TANBA_CHROMIUM names one that is somewhere else. */
export function findChromium(): string | null {
  const named = process.env.TANBA_CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '');
  const onPath = programNames.flatMap(name => folders.map(folder => join(folder, name)));
  return [...onPath, ...(fixedPlaces[process.platform] ?? [])].find(path => existsSync(path)) ?? null;
}

/** A quiet, fresh browser that asks nobody anything: no first-run pages, no updates, no sync, no background traffic. */
export function chromiumFlags(profile: string): string[] {
  const asRoot = process.getuid?.() === 0;
  return [
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication',
    '--password-store=basic',
    '--use-mock-keychain',
    // Without a graphics card it would emulate one, which costs a fifth more than to draw without.
    ...(process.platform === 'linux' && !existsSync('/dev/dri') ? ['--disable-gpu'] : []),
    // Chromium's own sandbox refuses to run as root, which is what containers run as.
    ...(asRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}
