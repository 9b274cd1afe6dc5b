/** What the person has begun at the portal, as main keeps it; nothing of it lives in the window alone but passwords. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { FlowAction, FlowForm, FlowStart, FlowView } from '../../contract/flow.ts';
import { ask } from '../api.ts';
import { faultOf } from '../logic/faults.ts';

export const useFlows = defineStore('flows', () => {
  const flows = shallowRef<readonly FlowView[]>([]);
  /** Why the list could not be had. */
  const fault = shallowRef<ErrorData | null>(null);
  const currentId = ref<string | null>(null);
  const current = computed(() => flows.value.find(({ id }) => id === currentId.value) ?? null);
  const unfinished = computed(() => flows.value.filter(({ finished }) => !finished));

  function put(flow: FlowView): FlowView {
    flows.value = [flow, ...flows.value.filter(({ id }) => id !== flow.id)];
    return flow;
  }

  async function load(): Promise<void> {
    fault.value = null;
    try {
      flows.value = await ask('flows.list', undefined);
    } catch (thrown) {
      fault.value = faultOf(thrown);
    }
  }

  async function start(start: FlowStart): Promise<void> {
    currentId.value = put(await ask('flows.start', start)).id;
  }

  /** Whatever came of it, what is shown is what main keeps. */
  async function act(id: string, action: FlowAction): Promise<FlowView> {
    try {
      return put(await ask('flows.act', { id, action }));
    } catch (thrown) {
      await refresh(id);
      throw thrown;
    }
  }

  async function retry(id: string): Promise<FlowView> {
    try {
      return put(await ask('flows.retry', id));
    } catch (thrown) {
      await refresh(id);
      throw thrown;
    }
  }

  const get = async (id: string): Promise<FlowView> => put(await ask('flows.get', id));

  async function refresh(id: string): Promise<void> {
    await get(id).catch(() => undefined);
  }

  async function save(id: string, form: FlowForm): Promise<void> {
    await ask('flows.save', { id, form });
  }

  async function discard(id: string): Promise<void> {
    await ask('flows.discard', id);
    flows.value = flows.value.filter(flow => flow.id !== id);
    if (currentId.value === id) currentId.value = null;
  }

  return { flows, fault, currentId, current, unfinished, load, get, start, act, retry, save, discard };
});
