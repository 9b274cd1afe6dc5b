/** Employees, their powers and powers of attorney: what the portal refuses. */
import { powerWords } from '../portal/powers.ts';
import type { Power } from '../portal/powers.ts';
import { employeeStateWords, poaStateWords } from '../portal/state-words.ts';
import { defineError } from './define.ts';
import type { Language } from './define.ts';

const refused = { owner: 'user', exit: 4, stopsBatch: false, remedies: ['retry'] } as const;

/** Values come over the network: one that is not in a table is shown as it is. */
function powerText(language: Language, power: string): string {
  return powerWords[power as Power]?.[language] ?? power;
}

const states: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  ...employeeStateWords,
  ...poaStateWords,
};

function stateText(language: Language, state: string): string {
  return states[state]?.[language] ?? state;
}

export const portalPowersErrors = {
  'portal.no-power': defineError<{ power: string }>({
    ...refused,
    words: {
      kk: p => [
        'Бұл әрекетке өкілеттігіңіз жоқ',
        `Бүгін сізде мына өкілеттік жоқ: ${powerText('kk', p.power)}.`,
        'Басшыдан сенімхат беруін сұраңыз.',
      ],
      ru: p => [
        'У вас нет полномочия на это действие',
        `Сегодня у вас нет полномочия: ${powerText('ru', p.power)}.`,
        'Попросите руководителя выдать доверенность.',
      ],
      en: p => [
        'You have no power for this',
        `Today you do not have the power: ${powerText('en', p.power)}.`,
        'Ask the head to give you a power of attorney.',
      ],
    },
  }),
  'portal.power-not-yours': defineError<{ power: string }>({
    ...refused,
    words: {
      kk: p => [
        'Өзіңізде жоқ өкілеттікті бере алмайсыз',
        `Сізде мына өкілеттік жоқ: ${powerText('kk', p.power)}.`,
        'Оны тізімнен алып тастаңыз немесе басшыға жүгініңіз.',
      ],
      ru: p => [
        'Нельзя передать полномочие, которого у вас нет',
        `У вас самих нет полномочия: ${powerText('ru', p.power)}.`,
        'Уберите его из списка или обратитесь к руководителю.',
      ],
      en: p => [
        'You cannot hand on a power that you do not have',
        `You do not have this power yourself: ${powerText('en', p.power)}.`,
        'Take it off the list, or turn to the head.',
      ],
    },
  }),
  'portal.power-term': defineError<{ until: string }>({
    ...refused,
    words: {
      kk: p => [
        'Мерзім сіздікінен ұзақ',
        `Өз өкілеттігіңіз ${p.until} күні аяқталады, одан ұзаққа бере алмайсыз.`,
        'Аяқталу күнін ертерек қойыңыз.',
      ],
      ru: p => [
        'Срок дольше вашего собственного',
        `Ваши полномочия кончаются ${p.until}, на больший срок передать их нельзя.`,
        'Поставьте более раннюю дату окончания.',
      ],
      en: p => [
        'The term is longer than your own',
        `Your own powers end on ${p.until} and cannot be handed on for longer.`,
        'Set an earlier last day.',
      ],
    },
  }),
  'portal.power-to-oneself': defineError({
    ...refused,
    words: {
      kk: () => [
        'Өзіңізге өкілеттік бере алмайсыз',
        'Сенімхат оған қол қоятын адамның өз атына жазылған.',
        'Басқа қызметкерді таңдаңыз.',
      ],
      ru: () => [
        'Нельзя выдать полномочия самому себе',
        'Доверенность выписана на того, кто её подписывает.',
        'Выберите другого сотрудника.',
      ],
      en: () => [
        'Nobody gives powers to themselves',
        'The power of attorney names the one who signs it.',
        'Choose another employee.',
      ],
    },
  }),
  'portal.employee-unknown': defineError({
    ...refused,
    words: {
      kk: () => [
        'Мұндай қызметкер жоқ',
        'Бұл адам кәсіпорынға шақыруды қабылдамаған немесе одан кеткен.',
        'Алдымен қызметкерді шақырыңыз.',
      ],
      ru: () => [
        'Такого сотрудника нет',
        'Этот человек не принял приглашение предприятия или вышел из него.',
        'Сначала пригласите сотрудника.',
      ],
      en: () => [
        'There is no such employee',
        'The person has not accepted an invitation of the enterprise, or has left it.',
        'Invite the employee first.',
      ],
    },
  }),
  'portal.employee-unregistered': defineError({
    ...refused,
    words: {
      kk: () => [
        'Қызметкер порталда тіркелмеген',
        'Шақыру үшін адам жеке тұлға ретінде тіркелген болуы керек.',
        'Қызметкерден ЭШФ АЖ-де жеке тұлға ретінде тіркелуін сұраңыз.',
      ],
      ru: () => [
        'Сотрудник не зарегистрирован на портале',
        'Пригласить можно того, кто зарегистрирован как физическое лицо.',
        'Попросите сотрудника зарегистрироваться в ИС ЭСФ как физическое лицо.',
      ],
      en: () => [
        'The employee is not registered at the portal',
        'Only somebody registered as a physical person can be invited.',
        'Ask the employee to register as a physical person first.',
      ],
    },
  }),
  'portal.employee-known': defineError({
    ...refused,
    words: {
      kk: () => [
        'Бұл адам шақырылып қойған',
        'Ол тізімде бар: шақырылған немесе қызметкер.',
        'Тізімнен табыңыз.',
      ],
      ru: () => [
        'Этот человек уже приглашён',
        'Он есть в списке: приглашён или уже сотрудник.',
        'Найдите его в списке.',
      ],
      en: () => [
        'The person was invited already',
        'They are on the list, as invited or as an employee.',
        'Find them on the list.',
      ],
    },
  }),
  'portal.employee-is-head': defineError({
    ...refused,
    words: {
      kk: () => [
        'Бұл адам — кәсіпорынның басшысы',
        'Басшының барлық өкілеттігі бар, ол қызметкер бола алмайды.',
        'Басқа адамды таңдаңыз.',
      ],
      ru: () => [
        'Этот человек — руководитель предприятия',
        'У руководителя есть все полномочия, сотрудником он быть не может.',
        'Выберите другого человека.',
      ],
      en: () => [
        'The person is the head of the enterprise',
        'A head has every power, and cannot be an employee there.',
        'Choose somebody else.',
      ],
    },
  }),
  'portal.employment-ended': defineError<{ until: string }>({
    ...refused,
    words: {
      kk: p => [
        'Жұмыс мерзімі өтіп кеткен',
        `Оның соңғы күні — ${p.until}.`,
        'Соңғы күні бүгін немесе кейін болсын; шақыру сізге келсе, жаңасын сұраңыз.',
      ],
      ru: p => [
        'Срок работы уже прошёл',
        `Его последний день — ${p.until}.`,
        'Поставьте последний день не раньше сегодняшнего; если пригласили вас, попросите новое приглашение.',
      ],
      en: p => [
        'The term of the work is over already',
        `Its last day is ${p.until}.`,
        'Let it end today or later; if it is you who was invited, ask for a new invitation.',
      ],
    },
  }),
  'portal.changed-meanwhile': defineError<{ version: number }>({
    ...refused,
    words: {
      kk: () => [
        'Жазба өзгеріп кеткен',
        'Сіз қарап отырғанда оны басқа біреу өзгертті.',
        'Не өзгергенін қарап, қайталаңыз.',
      ],
      ru: () => [
        'Запись изменилась',
        'Пока вы её смотрели, её изменил кто-то другой.',
        'Посмотрите, что изменилось, и повторите.',
      ],
      en: () => [
        'The record has changed',
        'Somebody else changed it while you looked.',
        'See what has changed, and try again.',
      ],
    },
  }),
  'portal.record-gone': defineError({
    ...refused,
    words: {
      kk: () => ['Мұндай жазба жоқ', 'Ол жойылған немесе басқа кәсіпорындікі.', 'Тізімді жаңартыңыз.'],
      ru: () => ['Такой записи нет', 'Она удалена или принадлежит другому предприятию.', 'Обновите список.'],
      en: () => [
        'There is no such record',
        'It was thrown away, or belongs to another enterprise.',
        'Refresh the list.',
      ],
    },
  }),
  'portal.wrong-state': defineError<{ state: string }>({
    ...refused,
    words: {
      kk: p => [
        'Қазіргі күйінде бұлай істеуге болмайды',
        `Жазбаның күйі: ${stateText('kk', p.state)}.`,
        'Тізімді жаңартыңыз.',
      ],
      ru: p => [
        'В нынешнем состоянии это невозможно',
        `Состояние записи: ${stateText('ru', p.state)}.`,
        'Обновите список.',
      ],
      en: p => [
        'Not possible in its present state',
        `The record is in the state: ${stateText('en', p.state)}.`,
        'Refresh the list.',
      ],
    },
  }),
  'portal.poa-unreadable': defineError({
    ...refused,
    words: {
      kk: () => [
        'Бұл мәтін сенімхат емес',
        'Мәтіннің түрі белгісіз немесе ол өзгертілген.',
        'Сенімхатты қайта дайындаңыз.',
      ],
      ru: () => [
        'Этот текст не доверенность',
        'Его вид неизвестен, или текст изменён.',
        'Подготовьте доверенность заново.',
      ],
      en: () => [
        'The text is no power of attorney',
        'Its form is not known, or it was altered.',
        'Prepare the power of attorney anew.',
      ],
    },
  }),
  'portal.poa-differs': defineError<{ field: string }>({
    ...refused,
    words: {
      kk: p => [
        'Сенімхат тіркеу деректерінен өзгеше',
        `Портал мұны басқаша біледі: ${p.field}.`,
        'Сенімхатты жаңа деректермен қайта дайындаңыз.',
      ],
      ru: p => [
        'Доверенность расходится с данными портала',
        `На портале записано иначе: ${p.field}.`,
        'Подготовьте доверенность заново по новым данным.',
      ],
      en: p => [
        'The power of attorney differs from the portal’s data',
        `The portal has this otherwise: ${p.field}.`,
        'Prepare it anew with the data of today.',
      ],
    },
  }),
  'portal.poa-known': defineError({
    ...refused,
    words: {
      kk: () => [
        'Бұл нөмірлі сенімхат бар',
        'Мұндай сенімхат бұрын тапсырылған, екінші рет қабылданбайды.',
        'Тізімнен қараңыз.',
      ],
      ru: () => [
        'Доверенность с этим номером уже есть',
        'Она была передана раньше, второй раз её не примут.',
        'Найдите её в списке.',
      ],
      en: () => [
        'There is a power of attorney with this number',
        'It was handed in before and is not taken a second time.',
        'Find it on the list.',
      ],
    },
  }),
  'portal.poa-stale': defineError<{ issued: string }>({
    ...refused,
    words: {
      kk: p => [
        'Сенімхаттың берілген күні жарамайды',
        `Онда ${p.issued} тұр: тым бұрын немесе болашақта.`,
        'Сенімхатты бүгінгі күнмен қайта дайындаңыз.',
      ],
      ru: p => [
        'Дата выдачи доверенности не подходит',
        `В ней стоит ${p.issued}: слишком давно или в будущем.`,
        'Подготовьте доверенность заново сегодняшним днём.',
      ],
      en: p => [
        'The day of issue does not do',
        `It says ${p.issued}, which is too long ago or to come.`,
        'Prepare the power of attorney anew, with today’s date.',
      ],
    },
  }),
  'portal.poa-backdated': defineError<{ since: string }>({
    ...refused,
    words: {
      kk: p => [
        'Сенімхат берілген күнінен бұрын басталмайды',
        `Басталуы — ${p.since}; ол кезде сенімхат әлі жоқ еді.`,
        'Мерзімді бүгіннен бастаңыз.',
      ],
      ru: p => [
        'Доверенность не действует раньше дня выдачи',
        `Начало — ${p.since}: тогда её ещё не было.`,
        'Начните срок с сегодняшнего дня.',
      ],
      en: p => [
        'It cannot be in force before the day of issue',
        `It is to begin on ${p.since}, before it was made.`,
        'Let the term begin today.',
      ],
    },
  }),
  'portal.poa-ended': defineError<{ until: string }>({
    ...refused,
    words: {
      kk: p => [
        'Сенімхаттың мерзімі өтіп кеткен',
        `Оның соңғы күні — ${p.until}.`,
        'Жаңа мерзіммен жаңа сенімхат дайындаңыз.',
      ],
      ru: p => [
        'Срок доверенности уже прошёл',
        `Её последний день — ${p.until}.`,
        'Подготовьте новую доверенность с новым сроком.',
      ],
      en: p => [
        'The term is over already',
        `Its last day is ${p.until}.`,
        'Prepare a new one with another term.',
      ],
    },
  }),
};
