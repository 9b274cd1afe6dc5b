/** A value of an employee's work, as it is shown. */
import { employeeStateWords } from '../../contract/portal/state-words.ts';
import type { TermField, Terms } from '../logic/employee-edits.ts';
import { formatDay } from '../logic/format.ts';
import { language } from './words.ts';

export function termText(field: TermField, value: Terms[TermField]): string {
  if (typeof value === 'boolean') return employeeStateWords[value ? 'active' : 'inactive'][language.value];
  return field === 'since' || field === 'until' ? formatDay(value) : value;
}
