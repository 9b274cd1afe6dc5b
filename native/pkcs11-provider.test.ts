/** Tokens through a real token host: the virtual token for everything, SoftHSM2 as a library that is not ours. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { HostResponse, TokenRef } from '../contract/token-host.ts';
import { utf8ToBytes } from '../core/bytes.ts';
import { verifySignature } from '../core/crypto/public-key.ts';
import type { DigestName } from '../core/crypto/digest.ts';
import { openPkcs12 } from '../core/pkcs12/open.ts';
import { parseCertificate, publicKeyOf } from '../core/x509/certificate.ts';
import { bundled } from '../tests/support/entries.ts';
import { createFolder, pin as vectorPin } from '../tests/support/key-files.ts';
import { createSoftToken, noPkcs11Tool, noSoftHsm, softhsm } from '../tests/support/softhsm.ts';
import { readVectors } from '../tests/vectors/read-vector.ts';
import { createTestToken, lacks, library, notBuilt, pin } from './virtual-token/test-token.ts';
import type { TestToken } from './virtual-token/test-token.ts';
import {
  insertToken,
  pullToken,
  readCallLog,
  setFaults,
  startCallLog,
} from './virtual-token/token-folder.ts';
import { triesLeft, typeOnPinPad } from './virtual-token/token-folder.ts';
import type { SignatureOrder, VirtualTokenOptions } from './virtual-token/token-folder.ts';
import { addCertificate, addPrivateKey } from './virtual-token/token-objects.ts';

const vectors = readVectors(fileURLToPath(new URL('../tests/vectors/pkcs12', import.meta.url)));
const scratch = createFolder();
const started: ChildProcess[] = [];
let token: TestToken;

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  token?.remove();
});
afterAll(() => scratch.remove());

const digests: Readonly<Record<string, readonly [DigestName, number]>> = {
  'ok-rsa': ['sha256', 32],
  'ok-gost-2015': ['streebog512', 64],
  'ok-gost-2004': ['gost34311', 32],
};

type Answer<T> =
  { ok: true; value: T } | { ok: false; error: { code: string; params: Record<string, string> } };

/** A host of a library, asked as main asks it. */
function start(module: string, environment: Readonly<Record<string, string>>, execArgv: string[] = []) {
  const child = fork(bundled.host, [JSON.stringify({ provider: 'pkcs11', library: module })], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv,
    env: { ...process.env, ...environment },
  });
  started.push(child);
  const ended = once(child, 'exit').then(() => Promise.reject<never>(new Error('the host has ended')));
  ended.catch(() => undefined);
  const waiting: ((answer: unknown) => void)[] = [];
  child.on('message', answer => waiting.shift()?.(answer));
  const ask = <T>(command: string, request: object = {}): Promise<Answer<T>> => {
    const answer = new Promise<unknown>(resolve => {
      waiting.push(resolve);
    });
    child.send({ id: 1, command, request });
    return Promise.race([answer as Promise<Answer<T>>, ended]);
  };
  return { child, ask };
}

function virtual(options: Partial<VirtualTokenOptions> = {}, execArgv: string[] = []) {
  token = createTestToken(options);
  startCallLog(token.dir);
  const host = start(library, { TANBA_VIRTUAL_TOKEN: token.dir }, execArgv);
  const store: TokenRef = { kind: 'token', module: library, serial: '00000000000000a1', label: 'Demo' };
  const open = (text = pin, more: object = {}) =>
    host.ask<HostResponse<'open'>>('open', { store, pin: utf8ToBytes(text), ...more });
  const sign = (alias: string, vector: string, more: object = {}) => {
    const [digestName, length] = digests[vector]!;
    const digest = new Uint8Array(length).fill(7);
    return host.ask<HostResponse<'sign'>>('sign', { store, alias, digestName, digest, ...more });
  };
  return { ...host, store, open, sign };
}

/** Puts the key of a vector on the token, with its certificate. */
function put(vector: string, id: number, always = false): Uint8Array {
  const file = vectors.find(({ name }) => name === vector)!.file();
  const [entry] = openPkcs12(file, vectorPin(), vector).entries;
  const options = { id: Uint8Array.of(id), label: vector };
  addPrivateKey({ dir: token.dir }, entry!.privateKey, { ...options, alwaysAuthenticate: always });
  addCertificate({ dir: token.dir }, entry!.certificateDer, options);
  return entry!.certificateDer;
}

const failed = (code: string): unknown =>
  expect.objectContaining({ ok: false, error: expect.objectContaining({ code }) as unknown });
const calls = (name: string): number => readCallLog(token.dir).filter(({ call }) => call === name).length;

function holds(certificate: Uint8Array, vector: string, answer: Answer<HostResponse<'sign'>>): boolean {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  const [name, length] = digests[vector]!;
  const digest = new Uint8Array(length).fill(7);
  return verifySignature(publicKeyOf(parseCertificate(certificate)), name, digest, answer.value.signature);
}

describe.skipIf(lacks('the token host', notBuilt))('a token', () => {
  it('is described without a PIN, with its certificates', async () => {
    const { ask } = virtual();
    const certificate = put('ok-rsa', 1);
    const answer = await ask<HostResponse<'tokens'>>('tokens');
    expect(answer).toMatchObject({
      value: {
        library: { manufacturer: 'Tanba' },
        tokens: [
          {
            label: 'Demo',
            serial: '00000000000000a1',
            initialised: true,
            locked: false,
            protectedPath: false,
          },
        ],
      },
    });
    expect(answer.ok && answer.value.tokens[0]!.certificates).toEqual([
      { alias: '01', label: 'ok-rsa', certificate },
    ]);
    expect(calls('C_Login')).toBe(0);
  });

  it.each(['sr-be', 'sr-le', 'rs-be', 'rs-le'] as const)(
    'signs with RSA and GOST of both lengths, whatever the order of its bytes: %s',
    async (signatureOrder: SignatureOrder) => {
      const { open, sign } = virtual({ signatureOrder });
      const names = Object.keys(digests);
      const certificates = names.map((name, index) => put(name, index + 1));
      const opened = await open();
      expect(opened).toMatchObject({ value: { unpaired: [] } });
      for (const [index, name] of names.entries()) {
        for (let round = 0; round < 2; round += 1) {
          expect(holds(certificates[index]!, name, await sign(`0${index + 1}`, name)), name).toBe(true);
        }
      }
      // The order is learnt once, and no signature is made in vain.
      expect([calls('C_Sign'), calls('C_Login')]).toEqual([2 * names.length, 1]);
    },
  );

  it('tells of keys without a certificate and certificates without a key', async () => {
    const { open } = virtual();
    const certificate = put('ok-rsa', 1);
    addCertificate({ dir: token.dir }, certificate, { id: Uint8Array.of(2), label: 'alone' });
    const [entry] = openPkcs12(
      vectors.find(({ name }) => name === 'ok-gost-2015')!.file(),
      vectorPin(),
      '',
    ).entries;
    addPrivateKey({ dir: token.dir }, entry!.privateKey, { id: Uint8Array.of(3), label: 'lone key' });
    expect(await open()).toMatchObject({
      value: {
        keys: [{ alias: '01' }],
        unpaired: [
          { kind: 'key', alias: '03', label: 'lone key' },
          { kind: 'certificate', alias: '02', label: 'alone' },
        ],
      },
    });
  });

  it('goes on through collections of garbage: what C points to stays where it is', async () => {
    const { open, sign } = virtual({}, ['--gc-interval=1000', '--gc-global']);
    const certificate = put('ok-rsa', 1);
    await open();
    for (let round = 0; round < 100; round += 1) {
      expect(holds(certificate, 'ok-rsa', await sign('01', 'ok-rsa'))).toBe(true);
    }
  });

  it('refuses a signature that its own certificate does not verify', async () => {
    const { open, sign } = virtual();
    put('ok-gost-2015', 1);
    await open();
    setFaults(token.dir, 'C_Sign corrupt');
    expect(await sign('01', 'ok-gost-2015')).toEqual(failed('key.wrong-signature'));
    setFaults(token.dir);
    expect((await sign('01', 'ok-gost-2015')).ok).toBe(true);
  });
});

describe.skipIf(lacks('PINs', notBuilt))('the PIN of a token', () => {
  it('costs one try when it is wrong, and none before it is sent', async () => {
    const { open, sign } = virtual({ maxTries: 3, triesLeft: 3 });
    put('ok-rsa', 1);
    expect(await open('00000000')).toEqual(failed('token.pin-incorrect'));
    expect([calls('C_Login'), triesLeft({ dir: token.dir })]).toEqual([1, 2]);
    expect(await open('')).toEqual(failed('keystore.pin-missing'));
    expect(await open('00000001')).toEqual(failed('token.pin-incorrect'));
    expect(await open()).toEqual(failed('token.pin-final-try'));
    expect([calls('C_Login'), triesLeft({ dir: token.dir })]).toEqual([2, 1]);
    expect((await open(pin, { finalTryConfirmed: true })).ok).toBe(true);
    expect((await sign('01', 'ok-rsa')).ok).toBe(true);
    expect(triesLeft({ dir: token.dir })).toBe(3);
  });

  it('is not sent to a token that is locked', async () => {
    const { open } = virtual({ triesLeft: 0 });
    expect(await open()).toEqual(failed('token.pin-locked'));
    expect(calls('C_Login')).toBe(0);
  });

  it('may be typed on the token', async () => {
    const { open } = virtual({ protectedAuthenticationPath: true });
    put('ok-rsa', 1);
    expect(await open('')).toEqual(failed('token.cancelled'));
    typeOnPinPad({ dir: token.dir }, pin);
    expect(await open('')).toMatchObject({ ok: true, value: { keys: [{ alias: '01' }] } });
  });

  it('goes with every signature where the key wants that', async () => {
    const { open, sign } = virtual();
    const certificate = put('ok-rsa', 1, true);
    expect(await open()).toMatchObject({ value: { keys: [{ alias: '01', asksPinEachTime: true }] } });
    expect(await sign('01', 'ok-rsa')).toEqual(failed('token.login-required'));
    expect(await sign('01', 'ok-rsa', { pin: utf8ToBytes('00000000') })).toEqual(
      failed('token.pin-incorrect'),
    );
    for (let round = 0; round < 2; round += 1) {
      expect(holds(certificate, 'ok-rsa', await sign('01', 'ok-rsa', { pin: utf8ToBytes(pin) }))).toBe(true);
    }
    expect(calls('C_Login')).toBe(4);
  });
});

describe.skipIf(lacks('faults', notBuilt))('what happens to a token', () => {
  it.each([
    ['before a signature', () => pullToken({ dir: token.dir })],
    ['in the course of one', () => setFaults(token.dir, 'C_Sign pull-token once')],
  ])('is said: pulled %s; put back it opens again', async (_when, pull) => {
    const { open, sign } = virtual();
    const certificate = put('ok-rsa', 1);
    await open();
    pull();
    expect(await sign('01', 'ok-rsa')).toEqual(failed('token.removed'));
    expect(await open()).toEqual(failed('token.not-present'));
    insertToken({ dir: token.dir });
    expect(await sign('01', 'ok-rsa')).toEqual(failed('keystore.locked'));
    await open();
    expect(holds(certificate, 'ok-rsa', await sign('01', 'ok-rsa'))).toBe(true);
  });

  // One host for all faults: that it goes on working is what is to be shown.
  const whileOpening = [
    ['C_Initialize return 0x5', 'token.general'],
    ['C_GetSlotList garbage-length', 'token.garbled'],
    ['C_OpenSession return 0xb1', 'token.session-count'],
    ['C_Login return 0x30', 'token.device-error'],
    ['C_Login return 0x80000123', 'token.ckr-unknown'],
    ['C_FindObjects garbage-length', 'token.garbled'],
    ['C_GetAttributeValue garbage-length', 'token.garbled'],
  ] as const;
  it('while it is opened is told in the right words, and is over with its cause', async () => {
    const { open, sign } = virtual();
    put('ok-rsa', 1);
    for (const [fault, code] of whileOpening) {
      setFaults(token.dir, fault);
      expect(await open(), fault).toEqual(failed(code));
      setFaults(token.dir);
      expect(await open(), fault).toMatchObject({ ok: true });
      expect(await sign('01', 'ok-rsa'), fault).toMatchObject({ ok: true });
      expect(triesLeft({ dir: token.dir })).toBe(10);
    }
  });

  const whileSigning = [
    ['C_SignInit return 0x70', 'token.mechanism'],
    ['C_Sign return 0x31', 'token.device-memory'],
    ['C_Sign return 0x6', 'token.function-failed'],
    ['C_Sign garbage-length', 'token.garbled'],
    ['C_Sign truncate', 'key.wrong-signature'],
  ] as const;
  it('while it signs is told in the right words, and the next signature works without a PIN', async () => {
    const { open, sign } = virtual();
    put('ok-rsa', 1);
    await open();
    for (const [fault, code] of whileSigning) {
      setFaults(token.dir, fault);
      expect(await sign('01', 'ok-rsa'), fault).toEqual(failed(code));
      setFaults(token.dir);
      expect(await sign('01', 'ok-rsa'), fault).toMatchObject({ ok: true });
    }
    expect(calls('C_Login')).toBe(1);
  });

  it.each(['crash segv', 'crash abort'])('ends its host and nothing else: %s', async fault => {
    const { open, sign, child } = virtual();
    put('ok-rsa', 1);
    await open();
    setFaults(token.dir, `C_Sign ${fault} once`);
    await expect(sign('01', 'ok-rsa')).rejects.toThrow('the host has ended');
    expect(child.signalCode).toBe(fault === 'crash segv' ? 'SIGSEGV' : 'SIGABRT');
  });

  it('can be a hang, which the host’s end ends', async () => {
    const { open, sign, child } = virtual();
    put('ok-rsa', 1);
    await open();
    setFaults(token.dir, 'C_Sign hang once');
    const hanging = sign('01', 'ok-rsa').catch((error: Error) => error.message);
    expect(await Promise.race([hanging, setTimeout(300, 'hangs')])).toBe('hangs');
    child.kill('SIGKILL');
    expect(await hanging).toBe('the host has ended');
  });
});

describe('a library', () => {
  it.each([
    ['is not there', () => join(scratch.path, 'gone.so'), 'token.library-missing'],
    ['is no library', () => scratch.file('text.so', 'text'), 'token.library-load'],
  ])('that %s', async (_how, path, code) => {
    const { ask } = start(path(), {});
    expect(await ask('tokens')).toEqual(failed(code));
  });

  it.runIf(process.platform === 'linux')('of another kind is told from a driver', async () => {
    const { ask } = start(
      fileURLToPath(
        new URL('../node_modules/@koromix/koffi-linux-x64/linux_x64/koffi.node', import.meta.url),
      ),
      {},
    );
    expect(await ask('tokens')).toEqual(failed('token.library-alien'));
  });
});

describe.skipIf(lacks('SoftHSM2', noSoftHsm, noPkcs11Tool))('SoftHSM2', () => {
  it('signs with RSA', async () => {
    const { environment, certificate } = createSoftToken(scratch.path, pin);
    const { ask } = start(softhsm, environment);
    const described = await ask<HostResponse<'tokens'>>('tokens');
    const soft = described.ok ? described.value.tokens.find(({ label }) => label === 'Soft') : undefined;
    expect(soft).toMatchObject({ initialised: true, certificates: [{ alias: '0a' }] });
    const store = { kind: 'token', module: softhsm, serial: soft!.serial, label: 'Soft' };
    expect(await ask('open', { store, pin: utf8ToBytes('wrong') })).toEqual(failed('token.pin-incorrect'));
    expect(await ask('open', { store, pin: utf8ToBytes(pin) })).toMatchObject({
      value: { keys: [{ alias: '0a' }] },
    });
    const request = { store, alias: '0a', digestName: 'sha256', digest: new Uint8Array(32).fill(7) };
    expect(holds(certificate, 'ok-rsa', await ask('sign', request))).toBe(true);
  });
});
