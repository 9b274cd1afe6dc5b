/** The twelve powers that an employee can be given at ИС ЭСФ, in the portal's order and words. */

export const powers = [
  'invoice.view',
  'invoice.create',
  'invoice.correct',
  'invoice.supplement',
  'invoice.revoke',
  'invoice.draft',
  'budget.settle',
  'employee.add',
  'employee.powers',
  'contract.edit',
  'contract.sign-change',
  'warehouse.work',
] as const;
export type Power = (typeof powers)[number];

export const powerGroups = {
  invoices: [
    'invoice.view',
    'invoice.create',
    'invoice.correct',
    'invoice.supplement',
    'invoice.revoke',
    'invoice.draft',
  ],
  settlements: ['budget.settle'],
  employees: ['employee.add', 'employee.powers'],
  contracts: ['contract.edit', 'contract.sign-change'],
  warehouse: ['warehouse.work'],
} as const satisfies Readonly<Record<string, readonly Power[]>>;
export type PowerGroup = keyof typeof powerGroups;

/** What is given together most often. A full accountant does everything but decide over people. */
export const powerPresets = {
  'invoices-only': powerGroups.invoices,
  'full-accountant': powers.filter(power => !power.startsWith('employee.')),
} as const satisfies Readonly<Record<string, readonly Power[]>>;
export type PowerPreset = keyof typeof powerPresets;

export function isPower(text: string): text is Power {
  return powers.some(power => power === text);
}

/** In the order of the table, each once. */
export function inOrder(given: Iterable<Power>): Power[] {
  const wanted = new Set(given);
  return powers.filter(power => wanted.has(power));
}

interface PowerWords {
  readonly kk: string;
  readonly ru: string;
  readonly en: string;
}

/** The Russian and Kazakh words are also those of the signed document: they are never edited without a new version of it. */
export const powerWords: Readonly<Record<Power, PowerWords>> = {
  'invoice.view': {
    kk: 'Шот-фактураны қарау',
    ru: 'Просматривать Счет-фактуру',
    en: 'View invoices',
  },
  'invoice.create': {
    kk: 'Жаңа шот-фактура жасау',
    ru: 'Создавать новый Счет-фактуру',
    en: 'Create new invoices',
  },
  'invoice.correct': {
    kk: 'Түзетілген шот-фактура жасау',
    ru: 'Создавать исправленный Счет-фактуру',
    en: 'Create corrected invoices',
  },
  'invoice.supplement': {
    kk: 'Қосымша шот-фактура жасау',
    ru: 'Создавать дополнительный Счет-фактуру',
    en: 'Create additional invoices',
  },
  'invoice.revoke': {
    kk: 'Шот-фактураны кері қайтарып алу',
    ru: 'Отзывать Счет-фактуру',
    en: 'Revoke invoices',
  },
  'invoice.draft': { kk: 'Жоба жасау', ru: 'Создавать черновик', en: 'Create drafts' },
  'budget.settle': {
    kk: 'Бюджетпен есеп айырысуға жауапты қызметкер',
    ru: 'Ответственный работник по расчетам с бюджетом',
    en: 'Responsible for settlements with the budget',
  },
  'employee.add': { kk: 'Қызметкер қосу', ru: 'Добавлять сотрудника', en: 'Add employees' },
  'employee.powers': {
    kk: 'Қызметкердің өкілеттіктерін өзгерту',
    ru: 'Изменять полномочия сотрудника',
    en: 'Change an employee’s powers',
  },
  'contract.edit': { kk: 'Келісімшартты өңдеу', ru: 'Редактировать контракт', en: 'Edit contracts' },
  'contract.sign-change': {
    kk: 'Келісімшартты өзгерту сұрауына қол қою',
    ru: 'Подписывать запрос при изменении контракта',
    en: 'Sign requests to change a contract',
  },
  'warehouse.work': {
    kk: 'Виртуалды қоймамен жұмыс істеу',
    ru: 'Работать с виртуальным складом',
    en: 'Work with the virtual warehouse',
  },
};

export const groupWords: Readonly<Record<PowerGroup, PowerWords>> = {
  invoices: { kk: 'Шот-фактуралар', ru: 'Счета-фактуры', en: 'Invoices' },
  settlements: { kk: 'Есеп айырысу', ru: 'Расчеты', en: 'Settlements' },
  employees: { kk: 'Қызметкерлер', ru: 'Сотрудники', en: 'Employees' },
  contracts: { kk: 'Келісімшарттар', ru: 'Контракты', en: 'Contracts' },
  warehouse: { kk: 'Виртуалды қойма', ru: 'Виртуальный склад', en: 'Virtual warehouse' },
};

export const presetWords: Readonly<Record<PowerPreset, PowerWords>> = {
  'invoices-only': { kk: 'Тек шот-фактуралар', ru: 'Только счета-фактуры', en: 'Invoices only' },
  'full-accountant': { kk: 'Толық бухгалтер', ru: 'Полный бухгалтер', en: 'Full accountant' },
};
