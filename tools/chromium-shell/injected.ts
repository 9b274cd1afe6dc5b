/** Puts together the two scripts that run in every new document before the page's own. */
import { randomBytes } from 'node:crypto';
import { createCodec } from './codec.ts';
import { createPreloadWorld } from './preload-world.ts';
import { createWorldBridge } from './world-bridge.ts';

export const worldName = 'tanba-preload';
export const bindingName = 'tanbaShellSend';
/** The name under which main finds the preload's world, inside that world. */
export const worldGlobal = 'tanbaShellWorld';

export interface InjectedScripts {
  readonly page: string;
  readonly preload: string;
}

/** Only the main frame gets a preload, as in Electron without nodeIntegrationInSubFrames. */
const inMainFrame = (code: string) => `if (window === window.top) { ${code} }`;

/** What a page gets from window.open where its windows are denied; those that links open are closed by main. */
const openNothing = 'window.open = () => null;';

export function injectedScripts(preloadSource: string, opensNothing: boolean): InjectedScripts {
  // Event names that a page cannot guess keep its scripts from talking to the preload past the exposed API.
  const secret = randomBytes(16).toString('hex');
  const [toPage, toPreload] = [`${secret}-page`, `${secret}-preload`];
  const bridge = (outgoing: string, incoming: string) =>
    `(${createWorldBridge})(${JSON.stringify(outgoing)}, ${JSON.stringify(incoming)})`;
  const preload = `
    const codec = (${createCodec})({ toText: bytes => bytes.toBase64(), toBytes: text => Uint8Array.fromBase64(text) });
    const send = globalThis.${bindingName};
    const { electron, world } = (${createPreloadWorld})(${bridge(toPage, toPreload)}, codec, send);
    globalThis.${worldGlobal} = world;
    const require = name => {
      if (name === 'electron') return electron;
      throw new Error('module not found: ' + name);
    };
    const module = { exports: {} };
    (function (require, module, exports) { ${preloadSource}
    })(require, module, module.exports);`;
  const page = `${bridge(toPreload, toPage)};${opensNothing ? openNothing : ''}`;
  return { page: inMainFrame(page), preload: inMainFrame(preload) };
}
