/** What managers and employees sign besides powers of attorney. */
import type { EmployeeChange, Membership } from '../../../contract/portal/employees.ts';
import { employeeStateWords } from '../../../contract/portal/state-words.ts';
import type { EmployeeRow } from './employee-record.ts';

type Language = 'kk' | 'ru';

export interface Difference {
  readonly row: EmployeeRow;
  readonly change: EmployeeChange;
}

const FIELDS = {
  state: { kk: 'Күйі', ru: 'Статус' },
  position: { kk: 'Лауазымы', ru: 'Должность' },
  since: { kk: 'Басталуы', ru: 'Начало' },
  until: { kk: 'Аяқталуы', ru: 'Окончание' },
  email: { kk: 'E-mail', ru: 'E-mail' },
} as const;

/** Each difference on a line of its own: what it was, and what it is to be. */
export function changesText(differences: readonly Difference[], language: Language): string {
  const title = { kk: 'Қызметкерлерді басқару', ru: 'Управление сотрудниками' }[language];
  return [title, ...differences.flatMap(difference => ['', ...lines(difference, language)])].join('\n');
}

function lines({ row, change }: Difference, language: Language): string[] {
  const state = change.active ? 'active' : 'inactive';
  const stateLine = [employeeStateWords[row.state][language], employeeStateWords[state][language]] as const;
  const fields = (['position', 'since', 'until', 'email'] as const).map(
    field => [field, row[field], change[field]] as const,
  );
  return [
    `${row.name}, ${row.iin}`,
    ...[['state', ...stateLine] as const, ...fields]
      .filter(([, was, is]) => was !== is)
      .map(([field, was, is]) => `${FIELDS[field][language]}: ${was} → ${is}`),
  ];
}

/** With the terms of the work: what is accepted is that, and nothing that is written later. */
export function acceptanceText(membership: Membership, language: Language): string {
  const { name, tin } = membership;
  const title = {
    kk: `«${name}» (${tin}) кәсіпорнының шақыруын қабылдаймын.`,
    ru: `Принимаю приглашение предприятия «${name}» (${tin}).`,
  }[language];
  const terms = (['position', 'since', 'until'] as const).map(
    field => `${FIELDS[field][language]}: ${membership[field]}`,
  );
  return [title, '', ...terms].join('\n');
}

export function revocationText(
  poa: { readonly id: string; readonly attorney_name: string; readonly attorney: string },
  language: Language,
): string {
  const who = `${poa.attorney_name}, ${poa.attorney}`;
  return {
    kk: `Сенімхаттың күшін жоямын: № ${poa.id}, ${who}.`,
    ru: `Отзываю доверенность № ${poa.id}, выданную: ${who}.`,
  }[language];
}
