/** What the portal says to a registration. */
import { defineError } from './define.ts';

const refusal = { owner: 'user', exit: 5, stopsBatch: false } as const;

export const portalRegistrationErrors = {
  'portal.taxpayer-not-found': defineError<{ support: string }>({
    ...refusal,
    remedies: ['ask-support'],
    words: {
      kk: p => [
        'Салық төлеуші табылмады',
        'Порталдың тізілімінде ондай ЖСН немесе БСН жоқ; тізілім дүйсенбі, сәрсенбі және жұма сайын жаңартылады.',
        `Келесі жаңартуды күтіңіз немесе қолдау қызметіне жазыңыз: ${p.support}.`,
      ],
      ru: p => [
        'Налогоплательщик не найден',
        'В реестре портала нет такого ИИН или БИН; реестр обновляется по понедельникам, средам и пятницам.',
        `Дождитесь обновления или напишите в службу поддержки: ${p.support}.`,
      ],
      en: p => [
        'The taxpayer was not found',
        'The portal’s registry has no such IIN or BIN; it is refreshed on Mondays, Wednesdays and Fridays.',
        `Wait for the next refresh, or write to support: ${p.support}.`,
      ],
    },
  }),
  'portal.iin-registered': defineError({
    ...refusal,
    remedies: ['log-in', 'recover-access'],
    words: {
      kk: () => [
        'Бұл ЖСН тіркелген',
        'Осы санатта тіркеу бұрыннан бар.',
        'Жүйеге кіріңіз; құпиясөз есіңізде болмаса, қалпына келтіріңіз.',
      ],
      ru: () => [
        'Данный ИИН уже зарегистрирован',
        'В этой категории регистрация уже есть.',
        'Войдите в систему; если пароль забыт, восстановите доступ.',
      ],
      en: () => [
        'This IIN is registered already',
        'There is a registration in this category.',
        'Log in; if the password is forgotten, recover access.',
      ],
    },
  }),
  'portal.entity-registered': defineError({
    ...refusal,
    remedies: ['check-certificates', 'log-in'],
    words: {
      kk: () => [
        'Заңды тұлға жүйеде тіркелген',
        'Тіркеуді осы сертификаттың иесі жасап қойған немесе таңдалған кілт қазіргі басшынікі емес.',
        'Сертификаттарыңызды pki.gov.kz сайтында тексеріңіз: басшының жарамды кілті керек.',
      ],
      ru: () => [
        'Юридическое лицо уже зарегистрировано в системе',
        'Его уже зарегистрировал владелец этого сертификата, или выбран ключ не действующего руководителя.',
        'Проверьте сертификаты на pki.gov.kz: нужен действующий ключ руководителя.',
      ],
      en: () => [
        'The legal entity is registered already',
        'The owner of this certificate did it, or the key is not that of the present head.',
        'Check your certificates at pki.gov.kz: the valid key of the head is needed.',
      ],
    },
  }),
  'portal.not-on-register': defineError({
    ...refusal,
    remedies: ['ask-support'],
    words: {
      kk: () => [
        'Бұл санатта тіркеу есебінде жоқсыз',
        'Тізілім бойынша сіз жеке кәсіпкер, адвокат, нотариус, медиатор немесе жеке сот орындаушысы ретінде есепте тұрған жоқсыз.',
        'Алдымен мемлекеттік кірістер органында есепке тұрыңыз; мәліметтер дүйсенбі, сәрсенбі және жұма сайын жаңартылады.',
      ],
      ru: () => [
        'Вы не состоите на учёте в этой категории',
        'По реестру вы не ИП, не адвокат, не нотариус, не медиатор и не частный судебный исполнитель, как выбрано.',
        'Встаньте на учёт в органе госдоходов; сведения обновляются по понедельникам, средам и пятницам.',
      ],
      en: () => [
        'You are not on the register in this category',
        'By the registry you are not the entrepreneur, advocate, notary, mediator or bailiff that was chosen.',
        'Register with the tax authority first; data are refreshed on Mondays, Wednesdays and Fridays.',
      ],
    },
  }),
  'portal.categories-conflict': defineError({
    ...refusal,
    remedies: [],
    words: {
      kk: () => [
        'Бұл санаттар бірге болмайды',
        'Адвокат немесе нотариус бір мезгілде жеке кәсіпкер бола алмайды.',
        'Біреуін ғана таңдаңыз; алдыңғысы есептен шыққан соң, екіншісіне тіркелуге болады.',
      ],
      ru: () => [
        'Эти категории несовместимы',
        'Адвокат и нотариус не могут одновременно быть индивидуальным предпринимателем.',
        'Выберите одну; во вторую можно перейти после снятия с учёта в первой.',
      ],
      en: () => [
        'These categories exclude one another',
        'An advocate or notary cannot be an individual entrepreneur at the same time.',
        'Choose one; the other is possible after the first has ended.',
      ],
    },
  }),
  'portal.data-not-refreshed': defineError({
    ...refusal,
    remedies: ['ask-support'],
    words: {
      kk: () => [
        'Портал мәліметтері әлі жаңартылмаған',
        'Сертификаттағы атау немесе басшы тізілімдегіден өзгеше; тізілім дүйсенбі, сәрсенбі және жұма сайын жаңартылады.',
        'Келесі жаңартудан кейін қайталаңыз.',
      ],
      ru: () => [
        'Сведения портала ещё не обновлены',
        'Имя или руководитель в сертификате иные, чем в реестре; он обновляется по понедельникам, средам и пятницам.',
        'Повторите после следующего обновления.',
      ],
      en: () => [
        'The portal’s data are not refreshed yet',
        'The name or head in the certificate differs from the registry, which is refreshed on Mondays, Wednesdays and Fridays.',
        'Try again after the next refresh.',
      ],
    },
  }),
  'portal.existing-password': defineError<{ left: number }>({
    ...refusal,
    remedies: ['recover-access'],
    words: {
      kk: p => [
        'Құпиясөз бұрынғы профильдікі емес',
        `Құпиясөз ЖСН-ге байланған және барлық профильге ортақ. Қалған әрекет: ${p.left}.`,
        'Бірінші тіркелгендегі құпиясөзді енгізіңіз немесе қалпына келтіріңіз.',
      ],
      ru: p => [
        'Пароль не тот, что у имеющегося профиля',
        `Пароль привязан к ИИН и общий для всех профилей. Осталось попыток: ${p.left}.`,
        'Введите пароль первой регистрации или восстановите доступ.',
      ],
      en: p => [
        'This is not the password of the profile that exists',
        `The password belongs to the IIN and serves all profiles. Tries left: ${p.left}.`,
        'Enter the password of the first registration, or recover access.',
      ],
    },
  }),
  'portal.existing-email': defineError<{ email: string }>({
    ...refusal,
    remedies: ['recover-access'],
    words: {
      kk: p => [
        'Пошта бұрынғы профильдікі емес',
        `Бір ЖСН-нің барлық профильдеріне бір пошта: ${p.email}.`,
        'Сол поштаны енгізіңіз немесе алдымен оны ауыстырыңыз.',
      ],
      ru: p => [
        'E-mail не тот, что у имеющегося профиля',
        `У всех профилей одного ИИН одна почта: ${p.email}.`,
        'Введите её или сначала смените адрес почты.',
      ],
      en: p => [
        'This is not the e-mail of the profile that exists',
        `All profiles of one IIN have one address: ${p.email}.`,
        'Enter that one, or change the address first.',
      ],
    },
  }),
  'portal.contract-not-found': defineError<{ number: string }>({
    ...refusal,
    remedies: ['ask-support'],
    words: {
      kk: p => [
        'Келісімшарт табылмады',
        `Тізілімде № ${p.number} келісімшарт жоқ немесе сіз оның тарабы емессіз.`,
        'Нөмірі мен күнін тексеріңіз.',
      ],
      ru: p => [
        'Контракт не найден',
        `В реестре нет контракта № ${p.number}, или вы не его сторона.`,
        'Проверьте номер и дату.',
      ],
      en: p => [
        'The contract was not found',
        `The registry has no contract No. ${p.number}, or you are not a party to it.`,
        'Check its number and date.',
      ],
    },
  }),
  'portal.not-this-step': defineError({
    ...refusal,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Тіркеу басқа қадамда тұр',
        'Бұл қадам орындалып қойған немесе алдыңғысы аяқталмаған.',
        'Тіркеуді қайта ашыңыз: ол қай қадамда тұрса, содан жалғасады.',
      ],
      ru: () => [
        'Регистрация стоит на другом шаге',
        'Этот шаг уже пройден или предыдущий не завершён.',
        'Откройте регистрацию заново: она продолжится со своего шага.',
      ],
      en: () => [
        'The registration is at another step',
        'This step is done already, or the one before is not.',
        'Open the registration again: it goes on where it stands.',
      ],
    },
  }),
  'portal.registration-gone': defineError({
    ...refusal,
    remedies: [],
    words: {
      kk: () => [
        'Мұндай тіркеу енді жоқ',
        'Мерзімі өткен, одан бас тартылған немесе ол басқа порталда.',
        'Тіркеуді басынан бастаңыз; енгізген деректеріңіз сақталған.',
      ],
      ru: () => [
        'Такой регистрации больше нет',
        'Её срок вышел, от неё отказались, или она на другом портале.',
        'Начните сначала; введённые данные сохранены.',
      ],
      en: () => [
        'This registration is no longer there',
        'Its term is over, it was given up, or it is at another portal.',
        'Begin again; what you typed is kept.',
      ],
    },
  }),
  'portal.link-invalid': defineError({
    ...refusal,
    remedies: ['resend-mail'],
    words: {
      kk: () => [
        'Сілтеме жарамсыз',
        'Ол қолданылған, мерзімі өткен немесе толық көшірілмеген.',
        'Соңғы хаттағы сілтемені ашыңыз немесе хатты қайта жіберіңіз.',
      ],
      ru: () => [
        'Ссылка не действует',
        'Она использована, устарела или скопирована не целиком.',
        'Откройте ссылку из последнего письма или запросите письмо снова.',
      ],
      en: () => [
        'The link does not work',
        'It was used, is too old, or was not copied whole.',
        'Open the link of the latest mail, or have the mail sent again.',
      ],
    },
  }),
};
