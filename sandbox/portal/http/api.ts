/** Requests of the API: found by method and path, checked against their schemas, done once, and answered as declared. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { idempotencyHeader, idempotencyKeySchema, isChange } from '../../../contract/portal/define.ts';
import { operationNames, operationOf } from '../../../contract/portal-api.ts';
import type { OperationName } from '../../../contract/portal-api.ts';
import type { Caller, Handler, PortalContext, PortalHandlers, Request } from '../context.ts';
import { refusal } from '../refuse.ts';
import { hashSecret } from '../secrets.ts';
import { useSession } from '../sessions.ts';
import { json, readBody } from './exchange.ts';
import type { Answer } from './exchange.ts';

export interface Route {
  readonly name: OperationName;
  readonly params: Readonly<Record<string, string>>;
}

const patterns = operationNames.map(name => {
  const { method, path } = operationOf(name);
  return { name, method, pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) };
});

/** The operation of a request line, or null. Fixed paths were declared before those with parameters. */
export function findRoute(method: string, path: string): Route | null {
  const fitting = patterns.filter(({ method: wanted, pattern }) => wanted === method && pattern.test(path));
  const exact = fitting.find(({ name }) => operationOf(name).path === path) ?? fitting[0];
  if (exact === undefined) return null;
  return { name: exact.name, params: { ...exact.pattern.exec(path)?.groups } };
}

/** @throws Refusal */
export async function answerApi(
  context: PortalContext,
  handlers: PortalHandlers,
  { name, params }: Route,
  request: IncomingMessage,
): Promise<Answer> {
  const operation = operationOf(name);
  const now = context.options.now();
  const change = isChange(operation);
  const key = change ? readKey(request) : '';
  const body = await readJson(request);
  const caller = readCaller(context, now, name, params, request);
  const sent = { params: check(operation.params, params, 'path'), body: check(operation.body, body, 'body') };
  // Passwords are left out: what is kept to recognise a repetition must not help to guess them.
  const print = fingerprint(name, params, caller, sent.body);
  const recorded = change ? recordedAnswer(context, key, name, print) : null;
  if (recorded !== null) return { status: 200, type: 'application/json', body: recorded };

  const checked = {
    ...sent,
    caller,
    now,
    commit: (act: () => unknown): unknown =>
      context.db.transaction(() => {
        const first = recordedAnswer(context, key, name, print);
        if (first !== null) return JSON.parse(first) as unknown;
        const result = operation.response.parse(act());
        context.db.run(
          'INSERT INTO idempotency (key, operation, request, answer, created_at) VALUES (?, ?, ?, ?, ?)',
          key,
          name,
          print,
          JSON.stringify(result),
          now.toISOString(),
        );
        return result;
      }),
  } as unknown as Request<OperationName>;
  const handle = handlers[name] as unknown as Handler<OperationName>;
  return json(200, operation.response.parse(await handle(checked)));
}

function readKey(request: IncomingMessage): string {
  const parsed = idempotencyKeySchema.safeParse(request.headers[idempotencyHeader]);
  if (!parsed.success) throw refusal('portal.bad-request', { field: idempotencyHeader });
  return parsed.data;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readBody(request);
  if (text === '') return undefined;
  // A page of another origin can send text or a form without asking, but not this type.
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json') {
    throw refusal('portal.bad-request', { field: 'content-type' });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('portal.bad-request', { field: 'body' });
  }
}

interface Schema {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: unknown }
    | {
        readonly success: false;
        readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
      };
}

function check(schema: Schema, value: unknown, where: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  // Names of fields are the schema's own; what was sent is not repeated.
  throw refusal('portal.bad-request', {
    field: first?.path.length ? first.path.map(String).join('.') : where,
  });
}

function readCaller(
  context: PortalContext,
  now: Date,
  name: OperationName,
  params: Route['params'],
  request: IncomingMessage,
): Caller {
  const { auth } = operationOf(name);
  const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
  if (auth === 'none') return { registration: null, session: null };
  if (auth === 'registration') {
    const row =
      token === null
        ? undefined
        : context.db.get<{ id: string }>('SELECT id FROM registrations WHERE token = ?', hashSecret(token));
    if (row === undefined || row.id !== params['id']) throw refusal('portal.not-allowed', {});
    return { registration: row.id, session: null };
  }
  const session = token === null ? null : useSession(context, now, token, 'rest');
  if (session === null && (auth === 'session' || token !== null)) throw refusal('portal.session-over', {});
  return { registration: null, session };
}

function fingerprint(name: string, params: Route['params'], caller: Caller, body: unknown): string {
  // The same person in the same role: a session that was opened anew is no other caller.
  const { registration, session } = caller;
  const who = [registration, session?.iin ?? null, session?.profile ?? null];
  const text = JSON.stringify([name, params, who, body], (key, value: unknown) =>
    key === 'password' ? '' : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

/** What was answered to this key before. @throws Refusal where it came with another request */
function recordedAnswer({ db }: PortalContext, key: string, name: string, print: string): string | null {
  const row = db.get<{ operation: string; request: string; answer: string }>(
    'SELECT operation, request, answer FROM idempotency WHERE key = ?',
    key,
  );
  if (row === undefined) return null;
  if (row.operation !== name || row.request !== print) throw refusal('portal.repeated-otherwise', {});
  return row.answer;
}
