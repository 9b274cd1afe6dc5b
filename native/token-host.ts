/**
 * The entry of a token host: keys, PINs and drivers live here and nowhere else. It runs as a child process of Node and as
 * Electron's utility process, answers one command after the other, says nothing on the console, and ends with its parent.
 */
import { hostSpecSchema } from '../contract/token-host.ts';
import type { HostResponseMessage, HostSpec } from '../contract/token-host.ts';
import { createDispatcher } from './dispatcher.ts';
import { createFakeProvider, readFaults } from './fake-provider.ts';
import { endWithParent } from './parent-watch.ts';
import { createPkcs11Provider } from './pkcs11-provider.ts';
import { createPkcs12Provider } from './pkcs12-provider.ts';
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

const providers: { readonly [P in HostSpec['provider']]: (spec: HostSpec & { provider: P }) => Provider } = {
  pkcs12: () => createPkcs12Provider(),
  pkcs11: ({ library }) => createPkcs11Provider(library),
};

function providerOf<P extends HostSpec['provider']>(spec: HostSpec & { provider: P }): Provider {
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

function createProvider(): Provider {
  const real = providerOf(hostSpecSchema.parse(JSON.parse(process.argv[2] ?? '')));
  const faults = process.env['TANBA_HOST_FAULTS'];
  return faults === undefined || faults === '' ? real : createFakeProvider(real, readFaults(faults));
}

function run(): void {
  // An error that nobody expected leaves keys in an unknown state: end at once, and say nothing that could hold a secret.
  process.on('uncaughtException', () => process.exit(FAULT));
  endWithParent();
  const provider = createProvider();
  process.on('exit', () => provider.lock());
  const dispatch = createDispatcher(provider);
  const { onMessage, send } = channel();
  let last: Promise<void> = Promise.resolve();
  onMessage(message => {
    last = last.then(async () => send(await dispatch(message)));
  });
}

run();
