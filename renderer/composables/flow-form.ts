/** What is typed into a step: kept by main a moment after each change, and at once when the step is left. */
import { onBeforeUnmount, onDeactivated, reactive, watch } from 'vue';
import type { FlowForm, FlowView } from '../../contract/flow.ts';
import { useFlows } from '../stores/flows.ts';

const PAUSE_MS = 400;

type TextField = {
  [K in keyof FlowForm]-?: FlowForm[K] extends string | undefined ? K : never;
}[keyof FlowForm];

/** Call in a step's setup. @param names the fields of this step, with what they hold where nothing was typed yet. */
export function useFlowForm<K extends TextField>(flow: FlowView, names: Readonly<Record<K, string>>) {
  const flows = useFlows();
  const entries = Object.entries<string>(names).map(([name, empty]) => [name, flow.form[name as K] || empty]);
  const form = reactive(Object.fromEntries(entries) as Record<K, string>);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;

  /** A draft that cannot be kept costs the comfort of going on later, not what is on the screen. */
  function save(): void {
    clearTimeout(timer);
    if (!dirty) return;
    dirty = false;
    void flows.save(flow.id, { ...form } as FlowForm).catch(() => undefined);
  }

  watch(form as Record<string, string>, () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  onBeforeUnmount(save);
  onDeactivated(save);
  return { form, values: (): FlowForm => ({ ...form }) as FlowForm };
}
