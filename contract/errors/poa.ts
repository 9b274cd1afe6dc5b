/** Powers of attorney on this computer: made from tables, waiting for the network, verified. */
import { defineError } from './define.ts';

const document = { owner: 'document', exit: 5, stopsBatch: false, remedies: ['choose-other-file'] } as const;
const signature = { owner: 'signature', exit: 1, stopsBatch: false, remedies: ['ask-issuer'] } as const;
const clock = { owner: 'user', exit: 6, stopsBatch: true, remedies: ['check-clock', 'retry'] } as const;

export const poaErrors = {
  'poa.unreadable': defineError({
    ...document,
    words: {
      kk: () => [
        'Бұл файлда сенімхат жоқ',
        'Қол қойылған мәтін — белгілі түрдегі сенімхат емес.',
        'Сенімхаттың .cms файлын таңдаңыз.',
      ],
      ru: () => [
        'В этом файле нет доверенности',
        'Подписанный текст не доверенность известного вида.',
        'Выберите файл .cms доверенности.',
      ],
      en: () => [
        'There is no power of attorney in this file',
        'What was signed is not one of a known form.',
        'Choose the .cms file of a power of attorney.',
      ],
    },
  }),
  'poa.not-by-principal': defineError({
    ...signature,
    words: {
      kk: () => [
        'Сенімхатқа сенім білдіруші қол қоймаған',
        'Қол басқа ұйымның немесе адамның кілтімен қойылған.',
        'Оған сенбеңіз; сенім білдірушіден жаңасын сұраңыз.',
      ],
      ru: () => [
        'Доверенность подписал не доверитель',
        'Подпись сделана ключом другой организации или другого лица.',
        'Не полагайтесь на неё; попросите у доверителя новую.',
      ],
      en: () => [
        'It was not signed by the principal',
        'The signature is of another organisation’s or person’s key.',
        'Do not rely on it; ask the principal for another one.',
      ],
    },
  }),
  'poa.not-in-force': defineError<{ since: string; until: string }>({
    ...signature,
    words: {
      kk: p => [
        'Сенімхат бұл күні жарамсыз',
        `Ол ${p.since} күнінен ${p.until} күніне дейін жарамды.`,
        'Күнін тексеріңіз немесе жаңа сенімхат сұраңыз.',
      ],
      ru: p => [
        'В этот день доверенность не действует',
        `Она действует с ${p.since} по ${p.until}.`,
        'Проверьте дату или попросите новую доверенность.',
      ],
      en: p => [
        'It is not in force on that day',
        `It is in force from ${p.since} to ${p.until}.`,
        'Check the day, or ask for another one.',
      ],
    },
  }),
  'poa.clock-off': defineError<{ minutes: number }>({
    ...clock,
    words: {
      kk: p => [
        'Компьютердің сағаты порталдікінен өзгеше',
        `Айырма — ${p.minutes} мин; қолтаңба уақыты қате болар еді.`,
        'Сағатты дұрыстап, қайта жіберіңіз.',
      ],
      ru: p => [
        'Часы компьютера расходятся с часами портала',
        `Разница — ${p.minutes} мин; время подписей было бы неверным.`,
        'Поставьте часы и отправьте снова.',
      ],
      en: p => [
        'The clock of this computer differs from the portal’s',
        `By ${p.minutes} min: signatures would carry a wrong time.`,
        'Set the clock and send again.',
      ],
    },
  }),
  'poa.other-session': defineError<{ name: string }>({
    owner: 'user',
    exit: 4,
    stopsBatch: true,
    remedies: ['log-in'],
    words: {
      kk: p => [
        'Бұл сенімхаттар басқа профильден жасалған',
        `Оларды ${p.name} атынан жасаған адам ғана жібере алады.`,
        'Порталға сол профильден кіріңіз.',
      ],
      ru: p => [
        'Эти доверенности сделаны в другом профиле',
        `Отправить их может только тот, кто делал их от имени ${p.name}.`,
        'Войдите на портал в том профиле.',
      ],
      en: p => [
        'These were made in another profile',
        `They can be sent only by whoever made them for ${p.name}.`,
        'Log in to the portal in that profile.',
      ],
    },
  }),
  'poa.not-known-here': defineError({
    ...document,
    words: {
      kk: () => [
        'Бұл компьютерде кәсіпорын деректері жоқ',
        'Желісіз дайындау үшін олар бір рет порталдан алынуы керек.',
        'Порталға қосылып, бір рет дайындаңыз.',
      ],
      ru: () => [
        'На этом компьютере нет данных предприятия',
        'Чтобы готовить без сети, их надо один раз получить с портала.',
        'Подключитесь к порталу и подготовьте один раз с ним.',
      ],
      en: () => [
        'The data of the enterprise are not on this computer',
        'To prepare offline they have to come from the portal once.',
        'Connect to the portal and prepare with it once.',
      ],
    },
  }),
  /** `code` and `why`: what is wrong with it, as the portal or the program says it, in the language of the reader. */
  'poa.row-refused': defineError<{ line: number; code: string; why: string }>({
    ...document,
    words: {
      kk: p => [
        'Кестедегі жол бойынша сенімхат жасалмайды',
        `${p.line}-жол: ${p.why}`,
        'Кестені түзетіп, қайталаңыз; ештеңе жасалған жоқ.',
      ],
      ru: p => [
        'По строке таблицы доверенность не сделать',
        `Строка ${p.line}: ${p.why}`,
        'Исправьте таблицу и повторите; ничего не создано.',
      ],
      en: p => [
        'No power of attorney can be made of a row',
        `Row ${p.line}: ${p.why}`,
        'Correct the table and try again; nothing was made.',
      ],
    },
  }),
  'poa.bad-row': defineError<{ line: number; field: string }>({
    ...document,
    words: {
      kk: p => [
        'Кестедегі жол жарамайды',
        `${p.line}-жол, өріс: ${p.field}.`,
        'Кестені түзетіп, қайталаңыз; ештеңе жасалған жоқ.',
      ],
      ru: p => [
        'Строка таблицы не годится',
        `Строка ${p.line}, поле: ${p.field}.`,
        'Исправьте таблицу и повторите; ничего не создано.',
      ],
      en: p => [
        'A row of the table does not do',
        `Row ${p.line}, field: ${p.field}.`,
        'Correct the table and try again; nothing was made.',
      ],
    },
  }),
  'poa.damaged': defineError<{ count: number }>({
    owner: 'app',
    exit: 70,
    stopsBatch: false,
    remedies: [],
    words: {
      kk: p => [
        'Жіберілуге тиіс сенімхат оқылмады',
        `Бүлінген файл: ${p.count}; олар бөлек сақталды.`,
        'Порталдағы тізімнен сенімхаттың бар-жоғын қараңыз; болмаса, қайта жасаңыз.',
      ],
      ru: p => [
        'Доверенность, ждавшая отправки, не прочитана',
        `Повреждено файлов: ${p.count}; они сохранены отдельно.`,
        'Посмотрите, есть ли доверенность в списке портала; если нет, составьте её заново.',
      ],
      en: p => [
        'A power of attorney that waited to be sent could not be read',
        `Damaged files: ${p.count}; they were kept aside.`,
        'See whether it is in the portal’s list; where it is not, make it anew.',
      ],
    },
  }),
};
