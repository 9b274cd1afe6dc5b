/** What the portal says to somebody who logs in or is logged in. */
import { defineError } from './define.ts';

const refusal = { owner: 'user', exit: 3, stopsBatch: true } as const;

export const portalSessionErrors = {
  'portal.not-registered': defineError({
    ...refusal,
    remedies: ['open-mail', 'register'],
    words: {
      kk: () => [
        'Тіркелмеген',
        'Бұл ЖСН-мен аяқталған тіркеу жоқ: хаттағы сілтеме ашылмаған болуы мүмкін.',
        'Поштаңыздағы сілтемені ашыңыз; тіркелмеген болсаңыз, тіркеліңіз.',
      ],
      ru: () => [
        'Не зарегистрирован',
        'Завершённой регистрации с этим ИИН нет: возможно, не открыта ссылка из письма.',
        'Пройдите по ссылке из письма; если регистрации не было, зарегистрируйтесь.',
      ],
      en: () => [
        'Not registered',
        'No completed registration has this IIN: the link in the mail may not have been followed.',
        'Follow the link in the mail; if you have not registered, do it now.',
      ],
    },
  }),
  'portal.password-wrong': defineError<{ left: number }>({
    ...refusal,
    remedies: ['type-password-again', 'recover-access'],
    words: {
      kk: p => [
        'Кабинеттің құпиясөзі қате',
        `Бұл — тіркелгенде қойылған құпиясөз, кілттің құпиясөзі емес. Қалған әрекет: ${p.left}.`,
        'Қайта енгізіңіз немесе құпиясөзді қалпына келтіріңіз.',
      ],
      ru: p => [
        'Неверный пароль кабинета',
        `Это пароль, заданный при регистрации, а не пароль ключа. Осталось попыток: ${p.left}.`,
        'Введите ещё раз или восстановите пароль.',
      ],
      en: p => [
        'Wrong password of the cabinet',
        `It is the password set at registration, not that of the key. Tries left: ${p.left}.`,
        'Type it again, or reset it.',
      ],
    },
  }),
  'portal.too-many-attempts': defineError<{ minutes: number }>({
    ...refusal,
    remedies: ['recover-access'],
    words: {
      kk: p => [
        'Әрекет тым көп болды',
        `Портал ${p.minutes} минутқа тосқауыл қойды.`,
        'Күтіңіз немесе құпиясөзді қалпына келтіріңіз.',
      ],
      ru: p => [
        'Слишком много попыток',
        `Портал закрыл доступ на ${p.minutes} мин.`,
        'Подождите или восстановите пароль.',
      ],
      en: p => [
        'Too many tries',
        `The portal has closed access for ${p.minutes} min.`,
        'Wait, or reset the password.',
      ],
    },
  }),
  'portal.user-blocked': defineError<{ support: string }>({
    ...refusal,
    remedies: ['ask-support'],
    words: {
      kk: p => [
        'Пайдаланушы бұғатталған',
        'Портал бұл профильге кіруді жапқан.',
        `Қолдау қызметіне жазыңыз: ${p.support}.`,
      ],
      ru: p => [
        'Пользователь заблокирован',
        'Портал закрыл вход в этот профиль.',
        `Напишите в службу поддержки: ${p.support}.`,
      ],
      en: p => [
        'The user is blocked',
        'The portal has closed this profile.',
        `Write to support: ${p.support}.`,
      ],
    },
  }),
  'portal.head-replaced': defineError({
    ...refusal,
    remedies: ['register'],
    words: {
      kk: () => [
        'Басшы ауысқан',
        'Ұйымды жаңа басшы тіркеді, бұрынғысының кіруі жабылды.',
        'Басшы сіз болсаңыз, ұйымды өз атыңыздағы жаңа кілттермен тіркеңіз.',
      ],
      ru: () => [
        'Руководитель сменился',
        'Организацию зарегистрировал новый руководитель, доступ прежнего закрыт.',
        'Если руководитель — вы, пройдите регистрацию с новыми ключами на ваше имя.',
      ],
      en: () => [
        'The head has changed',
        'The entity was registered by its new head; the former one’s access is closed.',
        'If you are the head, register with new keys in your name.',
      ],
    },
  }),
  'portal.session-over': defineError({
    ...refusal,
    remedies: ['log-in'],
    words: {
      kk: () => [
        'Сеанс аяқталды',
        'Ұзақ әрекетсіздіктен, шығудан немесе басқа жерде кіруден сеанс жабылды.',
        'Қайта кіріңіз: бастаған ісіңіз сақталған.',
      ],
      ru: () => [
        'Сеанс завершён',
        'Из-за бездействия, выхода или входа в другом месте сеанс закрыт.',
        'Войдите снова: начатое сохранено.',
      ],
      en: () => [
        'The session is over',
        'It ended by idleness, by logging out, or by a login elsewhere.',
        'Log in again: what you began is kept.',
      ],
    },
  }),
  'portal.session-elsewhere': defineError({
    ...refusal,
    remedies: ['log-in'],
    words: {
      kk: () => [
        'Сеанс басқа жерде ашық',
        'Порталда бір пайдаланушыға бір ғана сеанс болады.',
        'Ол сеансты жауып, қайта кіріңіз.',
      ],
      ru: () => [
        'Сеанс уже открыт в другом месте',
        'Портал даёт пользователю один сеанс.',
        'Закройте тот сеанс и войдите снова.',
      ],
      en: () => [
        'A session is open elsewhere',
        'The portal gives each user one session.',
        'Close that one and log in again.',
      ],
    },
  }),
  'portal.profile-unknown': defineError({
    ...refusal,
    remedies: ['register'],
    words: {
      kk: () => [
        'Мұндай профиль жоқ',
        'Бұл ЖСН-де ондай профиль тіркелмеген немесе ол жабылған.',
        'Тізімнен профильді таңдаңыз немесе тіркеліңіз.',
      ],
      ru: () => [
        'Такого профиля нет',
        'У этого ИИН такой профиль не зарегистрирован или закрыт.',
        'Выберите профиль из списка или зарегистрируйтесь.',
      ],
      en: () => [
        'There is no such profile',
        'This IIN has no such profile, or it is closed.',
        'Choose a profile from the list, or register.',
      ],
    },
  }),
  'portal.session-too-soon': defineError<{ seconds: number }>({
    ...refusal,
    owner: 'network',
    exit: 6,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Жаңа сеансқа әлі ерте',
        'Портал сеансты бес минутта бір реттен жиі аштырмайды.',
        `${p.seconds} секундтан кейін қайталаңыз.`,
      ],
      ru: p => [
        'Новый сеанс открывать рано',
        'Портал не даёт открывать сеансы чаще, чем раз в пять минут.',
        `Повторите через ${p.seconds} с.`,
      ],
      en: p => [
        'Too early for a new session',
        'The portal gives a session every five minutes at most.',
        `Try again in ${p.seconds} s.`,
      ],
    },
  }),
  'portal.daily-limit': defineError<{ limit: number }>({
    ...refusal,
    owner: 'network',
    exit: 6,
    remedies: [],
    words: {
      kk: p => [
        'Бүгінгі сұраулар таусылды',
        `Портал бір мекенжайдан тәулігіне ${p.limit} сұрау қабылдайды.`,
        'Ертең жалғастырыңыз.',
      ],
      ru: p => [
        'Запросы на сегодня исчерпаны',
        `Портал принимает с одного адреса ${p.limit} запросов в сутки.`,
        'Продолжите завтра.',
      ],
      en: p => [
        'No calls are left for today',
        `The portal takes ${p.limit} calls a day from one address.`,
        'Go on tomorrow.',
      ],
    },
  }),
};
