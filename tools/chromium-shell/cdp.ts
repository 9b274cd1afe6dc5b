/** A typed client of the Chrome DevTools Protocol over the pipe that Chromium opens with --remote-debugging-pipe. */
import type { Readable, Writable } from 'node:stream';
import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.js';

type Commands = ProtocolMapping.Commands;
type Events = ProtocolMapping.Events;

/** One attached target, or the browser itself. */
export interface CdpSession {
  send<C extends keyof Commands>(
    method: C,
    ...params: Commands[C]['paramsType']
  ): Promise<Commands[C]['returnType']>;
  on<E extends keyof Events>(event: E, listener: (...params: Events[E]) => void): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly sessionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Pending {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Listener = (params: unknown) => void;

export class CdpConnection {
  readonly #output: Writable;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Listener[]>();
  #nextId = 1;
  #closed = false;

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    splitMessages(input, text => this.#receive(JSON.parse(text) as Message));
    input.once('close', () => this.#close());
    // A write into the pipe of a browser that has just died; its exit is handled where the process is.
    output.on('error', () => this.#close());
  }

  /** The browser itself, or the target to which `sessionId` is attached. */
  session(sessionId?: string): CdpSession {
    return {
      send: (method, ...params) => this.#send(method, params[0], sessionId),
      on: (event, listener) => {
        const key = `${sessionId ?? ''}/${event}`;
        const listeners = this.#listeners.get(key) ?? [];
        this.#listeners.set(key, [...listeners, listener as Listener]);
      },
    };
  }

  #send<R>(method: string, params: unknown, sessionId: string | undefined): Promise<R> {
    if (this.#closed) return Promise.reject(new Error(`${method}: the browser is gone`));
    const id = this.#nextId++;
    this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject });
    }) as Promise<R>;
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      for (const listener of this.#listeners.get(`${message.sessionId ?? ''}/${message.method}`) ?? [])
        listener(message.params);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.error) pending?.reject(new Error(`${pending.method}: ${message.error.message}`));
    else pending?.resolve(message.result);
  }

  #close(): void {
    this.#closed = true;
    for (const pending of this.#pending.values())
      pending.reject(new Error(`${pending.method}: the browser is gone`));
    this.#pending.clear();
  }
}

/** Messages end with a zero byte; one may come in many chunks, and one chunk may hold many. */
function splitMessages(input: Readable, take: (text: string) => void): void {
  let parts: Buffer[] = [];
  input.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      parts.push(chunk.subarray(start, end));
      take(Buffer.concat(parts).toString('utf8'));
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  });
}
