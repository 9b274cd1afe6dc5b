/** The portal as a service: out of order, too busy, or asked for what it does not give; and flows kept on this computer. */
import { defineError } from './define.ts';
import { portalKeyErrors } from './portal-key.ts';
import { portalPowersErrors } from './portal-powers.ts';
import { portalRegistrationErrors } from './portal-registration.ts';
import { portalSessionErrors } from './portal-session.ts';

const service = { owner: 'network', exit: 6, stopsBatch: true } as const;
const fault = { owner: 'app', exit: 70, stopsBatch: true } as const;

export const portalErrors = {
  ...portalKeyErrors,
  ...portalPowersErrors,
  ...portalRegistrationErrors,
  ...portalSessionErrors,
  'portal.maintenance': defineError({
    ...service,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Порталда техникалық жұмыстар',
        'Портал уақытша жабық.',
        'Кейінірек қайталаңыз; бастаған ісіңіз сақталған.',
      ],
      ru: () => [
        'На портале технические работы',
        'Портал временно закрыт.',
        'Повторите позже; начатое сохранено.',
      ],
      en: () => [
        'The portal is under maintenance',
        'It is closed for a while.',
        'Try again later; what you began is kept.',
      ],
    },
  }),
  'portal.failed': defineError<{ status: number }>({
    ...service,
    remedies: ['retry', 'ask-support'],
    words: {
      kk: p => [
        'Портал істен шықты',
        `Портал қатемен жауап берді (${p.status}).`,
        'Қайталаңыз: бір әрекет екі рет орындалмайды.',
      ],
      ru: p => [
        'Сбой портала',
        `Портал ответил ошибкой (${p.status}).`,
        'Повторите: одно и то же дважды не выполнится.',
      ],
      en: p => [
        'The portal failed',
        `It answered with an error (${p.status}).`,
        'Try again: nothing is done twice.',
      ],
    },
  }),
  'portal.rate-limited': defineError<{ seconds: number }>({
    ...service,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Сұрау тым жиі',
        'Портал жиі сұрауларды тежейді.',
        `${p.seconds} секундтан кейін қайталаңыз.`,
      ],
      ru: p => [
        'Слишком частые запросы',
        'Портал сдерживает частые запросы.',
        `Повторите через ${p.seconds} с.`,
      ],
      en: p => [
        'Too many requests',
        'The portal slows down those who ask often.',
        `Try again in ${p.seconds} s.`,
      ],
    },
  }),
  'portal.bad-request': defineError<{ field: string }>({
    ...fault,
    remedies: ['report-fault'],
    words: {
      kk: p => [
        'Портал сұрауды түсінбеді',
        `Портал қабылдамаған мән: ${p.field}.`,
        'Енгізгеніңізді тексеріңіз; қайталанса, бізге жазыңыз.',
      ],
      ru: p => [
        'Портал не понял запрос',
        `Не принято значение: ${p.field}.`,
        'Проверьте введённое; если не пройдёт, напишите нам.',
      ],
      en: p => [
        'The portal did not understand the request',
        `It did not accept the value of ${p.field}.`,
        'Check what you entered; if it stays, write to us.',
      ],
    },
  }),
  'portal.repeated-otherwise': defineError({
    ...fault,
    remedies: ['retry', 'report-fault'],
    words: {
      kk: () => [
        'Сұрау басқаша қайталанды',
        'Бір нөмірмен екі түрлі сұрау жіберілді; портал біріншісін ғана орындады.',
        'Қадамды қайта ашыңыз.',
      ],
      ru: () => [
        'Запрос повторён иначе',
        'Под одним номером пришли разные запросы; портал выполнил только первый.',
        'Откройте шаг заново.',
      ],
      en: () => [
        'A request was repeated with other content',
        'Two requests came under one number; the portal did the first one only.',
        'Open the step again.',
      ],
    },
  }),
  'portal.not-allowed': defineError({
    ...fault,
    remedies: ['log-in'],
    words: {
      kk: () => [
        'Порталда бұған рұқсат жоқ',
        'Сұрау басқа біреудің тіркеуіне немесе ол порталда жоқ нәрсеге қатысты.',
        'Дұрыс портал мен профиль таңдалғанын тексеріңіз.',
      ],
      ru: () => [
        'Портал этого не разрешает',
        'Запрос касается чужого или того, чего на этом портале нет.',
        'Проверьте, тот ли выбран портал и профиль.',
      ],
      en: () => [
        'The portal does not allow this',
        'The request is about somebody else’s matter, or about what this portal does not have.',
        'Check which portal and profile are chosen.',
      ],
    },
  }),
  'portal.insecure-address': defineError<{ host: string }>({
    ...service,
    owner: 'user',
    exit: 2,
    remedies: [],
    words: {
      kk: p => [
        'Порталдың мекенжайы қорғалмаған',
        `${p.host} https арқылы ашылмайды; құпиясөз оған жіберілмейді.`,
        'Мекенжайды https:// деп жазыңыз.',
      ],
      ru: p => [
        'Адрес портала не защищён',
        `${p.host} открывается не по https; пароль туда отправлен не будет.`,
        'Укажите адрес с https://.',
      ],
      en: p => [
        'The portal’s address is not secure',
        `${p.host} is not reached by https; no password will be sent there.`,
        'Give an address that begins with https://.',
      ],
    },
  }),
  'portal.no-registration-service': defineError({
    ...service,
    owner: 'user',
    exit: 2,
    remedies: [],
    words: {
      kk: () => [
        'Бұл порталда тіркеу бағдарлама арқылы жүрмейді',
        'Порталдың жария қызметтері тек кіруге арналған.',
        'Тіркеуді порталдың сайтында жасаңыз немесе басқа порталды таңдаңыз.',
      ],
      ru: () => [
        'На этом портале регистрация из программы невозможна',
        'Открытые службы портала дают только вход.',
        'Зарегистрируйтесь на сайте портала или выберите другой портал.',
      ],
      en: () => [
        'This portal does not register from the program',
        'Its public services are for logging in only.',
        'Register on the portal’s site, or choose another portal.',
      ],
    },
  }),
  'flow.not-found': defineError({
    ...fault,
    remedies: [],
    words: {
      kk: () => [
        'Мұндай бастаған іс жоқ',
        'Ол аяқталған немесе одан бас тартылған.',
        'Басты беттен қайта бастаңыз.',
      ],
      ru: () => [
        'Такого начатого дела нет',
        'Оно завершено, или от него отказались.',
        'Начните заново с главной страницы.',
      ],
      en: () => [
        'There is no such flow',
        'It is finished or was given up.',
        'Begin again from the home page.',
      ],
    },
  }),
  'flow.damaged': defineError<{ count: number }>({
    ...fault,
    remedies: [],
    words: {
      kk: p => [
        'Басталған іс оқылмады',
        `Бүлінген файл: ${p.count}; олар бөлек сақталды. Портал қабылдаған дерек жоғалған жоқ.`,
        'Істі ЭШФ АЖ бетінде қайта бастаңыз.',
      ],
      ru: p => [
        'Начатое дело не прочитано',
        `Повреждено файлов: ${p.count}; они сохранены отдельно. Принятое порталом не пропало.`,
        'Начните дело заново на странице ИС ЭСФ.',
      ],
      en: p => [
        'What you had begun could not be read',
        `Damaged files: ${p.count}; they were kept aside. What the portal took is not lost.`,
        'Begin it again on the IS ESF page.',
      ],
    },
  }),
  'flow.not-this-step': defineError<{ step: string }>({
    ...fault,
    remedies: ['retry'],
    words: {
      kk: p => ['Бұл қадамда ондай әрекет жоқ', `Іс «${p.step}» қадамында тұр.`, 'Бетті қайта ашыңыз.'],
      ru: p => ['На этом шаге такого действия нет', `Сейчас шаг «${p.step}».`, 'Откройте страницу заново.'],
      en: p => [
        'This step has no such action',
        `The flow is at the step “${p.step}”.`,
        'Open the page again.',
      ],
    },
  }),
  'flow.other-portal': defineError<{ portal: string }>({
    ...fault,
    owner: 'user',
    remedies: [],
    words: {
      kk: p => ['Бұл іс басқа порталда басталған', `Ол ${p.portal} порталында.`, 'Сол порталды таңдаңыз.'],
      ru: p => ['Это дело начато на другом портале', `Оно на портале ${p.portal}.`, 'Выберите тот портал.'],
      en: p => [
        'This was begun at another portal',
        `It is at the portal ${p.portal}.`,
        'Choose that portal.',
      ],
    },
  }),
};
