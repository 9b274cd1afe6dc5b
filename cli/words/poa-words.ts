/** What `tanba poa` says. */
import type { Language } from '../../contract/errors/index.ts';

export interface PoaCliWords {
  readonly columns: Readonly<Record<'number' | 'attorney' | 'powers' | 'since' | 'until' | 'state', string>>;
  readonly prepared: (count: number, folder: string) => string;
  readonly wouldPrepare: (count: number) => string;
  /** Rows of what is there already. */
  readonly repeated: (count: number) => string;
  /** Of what would be signed, sent or revoked. */
  readonly wouldTake: (count: number) => string;
  readonly signed: (count: number) => string;
  readonly sent: (count: number, refused: number) => string;
  readonly revoked: (count: number) => string;
  readonly none: string;
  readonly passwordPrompt: string;
  readonly outboxState: Readonly<Record<'prepared' | 'signed' | 'sending' | 'sent' | 'refused', string>>;
}

export const poaCliWords: Readonly<Record<Language, PoaCliWords>> = {
  kk: {
    columns: {
      number: 'Нөмірі',
      attorney: 'Қызметкер',
      powers: 'Өкілеттіктер',
      since: 'Басталуы',
      until: 'Аяқталуы',
      state: 'Күйі',
    },
    prepared: (count, folder) => `${folder} ішінде дайындалды: ${count}. Енді: tanba poa sign`,
    wouldPrepare: count => `дайындалар еді: ${count}; ештеңе жазылған жоқ`,
    repeated: count => `бұрыннан бар, қайта жасалмайды: ${count} (--force бәрібір жасайды)`,
    wouldTake: count => `алынар еді: ${count}; ештеңе өзгертілген жоқ`,
    signed: count => `қол қойылды: ${count}. Енді: tanba poa send`,
    sent: (count, refused) => `жіберілді: ${count}, портал қабылдамады: ${refused}`,
    revoked: count => `күші жойылды: ${count}`,
    none: 'Сенімхат жоқ.',
    passwordPrompt: 'ЭШФ АЖ кабинеті',
    outboxState: {
      prepared: 'дайындалған',
      signed: 'қол қойылған',
      sending: 'жіберілуде',
      sent: 'жіберілген',
      refused: 'қабылданбаған',
    },
  },
  ru: {
    columns: {
      number: 'Номер',
      attorney: 'Сотрудник',
      powers: 'Полномочия',
      since: 'Начало',
      until: 'Окончание',
      state: 'Состояние',
    },
    prepared: (count, folder) => `подготовлено в ${folder}: ${count}. Дальше: tanba poa sign`,
    wouldPrepare: count => `было бы подготовлено: ${count}; ничего не записано`,
    repeated: count => `уже есть и не делается снова: ${count} (--force сделает всё равно)`,
    wouldTake: count => `было бы взято: ${count}; ничего не изменено`,
    signed: count => `подписано: ${count}. Дальше: tanba poa send`,
    sent: (count, refused) => `отправлено: ${count}, портал не принял: ${refused}`,
    revoked: count => `отозвано: ${count}`,
    none: 'Доверенностей нет.',
    passwordPrompt: 'кабинет ИС ЭСФ',
    outboxState: {
      prepared: 'подготовлена',
      signed: 'подписана',
      sending: 'отправляется',
      sent: 'отправлена',
      refused: 'не принята',
    },
  },
  en: {
    columns: {
      number: 'Number',
      attorney: 'Employee',
      powers: 'Powers',
      since: 'From',
      until: 'Until',
      state: 'State',
    },
    prepared: (count, folder) => `prepared in ${folder}: ${count}. Next: tanba poa sign`,
    wouldPrepare: count => `would be prepared: ${count}; nothing was written`,
    repeated: count => `there already and not made again: ${count} (--force makes them all the same)`,
    wouldTake: count => `would be taken: ${count}; nothing was changed`,
    signed: count => `signed: ${count}. Next: tanba poa send`,
    sent: (count, refused) => `sent: ${count}, refused by the portal: ${refused}`,
    revoked: count => `revoked: ${count}`,
    none: 'No powers of attorney.',
    passwordPrompt: 'the ESF cabinet',
    outboxState: {
      prepared: 'prepared',
      signed: 'signed',
      sending: 'being sent',
      sent: 'sent',
      refused: 'refused',
    },
  },
};
