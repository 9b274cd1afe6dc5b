/** A message in, a message out: schema, provider, envelope. Errors cross as codes; nothing else of them does. */
import { TanbaError } from '../contract/errors/index.ts';
import { hostCommands, hostRequestMessageSchema } from '../contract/token-host.ts';
import type {
  HostCommandName,
  HostRequest,
  HostResponse,
  HostResponseMessage,
} from '../contract/token-host.ts';
import { zeroize } from '../core/bytes.ts';
import type { Provider } from './provider.ts';

type Handlers = {
  readonly [N in HostCommandName]: (request: HostRequest<N>) => Promise<HostResponse<N>>;
};

/** Answers every message; the promise is never rejected. */
export function createDispatcher(provider: Provider): (message: unknown) => Promise<HostResponseMessage> {
  const handlers: Handlers = {
    hello: () => Promise.resolve({ provider: provider.name }),
    open: async request => {
      try {
        return await provider.open(request);
      } finally {
        zeroize(request.pin);
      }
    },
    tokens: () => provider.tokens?.() ?? notForFiles(),
    poll: () => provider.poll?.() ?? notForFiles(),
    changePin: async request => {
      try {
        return await (provider.changePin?.(request) ?? notForFiles());
      } finally {
        zeroize(request.oldPin, request.newPin);
      }
    },
    sign: async request => {
      try {
        return await provider.sign(request);
      } finally {
        if (request.pin !== undefined) zeroize(request.pin);
      }
    },
    lock: ({ store }) => {
      provider.lock(store);
      return Promise.resolve({});
    },
  };
  return async message => {
    const parsed = hostRequestMessageSchema.safeParse(message);
    // No number to answer to: the parent has gone mad, and will not know this one either.
    if (!parsed.success) return failure(-1, new TanbaError('host.protocol', {}));
    const { id, command, request } = parsed.data;
    try {
      return { id, ok: true, value: await handle(handlers, command, request) };
    } catch (error) {
      return failure(id, error);
    }
  };
}

function notForFiles(): never {
  throw new TanbaError('host.protocol', {});
}

async function handle<N extends HostCommandName>(handlers: Handlers, command: N, request: unknown) {
  const parsed = hostCommands[command].request.safeParse(request);
  if (!parsed.success) throw new TanbaError('host.protocol', {});
  return handlers[command](parsed.data as HostRequest<N>);
}

function failure(id: number, error: unknown): HostResponseMessage {
  // What another error says may hold a path, a document or worse; it stays in this process.
  const known = error instanceof TanbaError ? error : new TanbaError('internal.fault', { id: 'token-host' });
  return { id, ok: false, error: known.toData() };
}
