/** The texts that people sign at the portal, in Kazakh and Russian. What binds them stands at their end, in plain sight. */
import type { Category, Project, Purpose } from '../../contract/portal/model.ts';

type Language = 'kk' | 'ru';

const PURPOSES: Readonly<Record<Purpose, Readonly<Record<Language, string>>>> = {
  login: { kk: 'Жүйеге кіру', ru: 'Вход в систему' },
  'registration.certificate': { kk: 'Тіркеу: сертификатты таңдау', ru: 'Регистрация: выбор сертификата' },
  'registration.agreement': { kk: 'Тіркеу: келісімге қол қою', ru: 'Регистрация: подписание соглашения' },
  'recovery.email': { kk: 'Электрондық поштаны ауыстыру', ru: 'Смена адреса электронной почты' },
  'recovery.password': { kk: 'Құпиясөзді ауыстыру', ru: 'Смена пароля' },
  'invitation.accept': { kk: 'Шақыруды қабылдау', ru: 'Принятие приглашения' },
  'employees.manage': { kk: 'Қызметкерлерді басқару', ru: 'Управление сотрудниками' },
};

const LINES = {
  kk: {
    purpose: 'Мақсаты',
    iin: 'ЖСН',
    bin: 'БСН',
    about: 'Нысаны',
    number: 'Нөмірі',
    from: 'Берілген уақыты',
    until: 'Жарамды мерзімі',
  },
  ru: {
    purpose: 'Назначение',
    iin: 'ИИН',
    bin: 'БИН',
    about: 'Предмет',
    number: 'Номер',
    from: 'Выдано',
    until: 'Действует до',
  },
} as const;

export interface BoundText {
  readonly purpose: Purpose;
  readonly iin: string;
  readonly bin: string | null;
  readonly subject: string | null;
  readonly body: string;
  readonly language: Language;
  readonly id: string;
  readonly nonce: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
}

/** The purpose stands there as its name, too, which is the same in every language. */
export function challengeText(bound: BoundText): string {
  const words = LINES[bound.language];
  return [
    bound.body,
    '',
    '---',
    `${words.purpose}: ${PURPOSES[bound.purpose][bound.language]} (${bound.purpose})`,
    `${words.iin}: ${bound.iin}`,
    ...(bound.bin === null ? [] : [`${words.bin}: ${bound.bin}`]),
    ...(bound.subject === null ? [] : [`${words.about}: ${bound.subject}`]),
    `${words.number}: ${bound.id} ${bound.nonce}`,
    `${words.from}: ${bound.issuedAt}`,
    `${words.until}: ${bound.expiresAt}`,
    '',
  ].join('\n');
}

export const categoryWords: Readonly<Record<Category | Project, Readonly<Record<Language, string>>>> = {
  individual: { kk: 'жеке тұлға', ru: 'физическое лицо' },
  entrepreneur: { kk: 'жеке кәсіпкер', ru: 'индивидуальный предприниматель' },
  legal: { kk: 'заңды тұлға', ru: 'юридическое лицо' },
  lawyer: { kk: 'адвокат', ru: 'адвокат' },
  notary: { kk: 'нотариус', ru: 'нотариус' },
  mediator: { kk: 'медиатор', ru: 'медиатор' },
  bailiff: { kk: 'жеке сот орындаушысы', ru: 'частный судебный исполнитель' },
  operator: { kk: 'оператор', ru: 'оператор' },
  attorney: { kk: 'сенім білдірілген өкіл', ru: 'поверенный' },
};

export const agreementTitle: Readonly<Record<Language, string>> = {
  kk: 'ЭШФ АЖ пайдалану туралы келісім (үлгі)',
  ru: 'Соглашение о пользовании ИС ЭСФ (образец)',
};

export interface AgreementFacts {
  readonly name: string;
  readonly iin: string;
  readonly organisation: string | null;
  readonly bin: string | null;
  readonly categories: readonly (Category | Project)[];
  readonly email: string;
  readonly phone: string;
}

const CLAUSES: Readonly<Record<Language, readonly string[]>> = {
  kk: [
    'Бұл — порталдың үлгісі: осы келісім ешкімге құқықтық міндет жүктемейді.',
    'Қатысушы электрондық шот-фактураларды өзінің электрондық цифрлық қолтаңбасымен ғана рәсімдейді және кілтін ешкімге бермейді.',
    'Қатысушы кабинеттің құпиясөзін құпия ұстайды; кілт жоғалса, оны куәландырушы орталықта дереу кері қайтартады.',
    'Жұмыскерлер шот-фактураларды тек қол қойылған сенімхатта аталған өкілеттіктер шегінде және оның мерзімінде рәсімдейді.',
    'Портал тіркеу деректерін салық төлеушілер тізілімінен алады; тізілім дүйсенбі, сәрсенбі және жұма сайын жаңартылады.',
    'Басшы ауысқанда жаңа басшы өз атындағы кілттермен тіркеледі, бұрынғысының кіруі жабылады.',
    'Келісім хаттағы сілтеме ашылып, жүйеге алғаш кірген сәттен бастап күшіне енеді.',
  ],
  ru: [
    'Это образец портала: настоящее соглашение никого ни к чему не обязывает.',
    'Участник оформляет электронные счета-фактуры только своей электронной цифровой подписью и никому не передаёт её ключ.',
    'Участник держит пароль кабинета в тайне; при утере ключа он без промедления отзывает его в удостоверяющем центре.',
    'Работники оформляют счета-фактуры лишь в пределах полномочий, названных в подписанной доверенности, и в её срок.',
    'Регистрационные данные портал берёт из реестра налогоплательщиков, который обновляется по понедельникам, средам и пятницам.',
    'При смене руководителя новый руководитель регистрируется с ключами на своё имя, доступ прежнего закрывается.',
    'Соглашение вступает в силу, когда открыта ссылка из письма и выполнен первый вход в систему.',
  ],
};

/** The data are part of what is signed: what the portal keeps of them cannot be other data. */
export function agreementBody(language: Language, facts: AgreementFacts): string {
  const words = LINES[language];
  const [person, kinds] = language === 'kk' ? ['Қатысушы', 'Санаттары'] : ['Участник', 'Категории'];
  return [
    agreementTitle[language],
    '',
    ...CLAUSES[language].map((clause, index) => `${index + 1}. ${clause}`),
    '',
    `${person}: ${facts.name}, ${words.iin} ${facts.iin}`,
    ...(facts.organisation === null ? [] : [`${facts.organisation}, ${words.bin} ${facts.bin ?? ''}`]),
    `${kinds}: ${facts.categories.map(category => categoryWords[category][language]).join(', ')}`,
    `E-mail: ${facts.email}`,
    `${language === 'kk' ? 'Ұялы телефон' : 'Мобильный телефон'}: ${facts.phone}`,
  ].join('\n');
}
