/**
 * `npm run soak -- [--key rsa|gost] [--signatures N] [--pulls N]`: ten thousand signatures through one token host, five hundred tokens
 * pulled and put back. Minutes; Linux.
 */
import { parseArgs } from 'node:util';
import { buildVirtualToken } from '../native/virtual-token/build-token.ts';
import bundle from '../tests/support/bundle.ts';
import { soak } from '../tests/tokens/soak.ts';
import type { Phase } from '../tests/tokens/soak.ts';

/** What the collector of garbage may not have come to yet, in MB. */
const SLACK = 24;

function show(name: string, { rounds, seconds, before, after }: Phase): boolean {
  const memory = `${before.memory.toFixed(1)} → ${after.memory.toFixed(1)} MB`;
  console.log(
    `${rounds} ${name}: ${seconds.toFixed(0)} s, memory ${memory}, handles ${before.handles} → ${after.handles}`,
  );
  return after.memory - before.memory < SLACK && after.handles <= before.handles;
}

const keys: Readonly<Record<string, string>> = { rsa: 'ok-rsa', gost: 'ok-gost-2015' };
const { values } = parseArgs({
  options: {
    key: { type: 'string', default: 'rsa' },
    signatures: { type: 'string', default: '10000' },
    pulls: { type: 'string', default: '500' },
  },
});
const vector = keys[values.key];
const [signatureCount, pullCount] = [Number(values.signatures), Number(values.pulls)];
if (
  vector === undefined ||
  ![signatureCount, pullCount].every(count => Number.isSafeInteger(count) && count > 0)
) {
  console.error(
    `--key is one of ${Object.keys(keys).join(', ')}; --signatures and --pulls are whole numbers`,
  );
  process.exit(64);
}
await bundle();
const built = buildVirtualToken();
if ('missing' in built) {
  console.log(`soak: left out; ${built.missing}`);
} else {
  const { signatures, pulls, hosts } = await soak(signatureCount, pullCount, vector);
  const kept = [show('signatures', signatures), show('times pulled and put back', pulls)];
  console.log(hosts === 1 ? 'one host all the time' : `${hosts} hosts: it was replaced`);
  process.exitCode = kept.every(Boolean) && hosts === 1 ? 0 : 1;
}
