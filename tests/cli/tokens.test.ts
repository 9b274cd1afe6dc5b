/** The command line with tokens: the virtual one through its real host. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestToken, lacks, library, notBuilt, pin } from '../../native/virtual-token/test-token.ts';
import type { TestToken } from '../../native/virtual-token/test-token.ts';
import {
  changeSettings,
  createVirtualToken,
  setFaults,
  triesLeft,
  typeOnPinPad,
} from '../../native/virtual-token/token-folder.ts';
import { addCertificate, addPrivateKey } from '../../native/virtual-token/token-objects.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { codeIn, makeWorkplace, tanba } from '../support/cli.ts';
import type { CliResult, Workplace } from '../support/cli.ts';

let place: Workplace;
let token: TestToken | null = null;
let document: string;
let pinFile: string;
let wrongPin: string;

beforeAll(() => {
  place = makeWorkplace(['individual']);
  document = place.write('letter.txt', 'letter');
  pinFile = place.write('token-pin.txt', pin);
  wrongPin = place.write('wrong-pin.txt', '11111111');
});
afterEach(() => {
  token?.remove();
  token = null;
});
afterAll(() => place.remove());

/** A token with a sandbox key; its CKA_ID is 01 02. */
function plug(settings: Parameters<typeof createTestToken>[0] = {}): TestToken {
  token = createTestToken({ model: 'Virtual', manufacturer: 'Tanba', ...settings });
  const [entry] = openPkcs12(readFileSync(place.key('individual')), utf8ToBytes('Sandbox1'), '').entries;
  const options = { id: Uint8Array.of(1, 2), label: 'signing key' };
  addPrivateKey({ dir: token.dir }, entry!.privateKey, options);
  addCertificate({ dir: token.dir }, entry!.certificateDer, options);
  return token;
}

function run(args: readonly string[], input?: string): Promise<CliResult> {
  const env = { TANBA_TOKEN_LIBRARIES: library, TANBA_VIRTUAL_TOKEN: token?.dir ?? '' };
  return tanba(args, { env, ...(input !== undefined && { input }) });
}

const sign = (uri: string, ...more: string[]): Promise<CliResult> =>
  run(['sign', document, '--key', uri, '--force', ...more]);

describe.skipIf(lacks('tokens on the command line', notBuilt))('tanba tokens', () => {
  it('lists tokens with what their PINs and drivers say, without a PIN', async () => {
    plug({ triesLeft: 1 });
    const result = await run(['tokens', '--json']);
    expect(result).toMatchObject({ exit: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({
      tokens: [
        {
          uri: 'pkcs11:token=Demo;serial=00000000000000a1',
          module: library,
          state: 'locked',
          tries: 'final',
          serial: '00000000000000a1',
          vendor: null,
          keys: [{ alias: '0102', label: 'signing key' }],
        },
      ],
      drivers: [{ module: library, state: 'working', error: null, tokens: 1, vendor: null }],
    });
    const table = await run(['tokens']);
    expect(table.stdout).toMatch(/Demo .* locked .* one .* pkcs11:token=Demo;serial=00000000000000a1\n$/);
    expect(triesLeft({ dir: token!.dir })).toBe(1);
  });

  it('says that there are none, and which driver is broken', async () => {
    expect(await tanba(['tokens'], { env: { TANBA_TOKEN_LIBRARIES: '' } })).toMatchObject({
      exit: 0,
      stderr: '',
      stdout: expect.stringContaining('No tokens are plugged in') as string,
    });
    const broken = await tanba(['tokens'], { env: { TANBA_TOKEN_LIBRARIES: '/nowhere/libnone.so' } });
    expect([broken.exit, codeIn(broken)]).toEqual([3, 'token.library-missing']);
  });
});

describe.skipIf(lacks('signing with tokens', notBuilt))('a token', () => {
  it.each([
    ['cms', 'letter.txt.cms', 'pkcs11:token=Demo;id=%01%02'],
    ['raw', 'letter.txt.signature.txt', 'pkcs11:serial=00000000000000a1;object=signing%20key'],
    ['xml', 'letter.xml.signed.xml', `pkcs11:model=Virtual?module-path=${library}`],
  ])('signs %s', async (format, output, uri) => {
    plug();
    const file = format === 'xml' ? place.write('letter.xml', '<a/>') : document;
    const args = ['sign', file, '--key', uri, '--pin-file', pinFile, '--format', format, '--force'];
    const signed = await run(args);
    expect(signed).toMatchObject({ exit: 0, stderr: '', stdout: `${place.at(output)}\n` });
    if (format !== 'cms') return;
    const verified = await tanba(['verify', place.at(output), '--trust', place.trust]);
    expect([verified.exit, verified.stdout.split('\n')[0]]).toEqual([0, 'The signature holds.']);
  });

  it('lists its keys', async () => {
    plug();
    const { stdout } = await run(['keys', 'pkcs11:token=Demo', '--pin-file', pinFile, '--json']);
    const { keys } = JSON.parse(stdout) as { keys: unknown[] };
    expect(keys).toMatchObject([
      { store: 'pkcs11:token=Demo;serial=00000000000000a1', alias: '0102', algorithm: 'GOST-2015-512' },
    ]);
  });

  it.each([
    ['pkcs11:token=Other', 3, 'token.not-present'],
    ['pkcs11:slot-id=0', 2, 'token.uri'],
    ['pkcs11:token=Demo?pin-value=12345678', 2, 'token.uri-pin'],
    ['pkcs11:token=Demo;id=%07', 4, 'key.not-found'],
    ['pkcs11:?module-path=/nowhere/libnone.so', 3, 'token.library-missing'],
  ])('named by %s ends with %i %s', async (uri, exit, expected) => {
    plug();
    const result = await sign(uri, '--pin-file', pinFile);
    expect([result.exit, codeIn(result)]).toEqual([exit, expected]);
    expect(`${result.stdout}${result.stderr}`).not.toContain('12345678');
  });

  it('whose driver crashes is not said to be missing', async () => {
    const { dir } = plug();
    setFaults(dir, 'C_GetSlotList crash segv');
    expect(codeIn(await sign('pkcs11:token=Demo', '--pin-file', pinFile))).toBe('host.crashed');
    expect(triesLeft({ dir })).toBe(10);
  });

  it('with a twin has to be told by its serial', async () => {
    const { dir } = plug();
    createVirtualToken({ dir, slot: 1, label: 'Demo', serial: '00000000000000b2', pin, soPin: '87654321' });
    const result = await sign('pkcs11:token=Demo', '--pin-file', pinFile);
    expect([result.exit, codeIn(result)]).toEqual([3, 'token.ambiguous']);
    expect(result.stderr).toContain('serial=');
  });

  it('that goes wrong says so: a wrong PIN, the last try, a lock', async () => {
    const { dir } = plug({ maxTries: 2 });
    const uri = 'pkcs11:token=Demo';
    const wrong = await sign(uri, '--pin-file', wrongPin);
    expect([wrong.exit, codeIn(wrong), triesLeft({ dir })]).toEqual([3, 'token.pin-incorrect', 1]);
    expect(wrong.stderr).toContain('one try is left');
    const asked = await sign(uri, '--pin-file', wrongPin);
    expect([asked.exit, codeIn(asked), triesLeft({ dir })]).toEqual([3, 'token.pin-final-try', 1]);
    expect(codeIn(await sign(uri, '--pin-file', wrongPin, '--last-try'))).toBe('token.pin-incorrect');
    const locked = await sign(uri, '--pin-file', pinFile);
    expect([locked.exit, codeIn(locked)]).toEqual([3, 'token.pin-locked']);
  });

  it('with a pad asks there; a key that wants the PIN each time gets it', async () => {
    const { dir } = plug({ protectedAuthenticationPath: true, alwaysAuthenticate: true });
    typeOnPinPad({ dir }, pin);
    const typed = await sign('pkcs11:token=Demo');
    expect(typed.exit).toBe(0);
    expect(typed.stderr).toContain('Type the PIN on the pad of “Demo”.');
    changeSettings({ dir }, { protectedAuthenticationPath: false });
    expect((await sign('pkcs11:token=Demo', '--pin-file', pinFile)).exit).toBe(0);
  });
});
