import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { bytes, call, event } from '../contract/define.ts';
import { TanbaError } from '../contract/errors/index.ts';
import { emitTo, serveCalls } from './ipc-main.ts';
import type { Envelope, Handlers } from '../contract/define.ts';
import type { Frame, IpcMain, Window } from './electron.ts';

const api = {
  double: call(z.object({ value: z.number() }), z.number()),
  unlock: call(z.object({ pin: bytes }), z.void()),
  told: event(z.string()),
} as const;

const origin = 'app://tanba';
const ours: Frame = { origin, parent: null };

function served(handlers: Partial<Handlers<typeof api>>) {
  const channels = new Map<string, Parameters<IpcMain['handle']>[1]>();
  const faults: string[] = [];
  serveCalls({
    ipcMain: { handle: (channel, listener) => void channels.set(channel, listener) },
    api,
    handlers: { double: async ({ value }) => value * 2, unlock: async () => undefined, ...handlers },
    origin,
    onFault: id => faults.push(id),
  });
  const ask = (channel: string, input: unknown, senderFrame: Frame | null = ours) =>
    channels.get(channel)?.({ senderFrame }, input) as Promise<Envelope<unknown>>;
  return { ask, channels, faults };
}

describe('calls', () => {
  it('have a channel each, and events none', () => {
    expect([...served({}).channels.keys()]).toEqual(['double', 'unlock']);
  });

  it('answer with an envelope', async () => {
    expect(await served({}).ask('double', { value: 4 })).toEqual({ ok: true, value: 8 });
  });

  it.each([
    ['a frame that is gone', null],
    ['a frame inside our page', { origin, parent: ours }],
    ['another page', { origin: 'https://example.kz', parent: null }],
    ['a page without an origin', { origin: 'null', parent: null }],
    ['an origin that begins like ours', { origin: 'app://tanba.example', parent: null }],
  ])('from %s are refused before the handler', async (_who, frame) => {
    let called = false;
    const { ask } = served({
      double: async () => {
        called = true;
        return 0;
      },
    });
    const refused = { ok: false, error: { code: 'ipc.sender-refused', params: {} } };
    expect(await ask('double', { value: 1 }, frame)).toEqual(refused);
    expect(called).toBe(false);
  });

  it('that are not as declared are refused with their name', async () => {
    const refused = { ok: false, error: { code: 'ipc.bad-request', params: { call: 'double' } } };
    expect(await served({}).ask('double', { value: '4' })).toEqual(refused);
  });

  it('give a code for an error of the catalogue, and only a number for any other', async () => {
    const { ask, faults } = served({
      double: async ({ value }) => {
        if (value === 0) throw new TanbaError('document.not-found', { file: 'a' }, { cause: 'secret' });
        throw new Error('secret');
      },
    });
    const known = { code: 'document.not-found', params: { file: 'a' } };
    expect(await ask('double', { value: 0 })).toEqual({ ok: false, error: known });
    const unknown = await ask('double', { value: 1 });
    expect(JSON.stringify(unknown)).not.toContain('secret');
    expect(unknown).toMatchObject({
      ok: false,
      error: { code: 'internal.fault', params: { id: faults[0] } },
    });
  });

  it('that answer with something undeclared are our fault', async () => {
    const { ask } = served({ double: async () => 'eight' as unknown as number });
    expect(await ask('double', { value: 4 })).toMatchObject({ ok: false, error: { code: 'internal.fault' } });
  });

  it.each(['answered', 'refused', 'failed'])('leave no byte of their input behind once %s', async how => {
    const pin = new Uint8Array([1, 2, 3]);
    let seen: number[] = [];
    const { ask } = served({
      unlock: async input => {
        seen = [...input.pin];
        if (how === 'failed') throw new TanbaError('host.crashed', {});
      },
    });
    await ask('unlock', { pin }, how === 'refused' ? null : ours);
    expect(seen).toEqual(how === 'refused' ? [] : [1, 2, 3]);
    expect([...pin]).toEqual([0, 0, 0]);
  });
});

describe('events', () => {
  it('go to every window that is open', () => {
    const heard: unknown[] = [];
    const window = (destroyed: boolean) =>
      ({
        isDestroyed: () => destroyed,
        webContents: { send: (channel: string, payload: unknown) => heard.push([channel, payload]) },
      }) as unknown as Window;
    emitTo<typeof api>(() => [window(false), window(true), window(false)])('told', 'news');
    expect(heard).toEqual([
      ['told', 'news'],
      ['told', 'news'],
    ]);
  });
});
