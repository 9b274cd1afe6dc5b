/** Errors of the program itself and of its use. */
import { defineError } from './define.ts';

/** What the program keeps, and could not read. */
const damaged = { owner: 'app', exit: 70, stopsBatch: false, remedies: [] } as const;

export const appErrors = {
  'usage.invalid': defineError<{ detail: string }>({
    owner: 'user',
    exit: 2,
    stopsBatch: true,
    remedies: [],
    words: {
      kk: p => ['Команда түсініксіз', p.detail, 'Көмек: tanba --help'],
      ru: p => ['Команда непонятна', p.detail, 'Справка: tanba --help'],
      en: p => ['The command is not understood', p.detail, 'Help: tanba --help'],
    },
  }),
  'ipc.bad-request': defineError<{ call: string }>({
    owner: 'app',
    exit: 70,
    stopsBatch: true,
    remedies: ['report-fault'],
    words: {
      kk: p => [
        'Ішкі қате',
        `Терезе қате сұрау жіберді (${p.call}).`,
        'Қайталаңыз; қайталанса, бізге жазыңыз.',
      ],
      ru: p => [
        'Внутренняя ошибка',
        `Окно прислало неверный запрос (${p.call}).`,
        'Повторите; если не пройдёт, напишите нам.',
      ],
      en: p => [
        'Internal fault',
        `The window sent a request that is not allowed (${p.call}).`,
        'Try again; if it stays, write to us.',
      ],
    },
  }),
  'ipc.sender-refused': defineError({
    owner: 'app',
    exit: 70,
    stopsBatch: true,
    remedies: ['report-fault'],
    words: {
      kk: () => ['Сұрау қабылданбады', 'Ол біздің терезеден келген жоқ.', 'Бағдарламаны қайта ашыңыз.'],
      ru: () => ['Запрос отклонён', 'Он пришёл не из нашего окна.', 'Откройте программу заново.'],
      en: () => [
        'The request was refused',
        'It did not come from our own window.',
        'Open the program again.',
      ],
    },
  }),
  'settings.damaged': defineError({
    ...damaged,
    words: {
      kk: () => [
        'Баптаулар оқылмады',
        'Баптаулар файлы бүлінген; ол сақталып, әдепкі баптаулар қолданылды.',
        'Баптауларды қайта таңдаңыз.',
      ],
      ru: () => [
        'Настройки не прочитаны',
        'Файл настроек повреждён; он сохранён рядом, действуют настройки по умолчанию.',
        'Выберите настройки заново.',
      ],
      en: () => [
        'The settings could not be read',
        'Their file is damaged; it was kept aside and the defaults are used.',
        'Choose your settings again.',
      ],
    },
  }),
  'stores.damaged': defineError({
    ...damaged,
    words: {
      kk: () => [
        'Кілттер тізімі оқылмады',
        'Тізімнің файлы бүлінген; ол сақталып, тізім жаңадан басталды. Кілттердің өзі аман.',
        'Кілт файлдарын қайта қосыңыз; токендер өздері көрінеді.',
      ],
      ru: () => [
        'Список ключей не прочитан',
        'Файл списка повреждён; он сохранён рядом, список начат заново. Сами ключи целы.',
        'Добавьте файлы ключей ещё раз; токены появятся сами.',
      ],
      en: () => [
        'The list of keys could not be read',
        'Its file is damaged; it was kept aside and the list begins anew. The keys themselves are whole.',
        'Add your key files again; tokens appear by themselves.',
      ],
    },
  }),
  'internal.fault': defineError<{ id: string }>({
    owner: 'app',
    exit: 70,
    stopsBatch: true,
    remedies: ['retry', 'report-fault'],
    words: {
      kk: p => [
        'Бағдарлама қателесті',
        `Бұл — біздің қатеміз (${p.id}). Файлдарыңыз өзгерген жоқ.`,
        'Қайталаңыз; қайталанса, осы нөмірмен бізге жазыңыз.',
      ],
      ru: p => [
        'Программа ошиблась',
        `Это наша ошибка (${p.id}). Ваши файлы не изменены.`,
        'Повторите; если не пройдёт, напишите нам с этим номером.',
      ],
      en: p => [
        'The program made a mistake',
        `This is our fault (${p.id}). Your files were not changed.`,
        'Try again; if it stays, write to us with this number.',
      ],
    },
  }),
};
