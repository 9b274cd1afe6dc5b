/** Kazakh words about employees, their powers, and enterprises that invite. */
export const employees = {
  esfUsers: { title: 'ЭШФ АЖ: пайдаланушылар' },
  esfEnterprises: { title: 'ЭШФ АЖ: менің кәсіпорындарым' },
  esfTabs: {
    label: 'ЭШФ АЖ беттері',
    esf: 'Басты бет',
    esfUsers: 'Пайдаланушылар',
    esfEnterprises: 'Менің кәсіпорындарым',
    poaList: 'Сенімхаттар',
  },
  employees: {
    logInFirst: 'Алдымен порталға кіріңіз.',
  },
};
