/** What is typed into a step: main keeps each change as soon as the one before is on the disk, so that a killed program has lost nothing. */
import { reactive, watch } from 'vue';
import type { FlowForm, FlowView } from '../../contract/flow.ts';
import { linesOf } from '../logic/lines.ts';
import { newestOnly } from '../logic/newest-only.ts';
import { useFlows } from '../stores/flows.ts';

/** Typed one a line. */
const lists: readonly (keyof FlowForm)[] = ['contractParties', 'contractParticipants'];

const textOf = (value: FlowForm[keyof FlowForm]): string =>
  typeof value === 'string' ? value : (value ?? []).join('\n');

function formOf(typed: Readonly<Record<string, string>>): FlowForm {
  const values = Object.entries(typed).map(([name, text]) => [
    name,
    lists.includes(name as keyof FlowForm) ? linesOf(text) : text,
  ]);
  return Object.fromEntries(values) as FlowForm;
}

/** Call in a step's setup. @param names the fields of this step, with what they hold where nothing was typed yet. */
export function useFlowForm<K extends keyof FlowForm>(flow: FlowView, names: Readonly<Record<K, string>>) {
  const flows = useFlows();
  const entries = Object.entries<string>(names).map(([name, empty]) => [
    name,
    textOf(flow.form[name as K]) || empty,
  ]);
  const form = reactive(Object.fromEntries(entries) as Record<K, string>);
  const values = (): FlowForm => formOf(form as Record<string, string>);
  /** A draft that cannot be kept costs the comfort of going on later, not what is on the screen. */
  const keep = newestOnly((typed: FlowForm) => flows.save(flow.id, typed));
  watch(form as Record<string, string>, () => keep(values()), { flush: 'sync' });
  return { form, values };
}
