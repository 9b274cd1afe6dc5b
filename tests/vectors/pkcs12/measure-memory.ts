/** Opens everything that is refused, one after the other, and prints the most memory that this process ever had. */
import { fileURLToPath } from 'node:url';
import { utf8ToBytes } from '../../../core/bytes.ts';
import { openPkcs12 } from '../../../core/pkcs12/open.ts';
import { readVectors } from '../read-vector.ts';

const vectors = readVectors(fileURLToPath(new URL('.', import.meta.url)));
const large = [
  new Uint8Array(100 * 1024 * 1024),
  Uint8Array.from({ length: 20_000 }, (_, index) => (index % 2 === 0 ? 0x30 : 0x80)),
];
let opened = 0;
for (const vector of vectors.filter(({ expect }) => expect !== 'ok'))
  attempt(vector.file(), vector.text('password'));
for (const file of large) attempt(file, 'x');

function attempt(file: Uint8Array, password: string): void {
  opened += 1;
  try {
    openPkcs12(file, utf8ToBytes(password), 'hostile.p12');
  } catch {
    // Which error it is, the test says.
  }
}

const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ opened, megabytes }));
