/** The fields of one form, so that sending it can say of all of them at once what is wrong. */
import { inject, onBeforeUnmount, provide } from 'vue';
import type { InjectionKey } from 'vue';

export interface CheckedField {
  /** Shows what is wrong. @returns whether anything is. */
  check(): boolean;
  focus(): void;
}

const group: InjectionKey<Set<CheckedField>> = Symbol('fields');

/** Call in the form's setup. @returns a check of every field, with the focus on the first wrong one. */
export function useFieldGroup(): () => boolean {
  const fields = new Set<CheckedField>();
  provide(group, fields);
  return () => {
    const wrong = [...fields].filter(field => field.check());
    wrong[0]?.focus();
    return wrong.length > 0;
  };
}

/** Call in a field's setup. */
export function joinFieldGroup(field: CheckedField): void {
  const fields = inject(group, null);
  fields?.add(field);
  onBeforeUnmount(() => fields?.delete(field));
}
