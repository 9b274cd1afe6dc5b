/** The portal that the window talks to, and who is logged in there. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { KeyRef } from '../../contract/keys.ts';
import type { Identified, PortalState } from '../../contract/portal/app-calls.ts';
import { ask, listen } from '../api.ts';

/**
 * How often the portal is asked whether the session is still open: asking keeps it open, so it is asked only where somebody has
 * worked in the window since the last time. Without that the session ends by idling, as it should.
 */
const REFRESH_MS = 60_000;
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'wheel'] as const;

export const usePortal = defineStore('portal', () => {
  const state = shallowRef<PortalState | null>(null);
  const loading = ref(false);
  /** Counts the sessions that ended without the person's doing. */
  const ended = ref(0);
  const session = computed(() => state.value?.session ?? null);
  const registers = computed(() => state.value?.registers === true);
  let leaving = false;
  let alive = false;
  let timer: ReturnType<typeof setInterval> | undefined;
  for (const sign of SIGNS_OF_LIFE) {
    window.addEventListener(sign, () => (alive = true), { capture: true, passive: true });
  }

  /** The end of the session arrives as an event; a portal that cannot be reached now is asked again. */
  function refresh(): void {
    if (!alive) return;
    alive = false;
    void ask('portal.refresh', undefined).catch(() => undefined);
  }

  listen('portal.sessionChanged', next => {
    if (!state.value) return;
    if (state.value.session && !next && !leaving) ended.value += 1;
    state.value = { ...state.value, session: next };
    clearInterval(timer);
    if (next) timer = setInterval(refresh, REFRESH_MS);
  });

  async function load(): Promise<void> {
    loading.value = true;
    try {
      state.value = await ask('portal.state', undefined);
    } finally {
      loading.value = false;
    }
  }

  const identify = (key: KeyRef, pin: Uint8Array | null): Promise<Identified> =>
    ask('portal.identify', { key, ...(pin && { pin }) });

  const logIn = (login: string, password: Uint8Array) =>
    ask('portal.logIn', { login, password, profile: null });

  const choose = (profile: string) => ask('portal.choose', profile);

  async function logOut(): Promise<void> {
    leaving = true;
    try {
      await ask('portal.logOut', undefined);
    } finally {
      leaving = false;
    }
  }

  const registrable = () => ask('portal.registrable', undefined);
  const openMailbox = () => ask('portal.openMailbox', undefined);

  return {
    state,
    session,
    registers,
    loading,
    ended,
    load,
    identify,
    logIn,
    choose,
    logOut,
    registrable,
    openMailbox,
  };
});
