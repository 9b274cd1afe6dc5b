/** Errors of token hosts: the processes in which keys and their drivers live. */
import { defineError } from './define.ts';

const host = { owner: 'store', exit: 3, stopsBatch: true } as const;

export const hostErrors = {
  'host.timeout': defineError<{ seconds: number }>({
    ...host,
    remedies: ['retry', 'unlock-again'],
    words: {
      kk: p => [
        'Кілт жауап бермеді',
        `Кілт қоймасы ${p.seconds} секунд ішінде жауап бермеді; біз оны жауып, қайта іске қостық.`,
        'Қайталаңыз: құпиясөзді қайта енгізу керек болады.',
      ],
      ru: p => [
        'Ключ не ответил',
        `Хранилище ключа не ответило за ${p.seconds} с; мы закрыли его и запустили заново.`,
        'Повторите: пароль придётся ввести ещё раз.',
      ],
      en: p => [
        'The key did not answer',
        `The key store gave no answer within ${p.seconds} s; we closed it and started it anew.`,
        'Try again: the password has to be entered once more.',
      ],
    },
  }),
  'host.crashed': defineError({
    ...host,
    remedies: ['retry', 'unlock-again'],
    words: {
      kk: () => [
        'Кілтпен жұмыс үзілді',
        'Кілт драйвері құлады. Құжатқа қол қойылған жоқ, ештеңе жоғалған жоқ.',
        'Қайталаңыз: құпиясөзді қайта енгізу керек болады.',
      ],
      ru: () => [
        'Работа с ключом прервалась',
        'Драйвер ключа упал. Документ не подписан, ничего не потеряно.',
        'Повторите: пароль придётся ввести ещё раз.',
      ],
      en: () => [
        'Work with the key was cut short',
        'The key driver crashed. The document was not signed; nothing is lost.',
        'Try again: the password has to be entered once more.',
      ],
    },
  }),
  'host.quarantined': defineError({
    ...host,
    remedies: ['retry', 'report-fault'],
    words: {
      kk: () => [
        'Кілт драйвері өшірілді',
        'Ол қатарынан бірнеше рет құлады.',
        'Қалған кілттер жұмыс істейді. «Қайталау» батырмасы оны тағы іске қосады.',
      ],
      ru: () => [
        'Драйвер ключа отключён',
        'Он упал несколько раз подряд.',
        'Остальные ключи работают. «Повторить» запустит его ещё раз.',
      ],
      en: () => [
        'The key driver was switched off',
        'It crashed several times in a row.',
        'Other keys go on working. “Try again” starts it once more.',
      ],
    },
  }),
  'host.cancelled': defineError({
    owner: 'user',
    exit: 3,
    stopsBatch: true,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Тоқтатылды',
        'Сіз жұмысты тоқтаттыңыз.',
        'Дайын болған файлдар сақталды; қалғандарын кейін жалғастыра аласыз.',
      ],
      ru: () => [
        'Остановлено',
        'Вы остановили работу.',
        'Готовые файлы сохранены; остальные можно продолжить позже.',
      ],
      en: () => ['Stopped', 'You stopped the work.', 'Finished files are kept; the rest can go on later.'],
    },
  }),
  'host.protocol': defineError({
    owner: 'app',
    exit: 70,
    stopsBatch: true,
    remedies: ['report-fault'],
    words: {
      kk: () => [
        'Ішкі қате',
        'Кілт процесі түсініксіз жауап берді.',
        'Қайталаңыз; қайталанса, бізге жазыңыз.',
      ],
      ru: () => [
        'Внутренняя ошибка',
        'Процесс ключа ответил непонятно.',
        'Повторите; если не пройдёт, напишите нам.',
      ],
      en: () => [
        'Internal fault',
        'The key process gave an answer that makes no sense.',
        'Try again; if it stays, write to us.',
      ],
    },
  }),
};
