/** ipcMain, and the main process's end of the pipe to one page's preload world. */
import { codec } from './codec.ts';
import { fromBrowser } from './origins.ts';
import { bindingName, worldGlobal, worldName } from './injected.ts';
import type Protocol from 'devtools-protocol';
import type { CdpSession } from './cdp.ts';
import type { FromPreload, ToPreload } from './preload-world.ts';
import type { Frame, IpcMain } from '../../electron/electron.ts';

type Listener = Parameters<IpcMain['handle']>[1];
type Context = Protocol.Runtime.ExecutionContextDescription;

const handlers = new Map<string, Listener>();

export const ipcMain: IpcMain = {
  handle: (channel, listener) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, listener);
  },
};

export class PreloadPipe {
  readonly #page: CdpSession;
  readonly #mainFrame: string;
  /** Preload worlds that live, by their context's id. */
  readonly #worlds = new Map<number, Context>();

  constructor(page: CdpSession, mainFrame: string) {
    this.#page = page;
    this.#mainFrame = mainFrame;
    page.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName) this.#worlds.set(context.id, context);
    });
    page.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#worlds.delete(executionContextId);
    });
    page.on('Runtime.executionContextsCleared', () => this.#worlds.clear());
    page.on('Runtime.bindingCalled', called => {
      const world = this.#worlds.get(called.executionContextId);
      // Another name, or another world: not from a preload.
      if (called.name === bindingName && world) void this.#receive(world, called.payload);
    });
  }

  async open(): Promise<void> {
    await this.#page.send('Runtime.enable');
    await this.#page.send('Runtime.addBinding', { name: bindingName, executionContextName: worldName });
  }

  /** To the main frame's preload; dropped where there is none yet, as in Electron. */
  sendEvent(channel: string, payload: unknown): void {
    const world = this.#mainWorld();
    if (world) void this.#deliver(world, { kind: 'event', channel, payload });
  }

  /** Runs an expression on the preload's world object, as a person's gesture, and returns its value. */
  async evaluate(expression: string): Promise<unknown> {
    const world = this.#mainWorld();
    if (!world) throw new Error('The window shows no page yet');
    const { result } = await this.#page.send('Runtime.evaluate', {
      expression: `globalThis.${worldGlobal}.${expression}`,
      contextId: world.id,
      userGesture: true,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value;
  }

  /** The path of a file that the preload keeps under a number. */
  async pathOf(id: number, world = this.#mainWorld()): Promise<string> {
    const { result } = await this.#page.send('Runtime.evaluate', {
      expression: `globalThis.${worldGlobal}.file(${id})`,
      ...(world ? { contextId: world.id } : {}),
    });
    const { path } = await this.#page.send('DOM.getFileInfo', { objectId: result.objectId ?? '' });
    return path;
  }

  #mainWorld(): Context | undefined {
    return [...this.#worlds.values()].find(world => frameOf(world) === this.#mainFrame);
  }

  async #receive(world: Context, text: string): Promise<void> {
    const message = codec.decode(text) as FromPreload;
    const work =
      message.kind === 'path'
        ? this.pathOf(message.id, world)
        : invoke(this.#senderFrame(world), message.channel, message.input);
    const answer = await work.then(
      value => ({ kind: 'answer' as const, id: message.id, ok: true, value }),
      (error: unknown) => ({ kind: 'answer' as const, id: message.id, ok: false, value: String(error) }),
    );
    await this.#deliver(world, answer);
  }

  #senderFrame(world: Context): Frame {
    const origin = fromBrowser(world.origin);
    // Chromium writes the origin of a document without one as '://'.
    const frame = { origin: origin === '://' ? 'null' : origin };
    const isMain = frameOf(world) === this.#mainFrame;
    return { ...frame, parent: isMain ? null : { origin: 'null', parent: null } };
  }

  async #deliver(world: Context, message: ToPreload): Promise<void> {
    const call = {
      functionDeclaration: `text => globalThis.${worldGlobal}.deliver(text)`,
      executionContextId: world.id,
      arguments: [{ value: codec.encode(message) }],
    };
    // The page may have gone on meanwhile; then nobody waits for the answer.
    await this.#page.send('Runtime.callFunctionOn', call).catch(() => undefined);
  }
}

function frameOf(world: Context): unknown {
  return (world.auxData as { frameId?: string } | undefined)?.frameId;
}

/** The words are Electron's: it keeps only the message of an error. */
async function invoke(senderFrame: Frame, channel: string, input: unknown): Promise<unknown> {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  return handler({ senderFrame }, input);
}
