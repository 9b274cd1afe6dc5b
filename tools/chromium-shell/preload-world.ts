/**
 * The preload's world: what `require('electron')` gives there. Injected as text together with the bridge, the codec and the
 * built preload; talks to main through one binding that exists in this world only.
 */
import type { Codec } from './codec.ts';
import type { WorldBridge } from './world-bridge.ts';

/** preload → main. */
export type FromPreload =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly input: unknown }
  | { readonly kind: 'path'; readonly id: number };

/** main → preload. */
export type ToPreload =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: boolean; readonly value: unknown }
  | { readonly kind: 'event'; readonly channel: string; readonly payload: unknown };

export interface ChooserOptions {
  readonly multiple: boolean;
  readonly folder: boolean;
  /** Extensions with their dots. */
  readonly accept: readonly string[];
}

/** What main calls in this world, under the one global name that the world has. */
export interface PreloadWorld {
  deliver(text: string): void;
  /** The file that waits for its path; CDP reads it from the object itself. */
  file(id: number): File | undefined;
  /** Shows the system's chooser; ids of the chosen files, none where the person cancelled. */
  choose(options: ChooserOptions): Promise<{ id: number; relativePath: string }[]>;
}

type Listener = (event: unknown, payload: unknown) => void;

export function createPreloadWorld(bridge: WorldBridge, codec: Codec, send: (text: string) => void) {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, Set<Listener>>();
  const files = new Map<number, File>();
  let nextId = 0;

  /** Encoded before the promise exists: what cannot be cloned throws at the caller, as in Electron. */
  const ask = (id: number, message: FromPreload): Promise<unknown> => {
    send(codec.encode(message));
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  };
  const keep = (file: File) => {
    const id = nextId++;
    files.set(id, file);
    return id;
  };

  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown) => bridge.expose(name, api),
    },
    ipcRenderer: {
      invoke: (channel: string, input: unknown) => {
        const id = nextId++;
        return ask(id, { kind: 'invoke', id, channel, input });
      },
      on: (channel: string, listener: Listener) =>
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
      removeListener: (channel: string, listener: Listener) => listeners.get(channel)?.delete(listener),
    },
    webUtils: {
      getPathForFile: (file: unknown) => {
        if (!(file instanceof File)) throw new TypeError('getPathForFile takes a File');
        const id = keep(file);
        return ask(id, { kind: 'path', id }).finally(() => files.delete(id));
      },
    },
  };

  const settle = (message: ToPreload & { kind: 'answer' }) => {
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) call?.resolve(message.value);
    else call?.reject(new Error(String(message.value)));
  };
  const world: PreloadWorld = {
    deliver: text => {
      const message = codec.decode(text) as ToPreload;
      if (message.kind === 'answer') settle(message);
      else for (const listener of listeners.get(message.channel) ?? []) listener({}, message.payload);
    },
    file: id => files.get(id),
    choose: options => {
      const input = document.createElement('input');
      Object.assign(input, { type: 'file', multiple: options.multiple, webkitdirectory: options.folder });
      input.accept = options.accept.join(',');
      return new Promise(resolve => {
        const finish = () =>
          resolve(
            [...(input.files ?? [])].map(file => ({ id: keep(file), relativePath: file.webkitRelativePath })),
          );
        input.addEventListener('change', finish);
        input.addEventListener('cancel', finish);
        input.click();
      });
    },
  };
  return { electron, world };
}
