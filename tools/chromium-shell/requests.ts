/** Every request of the page passes here: navigation rules, webRequest, then the handler of its scheme, in Electron's order. */
import { fromBrowser } from './origins.ts';
import { isRequestCancelled, protocolHandlerFor } from './session.ts';
import type Protocol from 'devtools-protocol';
import type { CdpSession } from './cdp.ts';

type Paused = Protocol.Fetch.RequestPausedEvent;

export interface NavigationRules {
  readonly mainFrame: string;
  /** Whether the page may go there; asked for every document of the main frame that main itself did not load. */
  mayNavigate(url: string): boolean;
}

export async function interceptRequests(page: CdpSession, rules: NavigationRules): Promise<void> {
  page.on('Fetch.requestPaused', paused => {
    // The page may be gone by the time that its answer is ready.
    void handle(page, paused, rules).catch(() => undefined);
  });
  await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

async function handle(page: CdpSession, paused: Paused, rules: NavigationRules): Promise<void> {
  const { requestId } = paused;
  const url = fromBrowser(paused.request.url);
  const navigates = paused.resourceType === 'Document' && paused.frameId === rules.mainFrame;
  if (navigates && !rules.mayNavigate(url)) {
    await page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
  } else if (isRequestCancelled(url)) {
    await page.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  } else {
    await answerFromHandler(page, paused, url);
  }
}

async function answerFromHandler(page: CdpSession, paused: Paused, url: string): Promise<void> {
  const { requestId } = paused;
  const handler = protocolHandlerFor(url);
  if (!handler) {
    await page.send('Fetch.continueRequest', { requestId });
    return;
  }
  const { method, headers } = paused.request;
  const response = await handler(new Request(url, { method, headers })).catch(() => null);
  if (response === null) {
    await page.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    return;
  }
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
  await page.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders,
    body,
  });
}
