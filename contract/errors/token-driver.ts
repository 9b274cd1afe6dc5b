/** Errors of tokens' drivers (PKCS#11 libraries). `token` is the token's label, or the library's file name before one is known. */
import { defineError } from './define.ts';

interface Token extends Record<string, string> {
  token: string;
}

const driver = { owner: 'store', exit: 3, stopsBatch: true } as const;

export const tokenDriverErrors = {
  'token.library-missing': defineError<Token>({
    ...driver,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Токен драйвері табылмады',
        `«${p.token}» файлы бұл компьютерде жоқ.`,
        'Өндірушінің драйверін орнатыңыз немесе кітапхананың орнын көрсетіңіз.',
      ],
      ru: p => [
        'Драйвер токена не найден',
        `Файла «${p.token}» на этом компьютере нет.`,
        'Поставьте драйвер производителя или укажите, где лежит библиотека.',
      ],
      en: p => [
        'The token’s driver was not found',
        `There is no file “${p.token}” on this computer.`,
        'Install the maker’s driver or say where the library is.',
      ],
    },
  }),
  'token.library-load': defineError<Token>({
    ...driver,
    remedies: ['choose-other-store', 'report-fault'],
    words: {
      kk: p => [
        'Токен драйвері жүктелмеді',
        `«${p.token}»: файл бүлінген, басқа разрядтылыққа арналған немесе оған керек кітапхана жоқ.`,
        'Драйвердің осы жүйеге арналған нұсқасын қайта орнатыңыз.',
      ],
      ru: p => [
        'Драйвер токена не загрузился',
        `«${p.token}»: файл повреждён, другой разрядности, или не хватает нужной ему библиотеки.`,
        'Поставьте заново драйвер для этой системы.',
      ],
      en: p => [
        'The token’s driver did not load',
        `“${p.token}” is damaged, made for another bitness, or lacks a library that it needs.`,
        'Install the driver for this system anew.',
      ],
    },
  }),
  'token.library-dependency': defineError<Token & { library: string }>({
    ...driver,
    remedies: ['choose-other-store', 'report-fault'],
    words: {
      kk: p => [
        'Токен драйверіне кітапхана жетіспейді',
        `«${p.token}» файлына «${p.library}» керек, ол бұл компьютерде жоқ.`,
        `«${p.library}» кітапханасын орнатыңыз немесе драйверді қайта орнатыңыз.`,
      ],
      ru: p => [
        'Драйверу токена не хватает библиотеки',
        `Файлу «${p.token}» нужна «${p.library}», её на этом компьютере нет.`,
        `Поставьте «${p.library}» или драйвер заново.`,
      ],
      en: p => [
        'The token’s driver lacks a library',
        `“${p.token}” needs “${p.library}”, which is not on this computer.`,
        `Install “${p.library}”, or the driver anew.`,
      ],
    },
  }),
  'token.library-alien': defineError<Token>({
    ...driver,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Бұл токен драйвері емес',
        `«${p.token}» — PKCS#11 кітапханасы емес.`,
        'Өндірушінің PKCS#11 кітапханасын таңдаңыз.',
      ],
      ru: p => [
        'Это не драйвер токена',
        `«${p.token}» — не библиотека PKCS#11.`,
        'Выберите библиотеку PKCS#11 производителя.',
      ],
      en: p => [
        'This is not a token’s driver',
        `“${p.token}” is not a PKCS#11 library.`,
        'Choose the maker’s PKCS#11 library.',
      ],
    },
  }),
  'token.unavailable': defineError({
    ...driver,
    remedies: ['choose-other-store', 'report-fault'],
    words: {
      kk: () => [
        'Токендер қолжетімсіз',
        'Бағдарламаның драйверлермен жұмыс істейтін бөлігі бұл жүйеде іске қосылмады.',
        'Кілт файлын қолданыңыз; бағдарламаны қайта орнатып көріңіз.',
      ],
      ru: () => [
        'Токены недоступны',
        'Часть программы, которая работает с драйверами, на этой системе не запустилась.',
        'Пользуйтесь файлом ключа; попробуйте переустановить программу.',
      ],
      en: () => [
        'Tokens are unavailable',
        'The part of the program that works with drivers did not start on this system.',
        'Use a key file; try to install the program anew.',
      ],
    },
  }),
  'token.mechanism': defineError<Token>({
    ...driver,
    remedies: ['choose-other-key', 'report-fault'],
    words: {
      kk: p => [
        'Токен мұндай қолтаңбаны білмейді',
        `«${p.token}» бұл кілттің алгоритмін қолдамайды.`,
        'Драйверді жаңартыңыз немесе басқа кілт таңдаңыз.',
      ],
      ru: p => [
        'Токен не умеет такой подписи',
        `«${p.token}» не поддерживает алгоритм этого ключа.`,
        'Обновите драйвер или выберите другой ключ.',
      ],
      en: p => [
        'The token does not know this kind of signature',
        `“${p.token}” does not support the algorithm of this key.`,
        'Update the driver or choose another key.',
      ],
    },
  }),
  'token.data-length': defineError<Token>({
    ...driver,
    remedies: ['choose-other-key', 'report-fault'],
    words: {
      kk: p => [
        'Токен деректерді қабылдамады',
        `«${p.token}» мұндай ұзындықтағы хешке қол қоймайды.`,
        'Басқа кілт таңдаңыз; қайталанса, бізге жазыңыз.',
      ],
      ru: p => [
        'Токен не принял данные',
        `«${p.token}» не подписывает хеш такой длины.`,
        'Выберите другой ключ; если повторится, напишите нам.',
      ],
      en: p => [
        'The token did not take the data',
        `“${p.token}” does not sign a digest of this length.`,
        'Choose another key; if it stays, write to us.',
      ],
    },
  }),
  'token.function-failed': defineError<Token>({
    ...driver,
    remedies: ['retry', 'unlock-again'],
    words: {
      kk: p => [
        'Токен сұрауды орындамады',
        `«${p.token}» себебін айтпай бас тартты.`,
        'Қайталаңыз; болмаса, токенді суырып, қайта салыңыз.',
      ],
      ru: p => [
        'Токен не выполнил запрос',
        `«${p.token}» отказал, не назвав причины.`,
        'Повторите; не поможет — выньте токен и вставьте снова.',
      ],
      en: p => [
        'The token did not carry out the request',
        `“${p.token}” refused without a reason.`,
        'Try again; if that does not help, pull the token out and put it back.',
      ],
    },
  }),
  'token.not-supported': defineError<Token>({
    ...driver,
    remedies: ['choose-other-store', 'report-fault'],
    words: {
      kk: p => [
        'Драйвер мұны істей алмайды',
        `«${p.token}» драйверінде керекті функция жоқ.`,
        'Драйверді өндірушінің сайтынан жаңартыңыз.',
      ],
      ru: p => [
        'Драйвер этого не умеет',
        `В драйвере «${p.token}» нет нужной функции.`,
        'Обновите драйвер с сайта производителя.',
      ],
      en: p => [
        'The driver cannot do this',
        `The driver of “${p.token}” lacks the function that is needed.`,
        'Update the driver from its maker’s site.',
      ],
    },
  }),
  'token.cancelled': defineError<Token>({
    ...driver,
    owner: 'user',
    remedies: ['retry'],
    words: {
      kk: p => [
        'Токенде бас тартылды',
        `«${p.token}» құрылғысында енгізу тоқтатылды немесе уақыты өтті.`,
        'Қайталап, PIN-кодты құрылғының өзінде теріңіз.',
      ],
      ru: p => [
        'Отменено на токене',
        `Ввод на «${p.token}» прервали, или вышло время.`,
        'Повторите и введите PIN-код на самом устройстве.',
      ],
      en: p => [
        'Cancelled on the token',
        `The entry on “${p.token}” was cancelled, or its time ran out.`,
        'Try again and enter the PIN on the device itself.',
      ],
    },
  }),
  'token.general': defineError<Token>({
    ...driver,
    remedies: ['retry', 'unlock-again', 'report-fault'],
    words: {
      kk: p => [
        'Токен драйверінің қатесі',
        `«${p.token}» драйвері істен шықты (CKR_GENERAL_ERROR).`,
        'Токенді қайта салып, қайталаңыз; қайталанса, драйверді қайта орнатыңыз.',
      ],
      ru: p => [
        'Сбой драйвера токена',
        `Драйвер «${p.token}» дал сбой (CKR_GENERAL_ERROR).`,
        'Вставьте токен заново и повторите; не поможет — переустановите драйвер.',
      ],
      en: p => [
        'The token’s driver failed',
        `The driver of “${p.token}” failed (CKR_GENERAL_ERROR).`,
        'Plug the token in anew and try again; if it stays, install the driver anew.',
      ],
    },
  }),
  'token.host-memory': defineError<Token>({
    ...driver,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Компьютердің жады жетпеді',
        `«${p.token}» драйверіне жад жетпей қалды.`,
        'Артық бағдарламаларды жауып, қайталаңыз.',
      ],
      ru: p => [
        'Не хватило памяти компьютера',
        `Драйверу «${p.token}» не хватило памяти.`,
        'Закройте лишние программы и повторите.',
      ],
      en: p => [
        'The computer ran out of memory',
        `The driver of “${p.token}” had too little memory.`,
        'Close programs that you do not need and try again.',
      ],
    },
  }),
  'token.not-initialised': defineError<Token>({
    ...driver,
    remedies: ['retry', 'unlock-again'],
    words: {
      kk: p => [
        'Токен драйвері іске қосылмаған',
        `«${p.token}» драйвері жұмысын тоқтатқан.`,
        'Қайталаңыз: PIN-кодты қайта енгізу керек болады.',
      ],
      ru: p => [
        'Драйвер токена не запущен',
        `Драйвер «${p.token}» прекратил работу.`,
        'Повторите: PIN-код придётся ввести ещё раз.',
      ],
      en: p => [
        'The token’s driver is not running',
        `The driver of “${p.token}” stopped working.`,
        'Try again: the PIN has to be entered once more.',
      ],
    },
  }),
  'token.garbled': defineError<Token>({
    ...driver,
    remedies: ['retry', 'report-fault'],
    words: {
      kk: p => [
        'Токен драйвері түсініксіз жауап берді',
        `«${p.token}» драйверінің жауабы мүмкін емес мән береді.`,
        'Токенді қайта салып, қайталаңыз; қайталанса, драйверді жаңартыңыз.',
      ],
      ru: p => [
        'Драйвер токена ответил бессмыслицей',
        `Драйвер «${p.token}» назвал невозможное значение.`,
        'Вставьте токен заново и повторите; не поможет — обновите драйвер.',
      ],
      en: p => [
        'The token’s driver talks nonsense',
        `The driver of “${p.token}” gave a value that cannot be.`,
        'Plug the token in anew and try again; if it stays, update the driver.',
      ],
    },
  }),
  'token.ckr': defineError<{ token: string; name: string; number: string }>({
    ...driver,
    remedies: ['retry', 'report-fault'],
    words: {
      kk: p => [
        'Токен күтпеген жауап берді',
        `«${p.token}»: ${p.name} (${p.number}).`,
        'Қайталаңыз; қайталанса, осы атауды бізге жазыңыз.',
      ],
      ru: p => [
        'Неожиданный ответ токена',
        `«${p.token}»: ${p.name} (${p.number}).`,
        'Повторите; если не пройдёт, напишите нам это имя.',
      ],
      en: p => [
        'An unexpected answer of the token',
        `“${p.token}”: ${p.name} (${p.number}).`,
        'Try again; if it stays, write this name to us.',
      ],
    },
  }),
  'token.ckr-unknown': defineError<{ token: string; number: string }>({
    ...driver,
    remedies: ['retry', 'report-fault'],
    words: {
      kk: p => [
        'Токен белгісіз код қайтарды',
        `«${p.token}»: ${p.number}; бұл код стандартта жоқ, мағынасын өндіруші біледі.`,
        'Қайталаңыз; қайталанса, осы санды бізге жазыңыз.',
      ],
      ru: p => [
        'Неизвестный код токена',
        `«${p.token}»: ${p.number}; такого кода нет в стандарте, его смысл знает производитель.`,
        'Повторите; если не пройдёт, напишите нам это число.',
      ],
      en: p => [
        'An unknown code of the token',
        `“${p.token}”: ${p.number}; the standard has no such code, its maker knows the meaning.`,
        'Try again; if it stays, write this number to us.',
      ],
    },
  }),
};
