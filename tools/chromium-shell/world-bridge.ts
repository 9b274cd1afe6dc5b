/**
 * contextBridge between two JavaScript worlds of one page: the page's and the preload's. They share the DOM and nothing
 * else, so messages are CustomEvents; the browser clones their detail structurally, bytes and files included. Functions and
 * promises become references that the other side calls and awaits.
 *
 * Injected as text into both worlds, page first: it must use nothing from outside itself and runs before any page script.
 */
export interface WorldBridge {
  expose(name: string, api: unknown): void;
}

type AnyFunction = (...parameters: unknown[]) => unknown;

interface Message {
  readonly kind: 'expose' | 'call' | 'return' | 'throw' | 'settle';
  readonly id: number;
  readonly name?: string;
  readonly call?: number;
  readonly ok?: boolean;
  readonly value?: unknown;
}

export function createWorldBridge(outgoing: string, incoming: string): WorldBridge {
  const mark = 'tanba-shell-reference';
  const functions: AnyFunction[] = [];
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  const answers = new Map<number, Message>();
  let nextCall = 0;
  let nextPromise = 0;

  const post = (message: Message) => window.dispatchEvent(new CustomEvent(outgoing, { detail: message }));

  const pack = (value: unknown): unknown => {
    if (typeof value === 'function')
      return { [mark]: 'function', id: functions.push(value as AnyFunction) - 1 };
    if (value instanceof Promise) return packPromise(value);
    if (Array.isArray(value)) return value.map(pack);
    if (!isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item)]));
  };
  const packPromise = (promise: Promise<unknown>): unknown => {
    const id = nextPromise++;
    const settle = (ok: boolean) => (value: unknown) => post({ kind: 'settle', id, ok, value: pack(value) });
    promise.then(settle(true), settle(false));
    return { [mark]: 'promise', id };
  };
  const isPlain = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

  const unpack = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unpack);
    if (!isPlain(value)) return value;
    if (value[mark] === 'function') return remoteFunction(value.id as number);
    if (value[mark] === 'promise') return remotePromise(value.id as number);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpack(item)]));
  };
  /** Events are dispatched synchronously, so the answer is there when post returns. */
  const remoteFunction =
    (id: number): AnyFunction =>
    (...parameters) => {
      const call = nextCall++;
      post({ kind: 'call', id, call, value: pack(parameters) });
      const answer = answers.get(call);
      answers.delete(call);
      if (answer?.kind === 'return') return unpack(answer.value);
      throw answer?.value ?? new Error('An object could not be cloned.');
    };
  const remotePromise = (id: number) =>
    new Promise((resolve, reject) => {
      promises.set(id, { resolve, reject });
    });

  const handlers: Record<Message['kind'], (message: Message) => void> = {
    expose: message => {
      const value = freeze(unpack(message.value));
      Object.defineProperty(window, message.name ?? '', { value, enumerable: true });
    },
    call: message => {
      const call = message.call ?? -1;
      try {
        const result = functions[message.id]?.(...(unpack(message.value) as unknown[]));
        post({ kind: 'return', id: call, value: pack(result) });
      } catch (error) {
        post({ kind: 'throw', id: call, value: error });
      }
    },
    return: message => answers.set(message.id, message),
    throw: message => answers.set(message.id, message),
    settle: message => {
      const promise = promises.get(message.id);
      promises.delete(message.id);
      if (message.ok) promise?.resolve(unpack(message.value));
      else promise?.reject(unpack(message.value));
    },
  };
  const freeze = (value: unknown): unknown => {
    if (isPlain(value)) Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };

  window.addEventListener(incoming, received => {
    const message = (received as CustomEvent<Message | null>).detail;
    if (message) handlers[message.kind](message);
  });
  return { expose: (name, api) => post({ kind: 'expose', id: 0, name, value: pack(api) }) };
}
