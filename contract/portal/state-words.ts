/** The states of employees and powers of attorney in words; those of employees as the portal names them. */
import type { EmployeeState } from './employees.ts';
import type { PoaState } from './powers-of-attorney.ts';

interface StateWords {
  readonly kk: string;
  readonly ru: string;
  readonly en: string;
}

export const employeeStateWords: Readonly<Record<EmployeeState, StateWords>> = {
  invited: { kk: 'Сұрау жіберілді', ru: 'Отправлен запрос', en: 'Invitation sent' },
  inactive: { kk: 'Белсенді емес', ru: 'Неактивный', en: 'Inactive' },
  active: { kk: 'Белсенді', ru: 'Активный', en: 'Active' },
  declined: { kk: 'Бас тартты', ru: 'Отклонён', en: 'Declined' },
  withdrawn: { kk: 'Қайтарып алынды', ru: 'Отозван', en: 'Withdrawn' },
  left: { kk: 'Кетті', ru: 'Вышел', en: 'Left' },
};

export const poaStateWords: Readonly<Record<PoaState, StateWords>> = {
  draft: { kk: 'жоба', ru: 'черновик', en: 'draft' },
  signed: { kk: 'қол қойылған', ru: 'подписана', en: 'signed' },
  sent: { kk: 'жіберілген', ru: 'отправлена', en: 'sent' },
  active: { kk: 'жарамды', ru: 'действует', en: 'active' },
  expired: { kk: 'мерзімі өткен', ru: 'истекла', en: 'expired' },
  revoked: { kk: 'күші жойылған', ru: 'отозвана', en: 'revoked' },
};
