/** Russian words about employees, their powers, and enterprises that invite. */
import type { Messages } from '../kk/index.ts';

export const employees: Pick<Messages, 'esfUsers' | 'esfEnterprises' | 'esfTabs' | 'employees'> = {
  esfUsers: { title: 'ИС ЭСФ: пользователи' },
  esfEnterprises: { title: 'ИС ЭСФ: мои предприятия' },
  esfTabs: {
    label: 'Страницы ИС ЭСФ',
    esf: 'Главная',
    esfUsers: 'Пользователи',
    esfEnterprises: 'Мои предприятия',
    poaList: 'Доверенности',
  },
  employees: {
    logInFirst: 'Сначала войдите на портал.',
  },
};
