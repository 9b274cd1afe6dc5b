/**
 * Puts a client of an API on the page's window, one function per call and one subscription function. It has no logic of its
 * own: no channel exists that the API does not name, and the page never touches ipcRenderer.
 */
import { contextBridge, ipcRenderer, webUtils } from './electron.ts';
import { wipe } from './wipe.ts';
import type { ApiDefinition } from '../contract/define.ts';

export function exposeApi(api: ApiDefinition): void {
  const calls = Object.entries(api)
    .filter(([, definition]) => definition.kind === 'call')
    .map(([name]) => [name, (input: unknown) => invoke(name, input)] as const);
  const on = (name: string, listener: (payload: unknown) => void) => subscribe(api, name, listener);
  const pathForFile = async (file: File) => webUtils.getPathForFile(file);
  contextBridge.exposeInMainWorld('tanba', { ...Object.fromEntries(calls), on, pathForFile });
}

/** The bridge gave us a copy of what the page holds; it has been serialised when invoke returns, so it can be wiped. */
function invoke(name: string, input: unknown): Promise<unknown> {
  const answer = ipcRenderer.invoke(name, input);
  wipe(input);
  return answer;
}

function subscribe(api: ApiDefinition, name: string, listener: (payload: unknown) => void): () => void {
  if (api[name]?.kind !== 'event') throw new TypeError(`No event ${name}`);
  const relay = (_event: unknown, payload: unknown) => listener(payload);
  ipcRenderer.on(name, relay);
  return () => {
    ipcRenderer.removeListener(name, relay);
  };
}
