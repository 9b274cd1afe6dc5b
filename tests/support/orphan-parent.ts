/**
 * A parent that can be killed: starts a token host, opens the store named by its arguments, says the host's number once it
 * is open, and, where asked to, leaves it hanging in the middle of a signature.
 */
import { readFileSync } from 'node:fs';
import { systemClock } from '../../services/ports.ts';
import { createTokenHost } from '../../services/keys/supervisor.ts';
import { hostStarter, pin } from './key-files.ts';

const [path = '', faults = '', calls = '', signs = ''] = process.argv.slice(2);
const store = { kind: 'file', path } as const;
const host = createTokenHost({
  spec: { provider: 'pkcs12' },
  starter: hostStarter(faults),
  clock: systemClock,
});
const { keys } = await host.call('open', { store, pin: pin() });
const hostPid = readFileSync(calls, 'utf8').trim().split(' ').at(-1)!;
if (signs === 'sign') {
  void host.call('sign', {
    store,
    alias: keys[0]!.alias,
    digestName: 'gost34311',
    digest: new Uint8Array(32),
  });
  while (!readFileSync(calls, 'utf8').includes('sign')) await new Promise(setImmediate);
}
process.stdout.write(`${hostPid}\n`);
// Stay until killed: the channel to the host keeps this process running.
