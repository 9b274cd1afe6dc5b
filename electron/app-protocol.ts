/** app://tanba/… serves the built renderer from its folder and nothing else, with the security headers on every answer. */
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { appOrigin, appScheme, securityHeaders } from './security.ts';
import type { Protocol } from './electron.ts';

/** What a build of the renderer consists of; a file of another type is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface AppSource {
  /** Folder of the built renderer. */
  readonly folder: string;
  /** `http://localhost:PORT` of Vite while developing, else null. */
  readonly devServer: string | null;
}

/** Must run before the app is ready: Electron fixes the privileges of schemes then. */
export function registerAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function serveApp(protocol: Protocol, source: AppSource): void {
  protocol.handle(appScheme, request => answer(request, source));
}

/** The answer to one request; exported for its tests. */
export async function answer(request: Request, source: AppSource): Promise<Response> {
  const headers = securityHeaders(source.devServer);
  if (request.method !== 'GET') return new Response(null, { status: 405, headers });
  const url = new URL(request.url);
  if (`${url.protocol}//${url.host}` !== appOrigin) return new Response(null, { status: 404, headers });
  if (source.devServer !== null) return answerFromDevServer(source.devServer, url, headers);
  const path = filePath(url.pathname, source.folder);
  if (path === null) return new Response(null, { status: 403, headers });
  const type = contentTypes[extname(path)];
  const body = type === undefined ? null : await readFile(path).catch(() => null);
  if (type === undefined || body === null) return new Response(null, { status: 404, headers });
  return new Response(new Uint8Array(body), { headers: { ...headers, 'Content-Type': type } });
}

/** The file that a path names, or null where the path leads out of the folder, however it is spelt. */
export function filePath(pathname: string, folder: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null; // not UTF-8 behind the percent signs: nothing that we ever wrote
  }
  // A drive letter or a backslash means something on Windows only; no file of ours has one.
  if (/[\0\\:]/.test(decoded)) return null;
  const path = join(folder, decoded === '/' ? 'index.html' : decoded);
  const inside = relative(folder, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return null;
  return path;
}

async function answerFromDevServer(
  devServer: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const response = await fetch(`${devServer}${url.pathname}${url.search}`);
  const type = response.headers.get('Content-Type') ?? 'text/javascript';
  return new Response(await response.arrayBuffer(), {
    status: response.status,
    headers: { ...headers, 'Content-Type': type },
  });
}
