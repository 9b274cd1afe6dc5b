/** What the portal's mails say, in three languages. */
import type { MailKind } from '../mails.ts';
import type { PageLanguage } from './html.ts';

/** Subject and text; the text stands before the link, where there is one. */
export const mailWords: Readonly<
  Record<MailKind, Readonly<Record<PageLanguage, readonly [string, string]>>>
> = {
  'registration-link': {
    kk: ['ЭШФ АЖ: тіркеуді аяқтаңыз', 'Тіркеуді аяқтау үшін сілтемені ашып, жүйеге кіріңіз.'],
    ru: [
      'ИС ЭСФ: завершите регистрацию',
      'Чтобы завершить регистрацию, откройте ссылку и войдите в систему.',
    ],
    en: ['ESF: complete your registration', 'To complete the registration, open the link and log in.'],
  },
  'registration-complete': {
    kk: ['ЭШФ АЖ: тіркеу аяқталды', 'Тіркеу аяқталды, кабинет пайдалануға дайын.'],
    ru: ['ИС ЭСФ: регистрация завершена', 'Регистрация завершена, кабинет готов к работе.'],
    en: ['ESF: registration complete', 'The registration is complete and the cabinet is ready.'],
  },
  'email-link': {
    kk: ['ЭШФ АЖ: жаңа поштаны растаңыз', 'Бұл мекенжай сіздікі екенін растау үшін сілтемені ашыңыз.'],
    ru: ['ИС ЭСФ: подтвердите новую почту', 'Откройте ссылку, чтобы подтвердить, что этот адрес ваш.'],
    en: ['ESF: confirm the new address', 'Open the link to confirm that this address is yours.'],
  },
  'email-changed': {
    kk: [
      'ЭШФ АЖ: пошта ауыстырылды',
      'Кабинеттің поштасы ауыстырылды. Мұны сіз жасамасаңыз, қолдау қызметіне жазыңыз.',
    ],
    ru: ['ИС ЭСФ: почта изменена', 'Почта кабинета изменена. Если это сделали не вы, напишите в поддержку.'],
    en: ['ESF: address changed', 'The cabinet has another address now. If it was not you, write to support.'],
  },
  'password-link': {
    kk: ['ЭШФ АЖ: құпиясөзді ауыстыру', 'Жаңа құпиясөз қою үшін сілтемені ашыңыз.'],
    ru: ['ИС ЭСФ: смена пароля', 'Откройте ссылку, чтобы задать новый пароль.'],
    en: ['ESF: another password', 'Open the link to set a new password.'],
  },
  'password-changed': {
    kk: [
      'ЭШФ АЖ: құпиясөз ауыстырылды',
      'Құпиясөз ауыстырылды. Мұны сіз жасамасаңыз, қолдау қызметіне жазыңыз.',
    ],
    ru: ['ИС ЭСФ: пароль изменён', 'Пароль изменён. Если это сделали не вы, напишите в поддержку.'],
    en: ['ESF: password changed', 'The password was changed. If it was not you, write to support.'],
  },
  'access-ended': {
    kk: ['ЭШФ АЖ: кіру жабылды', 'Ұйымды жаңа басшы тіркеді, сіздің кіруіңіз жабылды.'],
    ru: ['ИС ЭСФ: доступ закрыт', 'Организацию зарегистрировал новый руководитель, ваш доступ закрыт.'],
    en: ['ESF: access ended', 'The entity was registered by its new head; your access is closed.'],
  },
  'invitation-link': {
    kk: [
      'ЭШФ АЖ: кәсіпорынға шақыру',
      'Сізді қызметкер ретінде шақырды. Сілтемені ашып, жүйеге кіріңіз де, «Менің кәсіпорындарым» бөлімінде қабылдаңыз.',
    ],
    ru: [
      'ИС ЭСФ: приглашение в предприятие',
      'Вас пригласили как сотрудника. Откройте ссылку, войдите и примите приглашение на вкладке «Мои предприятия».',
    ],
    en: [
      'ESF: an invitation',
      'You are invited as an employee. Open the link, log in and accept under “My enterprises”.',
    ],
  },
  'powers-assigned': {
    kk: ['ЭШФ АЖ: өкілеттік берілді', 'Кәсіпорын сізге сенімхат берді.'],
    ru: ['ИС ЭСФ: полномочия назначены', 'Предприятие выдало вам доверенность.'],
    en: ['ESF: powers assigned', 'The enterprise gave you a power of attorney.'],
  },
  'powers-ended': {
    kk: ['ЭШФ АЖ: сенімхаттың күші жойылды', 'Кәсіпорын сенімхатыңыздың күшін жойды.'],
    ru: ['ИС ЭСФ: доверенность отозвана', 'Предприятие отозвало вашу доверенность.'],
    en: ['ESF: power of attorney revoked', 'The enterprise revoked your power of attorney.'],
  },
  'poa-ending': {
    kk: [
      'ЭШФ АЖ: сенімхаттың мерзімі аяқталады',
      'Қызметкер сенімхатының мерзімі жақында аяқталады; оны жаңартыңыз.',
    ],
    ru: ['ИС ЭСФ: истекает доверенность', 'Скоро истечёт срок доверенности сотрудника; продлите её.'],
    en: ['ESF: a power of attorney ends', 'The power of attorney of an employee ends soon; renew it.'],
  },
};
