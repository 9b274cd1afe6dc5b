import { describe, expect, it } from 'vitest';
import { TanbaError } from '../contract/errors/index.ts';
import type { StoreRef } from '../contract/keys.ts';
import { createDispatcher } from './dispatcher.ts';
import type { Provider } from './provider.ts';

const store: StoreRef = { kind: 'file', path: '/keys/a.p12' };

/** A provider that notes what it was asked; `open` fails with whatever it is given. */
function recording(failure?: unknown): Provider & { readonly asked: string[]; readonly pins: string[] } {
  const asked: string[] = [];
  const pins: string[] = [];
  return {
    name: 'recording',
    asked,
    pins,
    open({ pin }) {
      pins.push(new TextDecoder().decode(pin));
      return failure === undefined ? Promise.resolve({ keys: [] }) : Promise.reject(failure as Error);
    },
    sign: ({ alias }) => Promise.resolve({ signature: new TextEncoder().encode(alias) }),
    lock: locked => void asked.push(`lock ${locked?.kind === 'file' ? locked.path : 'all'}`),
  };
}

describe('a dispatcher', () => {
  it('says who it is', async () => {
    const answer = await createDispatcher(recording())({ id: 7, command: 'hello', request: {} });
    expect(answer).toEqual({ id: 7, ok: true, value: { provider: 'recording' } });
  });

  it.each([
    ['succeeds', undefined],
    ['fails', new TanbaError('keystore.pin-incorrect', { store: 'a.p12' })],
    ['breaks', new Error('at /home/me: PIN 1234')],
  ])('gives the PIN to the provider and zeroes it when opening %s', async (_how, failure) => {
    const provider = recording(failure);
    const pin = new TextEncoder().encode('Secret-1');
    await createDispatcher(provider)({ id: 1, command: 'open', request: { store, pin } });
    expect(provider.pins).toEqual(['Secret-1']);
    expect(pin.every(octet => octet === 0)).toBe(true);
  });

  it('zeroes a PIN that goes with a signature', async () => {
    const pin = new TextEncoder().encode('Secret-1');
    const request = { store, alias: 'ab', digestName: 'sha256', digest: new Uint8Array(32), pin };
    await createDispatcher(recording())({ id: 1, command: 'sign', request });
    expect(pin.every(octet => octet === 0)).toBe(true);
  });

  it('lists no tokens where the provider has none', async () => {
    const answer = await createDispatcher(recording())({ id: 1, command: 'tokens', request: {} });
    expect(answer).toEqual({ id: 1, ok: false, error: { code: 'host.protocol', params: {} } });
  });

  it('passes an error on as its code and parameters', async () => {
    const provider = recording(new TanbaError('keystore.pin-incorrect', { store: 'a.p12' }));
    const answer = await createDispatcher(provider)({
      id: 2,
      command: 'open',
      request: { store, pin: new Uint8Array(1) },
    });
    expect(answer).toEqual({
      id: 2,
      ok: false,
      error: { code: 'keystore.pin-incorrect', params: { store: 'a.p12' } },
    });
  });

  it('keeps what any other error says to itself', async () => {
    const provider = recording(new Error('at /home/me: PIN 1234'));
    const answer = await createDispatcher(provider)({
      id: 3,
      command: 'open',
      request: { store, pin: new Uint8Array(1) },
    });
    expect(answer).toEqual({
      id: 3,
      ok: false,
      error: { code: 'internal.fault', params: { id: 'token-host' } },
    });
  });

  it('signs and locks', async () => {
    const provider = recording();
    const dispatch = createDispatcher(provider);
    const request = { store, alias: 'ab', digestName: 'sha256', digest: new Uint8Array(32) };
    expect(await dispatch({ id: 4, command: 'sign', request })).toEqual({
      id: 4,
      ok: true,
      value: { signature: Uint8Array.of(0x61, 0x62) },
    });
    expect(await dispatch({ id: 5, command: 'lock', request: { store } })).toEqual({
      id: 5,
      ok: true,
      value: {},
    });
    expect(provider.asked).toEqual(['lock /keys/a.p12']);
  });

  it.each([
    [{ id: 9, command: 'sign', request: { store } }, 9],
    [{ id: 9, command: 'open', request: { store, pin: 'text' } }, 9],
    [{ id: 9, command: 'open', request: { store: { kind: 'file', path: '' }, pin: new Uint8Array(1) } }, 9],
    [{ id: 9, command: 'format-disk', request: {} }, -1],
    [{ command: 'hello', request: {} }, -1],
    ['hello', -1],
    [null, -1],
  ])('refuses %j', async (message, id) => {
    const answer = await createDispatcher(recording())(message);
    expect(answer).toEqual({ id, ok: false, error: { code: 'host.protocol', params: {} } });
  });
});
