/**
 * The main process's end of a typed API: sender check → schema → handler → schema → envelope. Nothing but an envelope ever
 * leaves, because Electron would keep only the message of an error, and messages may hold what must not travel.
 */
import { TanbaError } from '../contract/errors/index.ts';
import { toErrorData } from '../services/fault.ts';
import { wipe } from './wipe.ts';
import type { ApiDefinition, CallDefinition, Emit, Envelope, Handlers } from '../contract/define.ts';
import type { OnFault } from '../services/fault.ts';
import type { Frame, IpcMain, Window } from './electron.ts';

export interface CallServer<A extends ApiDefinition> {
  readonly ipcMain: IpcMain;
  readonly api: A;
  readonly handlers: Handlers<A>;
  /** The only origin whose main frame may call. */
  readonly origin: string;
  readonly onFault: OnFault;
}

type Handler = (input: unknown) => Promise<unknown>;

/** Registers one channel per call of the API, named as the call. */
export function serveCalls<A extends ApiDefinition>(server: CallServer<A>): void {
  for (const [name, definition] of Object.entries(server.api)) {
    if (definition.kind !== 'call') continue;
    const handler = (server.handlers as Readonly<Record<string, Handler>>)[name];
    if (!handler) throw new TypeError(`No handler for ${name}`);
    server.ipcMain.handle(name, (event, input) =>
      answerCall({ name, definition, handler, frame: event.senderFrame, input }, server),
    );
  }
}

interface Call {
  readonly name: string;
  readonly definition: CallDefinition;
  readonly handler: Handler;
  readonly frame: Frame | null;
  readonly input: unknown;
}

async function answerCall<A extends ApiDefinition>(
  call: Call,
  server: CallServer<A>,
): Promise<Envelope<unknown>> {
  try {
    if (!isOurs(call.frame, server.origin)) throw new TanbaError('ipc.sender-refused', {});
    const input = call.definition.input.safeParse(call.input);
    if (!input.success) throw new TanbaError('ipc.bad-request', { call: call.name });
    const value = await call.handler(input.data);
    return { ok: true, value: call.definition.output.parse(value) };
  } catch (error) {
    return { ok: false, error: toErrorData(error, server.onFault) };
  } finally {
    wipe(call.input);
  }
}

/** Only the window's own page: a frame inside it, or another page in its place, is somebody else. */
function isOurs(frame: Frame | null, origin: string): boolean {
  return frame !== null && frame.parent === null && frame.origin === origin;
}

/** Sends events to every window that is open. */
export function emitTo<A extends ApiDefinition>(windows: () => readonly Window[]): Emit<A> {
  return (name, payload) => {
    for (const window of windows()) if (!window.isDestroyed()) window.webContents.send(name, payload);
  };
}
