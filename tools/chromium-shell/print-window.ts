/**
 * A hidden window that is only printed: Chromium prints to PDF by itself where it has no screen, so each page gets a browser of its own
 * for a moment.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromiumFlags, findChromium } from '../chromium.ts';
import type { PrintWindow } from '../../electron/electron.ts';

const run = promisify(execFile);
const timeoutMs = 60_000;

export class HeadlessPage implements PrintWindow {
  #html = '';

  readonly webContents = { printToPDF: (): Promise<Uint8Array> => this.#print() };

  loadURL(url: string): Promise<void> {
    this.#html = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').toString('utf8');
    return Promise.resolve();
  }

  destroy(): void {
    this.#html = '';
  }

  async #print(): Promise<Uint8Array> {
    const program = findChromium();
    if (program === null) throw new Error('No Chromium was found; see tools/chromium.ts');
    const folder = mkdtempSync(join(tmpdir(), 'tanba-print-'));
    const [page, pdf] = [join(folder, 'page.html'), join(folder, 'page.pdf')];
    try {
      writeFileSync(page, this.#html);
      const flags = [...chromiumFlags(join(folder, 'profile')), '--headless', '--disable-gpu'];
      await run(program, [...flags, '--no-pdf-header-footer', `--print-to-pdf=${pdf}`, page], {
        timeout: timeoutMs,
      });
      return new Uint8Array(readFileSync(pdf));
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    }
  }
}
