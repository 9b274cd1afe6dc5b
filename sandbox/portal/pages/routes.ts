/** The pages of the sandbox and what their buttons do. */
import type { IncomingMessage } from 'node:http';
import { openApiDocument } from '../../../contract/portal/openapi.ts';
import type { PortalContext, PortalHandlers } from '../context.ts';
import { faultSchema } from '../faults.ts';
import type { Faults } from '../faults.ts';
import { json, readBody } from '../http/exchange.ts';
import type { Answer } from '../http/exchange.ts';
import type { OtherRoute } from '../http/server.ts';
import { refusal } from '../refuse.ts';
import { refreshRegistry, resetDatabase } from '../registry/seed.ts';
import { adminPage } from './admin.ts';
import { languageOf, style } from './html.ts';
import { followLink, linkPage } from './link.ts';
import { mailboxPage } from './mailbox.ts';

export function pageRoutes(context: PortalContext, handlers: PortalHandlers, faults: Faults): OtherRoute {
  return async (request, url) => {
    const language = languageOf(url, request.headers['accept-language']);
    const kind = /^\/link\/(registration|email)$/.exec(url.pathname)?.[1] as
      'registration' | 'email' | undefined;
    if (request.method === 'GET') {
      if (kind !== undefined) return linkPage(kind, url.searchParams.get('link') ?? '', language);
      const pages: Readonly<Record<string, () => Answer>> = {
        '/': () => mailboxPage(context, language),
        '/mailbox': () => mailboxPage(context, language),
        '/admin': () => adminPage(context, faults, language),
        '/openapi.json': () => json(200, openApiDocument()),
        '/style.css': () => ({ status: 200, type: 'text/css; charset=utf-8', body: style }),
      };
      return pages[url.pathname]?.() ?? null;
    }
    if (request.method !== 'POST') return null;
    if (kind === undefined && !url.pathname.startsWith('/admin/')) return null;
    assertOwnPage(request, context.origin());
    const form = new URLSearchParams(await readBody(request));
    if (kind !== undefined) return followLink(context, handlers, kind, form.get('link') ?? '', language);
    await administer(context, faults, url.pathname, form);
    return adminPage(context, faults, language);
  };
}

/** A form on somebody else's page must not press these buttons; programs without a browser name no origin. */
function assertOwnPage(request: IncomingMessage, origin: string): void {
  const { origin: sender } = request.headers;
  const site = request.headers['sec-fetch-site'] ?? 'same-origin';
  const local =
    sender === undefined || new Set([origin, origin.replace('127.0.0.1', 'localhost')]).has(sender);
  if (!local || site !== 'same-origin') throw refusal('portal.not-allowed', {});
}

async function administer(
  context: PortalContext,
  faults: Faults,
  path: string,
  form: URLSearchParams,
): Promise<void> {
  if (path === '/admin/reset') return resetDatabase(context.db, context.options.now(), context.passwordCost);
  if (path === '/admin/clear-faults') return faults.set([]);
  if (path === '/admin/refresh') return refreshRegistry(context.db);
  if (path !== '/admin/fault') throw refusal('portal.not-allowed', {});
  const parsed = faultSchema.safeParse({
    kind: form.get('kind'),
    operation: form.get('operation'),
    count: Number(form.get('count') ?? 1),
    milliseconds: Number(form.get('milliseconds') ?? 3000),
  });
  if (!parsed.success) throw refusal('portal.bad-request', { field: 'fault' });
  faults.set([...faults.list(), parsed.data]);
}
