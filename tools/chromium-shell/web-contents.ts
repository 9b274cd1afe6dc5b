/** webContents: one page in Chromium with its preload, its request rules and its permissions. */
import { readFileSync } from 'node:fs';
import { Emitter } from './emitter.ts';
import { injectedScripts, worldName } from './injected.ts';
import { PreloadPipe } from './ipc.ts';
import { fromBrowser, toBrowser } from './origins.ts';
import { applyPermissions } from './permissions.ts';
import { interceptRequests } from './requests.ts';
import { isDownloadPrevented } from './session.ts';
import { colorSchemeFeature } from './theme.ts';
import type { Preventable, WebContents } from '../../electron/electron.ts';
import type { CdpSession } from './cdp.ts';

interface Events extends Record<string, unknown[]> {
  'will-navigate': [Preventable & { readonly url: string }];
  'will-attach-webview': [Preventable];
  'render-process-gone': [unknown, { readonly reason: string }];
}

export class ShellWebContents implements WebContents {
  readonly #events = new Emitter<Events>();
  readonly #preload: string;
  #openHandler: (() => { action: 'deny' }) | null = null;
  #page: CdpSession | null = null;
  #pipe: PreloadPipe | null = null;
  /** The document that main itself is loading; it does not ask itself whether it may. */
  #loading: string | null = null;

  constructor(preload: string) {
    this.#preload = preload;
  }

  send(channel: string, payload: unknown): void {
    this.#pipe?.sendEvent(channel, payload);
  }

  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.#openHandler = handler;
  }

  on(event: string, listener: unknown): void {
    this.#events.on(event, listener as (...parameters: unknown[]) => void);
  }

  /** Whether a window that the page opens has to go again. */
  isOpeningDenied(): boolean {
    return this.#openHandler?.().action === 'deny';
  }

  get pipe(): PreloadPipe {
    if (!this.#pipe) throw new Error('The window shows no page yet');
    return this.#pipe;
  }

  /** Makes everything ready in a page that shows nothing of ours yet, then loads the URL and waits until it is there. */
  async attach(browser: CdpSession, page: CdpSession, mainFrame: string, url: string): Promise<void> {
    this.#page = page;
    this.#pipe = new PreloadPipe(page, mainFrame);
    page.on('Inspector.targetCrashed', () =>
      this.#events.emit('render-process-gone', {}, { reason: 'crashed' }),
    );
    await page.send('Page.enable');
    await this.#pipe.open();
    await this.#injectScripts(page);
    await interceptRequests(page, { mainFrame, mayNavigate: target => this.#mayNavigate(target) });
    await applyPermissions(browser, new URL(toBrowser(url)).origin);
    if (isDownloadPrevented()) await browser.send('Browser.setDownloadBehavior', { behavior: 'deny' });
    await this.applyTheme();
    await this.load(url);
  }

  async applyTheme(): Promise<void> {
    await this.#page?.send('Emulation.setEmulatedMedia', { features: [colorSchemeFeature()] });
  }

  async #injectScripts(page: CdpSession): Promise<void> {
    const scripts = injectedScripts(readFileSync(this.#preload, 'utf8'), this.isOpeningDenied());
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page });
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.preload, worldName });
  }

  async load(url: string): Promise<void> {
    const page = this.#page;
    if (!page) throw new Error('The window is not open yet');
    this.#loading = url;
    const loaded = new Promise<void>(resolve => {
      page.on('Page.loadEventFired', () => resolve());
    });
    const { errorText } = await page.send('Page.navigate', { url: toBrowser(url) });
    if (errorText) throw new Error(`${errorText} loading '${url}'`);
    await loaded;
  }

  #mayNavigate(browserUrl: string): boolean {
    const url = fromBrowser(browserUrl);
    if (url === this.#loading) {
      this.#loading = null;
      return true;
    }
    let prevented = false;
    this.#events.emit('will-navigate', { url, preventDefault: () => (prevented = true) });
    return !prevented;
  }
}
