/**
 * The entry of a token host: keys, PINs and drivers live here and nowhere else. It runs as a child process of Node and as
 * Electron's utility process, answers one command after the other, says nothing on the console, and ends with its parent.
 */
import { hostSpecSchema } from '../contract/token-host.ts';
import type { HostResponseMessage, HostSpec } from '../contract/token-host.ts';
import { createDispatcher } from './dispatcher.ts';
import { endWithParent } from './parent-watch.ts';
import type { Provider } from './provider.ts';

/** What Electron adds to a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

interface Channel {
  onMessage(listener: (message: unknown) => void): void;
  send(message: HostResponseMessage): void;
}

/** Exit code of a fault of ours, as everywhere in the program. */
const FAULT = 70;

/** Only the one that is asked for is loaded: hosts start with every command, and people wait for them. */
const providers: {
  readonly [P in HostSpec['provider']]: (spec: HostSpec & { provider: P }) => Promise<Provider>;
} = {
  pkcs12: async () => (await import('./pkcs12-provider.ts')).createPkcs12Provider(),
  pkcs11: async ({ library }) => (await import('./pkcs11-provider.ts')).createPkcs11Provider(library),
};

function providerOf<P extends HostSpec['provider']>(spec: HostSpec & { provider: P }): Promise<Provider> {
  return providers[spec.provider](spec);
}

function channel(): Channel {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      onMessage: listener => parentPort.on('message', event => listener(event.data)),
      send: message => parentPort.postMessage(message),
    };
  }
  process.on('disconnect', () => process.exit(0));
  return {
    onMessage: listener => void process.on('message', listener),
    send: message => void process.send?.(message),
  };
}

async function createProvider(): Promise<Provider> {
  const real = await providerOf(hostSpecSchema.parse(JSON.parse(process.argv[2] ?? '')));
  const faults = process.env['TANBA_HOST_FAULTS'];
  if (faults === undefined || faults === '') return real;
  const { createFakeProvider, readFaults } = await import('./fake-provider.ts');
  return createFakeProvider(real, readFaults(faults));
}

function run(): void {
  // An error that nobody expected leaves keys in an unknown state: end at once, and say nothing that could hold a secret.
  process.on('uncaughtException', () => process.exit(FAULT));
  endWithParent();
  const { onMessage, send } = channel();
  const dispatching = createProvider().then(provider => {
    process.on('exit', () => provider.lock());
    return createDispatcher(provider);
  });
  let last: Promise<unknown> = dispatching;
  onMessage(message => {
    last = last.then(async () => send(await (await dispatching)(message)));
  });
}

run();
