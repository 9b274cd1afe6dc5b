/** The programs that are no npm packages: their Debian names, how to see that they are there, and who needs them. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @param {string[]} names @returns {() => boolean} */
const anyProgram = names => () => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  return names.some(name =>
    folders.some(folder => endings.some(ending => existsSync(join(folder, name + ending)))),
  );
};

/** @param {string[]} paths @returns {() => boolean} */
const anyFile = paths => () => paths.some(path => existsSync(path));

/** Debian keeps libraries in a folder named after the architecture. @param {string} relative @returns {() => boolean} */
const inLibraries = relative => () => {
  if (!existsSync('/usr/lib')) return false;
  return readdirSync('/usr/lib').some(folder => existsSync(join('/usr/lib', folder, relative)));
};

const macBrowsers = ['/Applications/Google Chrome.app', '/Applications/Chromium.app'];
const windowsBrowsers = [
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const needsDisplayServer = process.platform === 'linux';

export const browserPackages = [
  {
    apt: 'chromium',
    present: () =>
      anyProgram(['chromium', 'chromium-browser', 'google-chrome'])() ||
      anyFile([...macBrowsers, ...windowsBrowsers])(),
    why: 'the window, where the Electron binary cannot be had',
  },
  {
    apt: 'xvfb',
    present: () => !needsDisplayServer || anyProgram(['Xvfb'])(),
    why: 'a display where there is none',
  },
  {
    apt: 'fonts-noto-core',
    present: () => !needsDisplayServer || anyFile(['/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf'])(),
    why: 'Kazakh letters in the window',
  },
];

export const peerPackages = [
  {
    apt: 'openssl',
    present: anyProgram(['openssl']),
    why: 'a second opinion on RSA signatures and .p12 files',
  },
  {
    apt: 'libengine-gost-openssl',
    present: inLibraries('engines-3/gost.so'),
    why: 'a second opinion on GOST digests and signatures',
  },
  { apt: 'opensc', present: anyProgram(['pkcs11-tool']), why: 'pkcs11-tool drives the virtual token' },
  { apt: 'softhsm2', present: anyProgram(['softhsm2-util']), why: 'a second PKCS#11 module' },
  { apt: 'gcc', present: anyProgram(['gcc']), why: 'builds the virtual token' },
  { apt: 'make', present: anyProgram(['make']), why: 'builds the virtual token' },
  { apt: 'libssl-dev', present: anyFile(['/usr/include/openssl/ec.h']), why: 'builds the virtual token' },
  { apt: 'libxml2-utils', present: anyProgram(['xmllint']), why: 'a second opinion on canonical XML' },
  { apt: 'xmlsec1', present: anyProgram(['xmlsec1']), why: 'a second opinion on XML signatures' },
];
