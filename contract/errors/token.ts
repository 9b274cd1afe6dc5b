/** Errors of tokens themselves: whether they are there, and what their sessions and keys do. `token` is the token's label. */
import { defineError } from './define.ts';

interface Token extends Record<string, string> {
  token: string;
}

const token = { owner: 'store', exit: 3, stopsBatch: true } as const;

export const tokenErrors = {
  'token.removed': defineError<Token>({
    ...token,
    remedies: ['unlock-again', 'retry'],
    words: {
      kk: p => [
        'Токен суырылды',
        `«${p.token}» жұмыс кезінде ажыратылды. Құжатқа қол қойылған жоқ.`,
        'Токенді қайта салып, PIN-кодты тағы енгізіңіз.',
      ],
      ru: p => [
        'Токен вынули',
        `«${p.token}» отключили во время работы. Документ не подписан.`,
        'Вставьте токен и введите PIN-код ещё раз.',
      ],
      en: p => [
        'The token was pulled out',
        `“${p.token}” was disconnected during the work. The document was not signed.`,
        'Put the token back and enter the PIN once more.',
      ],
    },
  }),
  'token.not-present': defineError<Token>({
    ...token,
    remedies: ['retry', 'choose-other-store'],
    words: {
      kk: p => [
        'Токен салынбаған',
        `«${p.token}» компьютерге қосылмаған немесе оқу құрылғысы оны көрмейді.`,
        'Токенді салып, қайталаңыз.',
      ],
      ru: p => [
        'Токен не вставлен',
        `«${p.token}» не подключён, или считыватель его не видит.`,
        'Вставьте токен и повторите.',
      ],
      en: p => [
        'The token is not plugged in',
        `“${p.token}” is not connected, or its reader does not see it.`,
        'Plug the token in and try again.',
      ],
    },
  }),
  'token.not-recognised': defineError<Token>({
    ...token,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Токен танылмады',
        `«${p.token}»: бұл драйвер мұндай құрылғыны білмейді.`,
        'Токен өндірушісінің драйверін орнатыңыз немесе басқа драйвер таңдаңыз.',
      ],
      ru: p => [
        'Токен не распознан',
        `«${p.token}»: этот драйвер не знает таких устройств.`,
        'Поставьте драйвер производителя токена или выберите другой.',
      ],
      en: p => [
        'The token was not recognised',
        `“${p.token}”: this driver does not know such devices.`,
        'Install the driver of the token’s maker or choose another one.',
      ],
    },
  }),
  'token.blank': defineError<Token>({
    ...token,
    remedies: ['choose-other-store', 'ask-issuer'],
    words: {
      kk: p => [
        'Токен дайындалмаған',
        `«${p.token}» құрылғысында әлі PIN-код орнатылмаған.`,
        'Токенді өндірушінің бағдарламасында дайындаңыз.',
      ],
      ru: p => [
        'Токен не подготовлен',
        `На «${p.token}» ещё не задан PIN-код.`,
        'Подготовьте токен программой производителя.',
      ],
      en: p => [
        'The token is not set up',
        `No PIN has been set on “${p.token}” yet.`,
        'Set the token up in its maker’s program.',
      ],
    },
  }),
  'token.write-protected': defineError<Token>({
    ...token,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Токенге жазуға болмайды',
        `«${p.token}» жазудан қорғалған.`,
        'Қорғауды өндірушінің бағдарламасында алыңыз немесе басқа токен таңдаңыз.',
      ],
      ru: p => [
        'На токен нельзя записать',
        `«${p.token}» защищён от записи.`,
        'Снимите защиту программой производителя или выберите другой токен.',
      ],
      en: p => [
        'The token cannot be written to',
        `“${p.token}” is write-protected.`,
        'Lift the protection in its maker’s program or choose another token.',
      ],
    },
  }),
  'token.device-error': defineError<Token>({
    ...token,
    remedies: ['retry', 'unlock-again'],
    words: {
      kk: p => [
        'Токен қате берді',
        `«${p.token}» құрылғысының өзі істен шықты немесе байланыс нашар.`,
        'Токенді суырып, басқа USB ұясына салыңыз да, қайталаңыз.',
      ],
      ru: p => [
        'Сбой токена',
        `Само устройство «${p.token}» дало сбой, или плохой контакт.`,
        'Выньте токен, вставьте в другой разъём USB и повторите.',
      ],
      en: p => [
        'The token failed',
        `The device “${p.token}” itself failed, or its contact is poor.`,
        'Pull it out, put it into another USB port and try again.',
      ],
    },
  }),
  'token.device-memory': defineError<Token>({
    ...token,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Токенде орын жоқ',
        `«${p.token}» құрылғысының жады толған.`,
        'Мерзімі өткен кілттерді өндірушінің бағдарламасында өшіріңіз.',
      ],
      ru: p => [
        'На токене нет места',
        `Память «${p.token}» заполнена.`,
        'Удалите просроченные ключи программой производителя.',
      ],
      en: p => [
        'The token is full',
        `The memory of “${p.token}” is used up.`,
        'Delete expired keys in its maker’s program.',
      ],
    },
  }),
  'token.session-lost': defineError<Token>({
    ...token,
    remedies: ['unlock-again'],
    words: {
      kk: p => [
        'Токенмен байланыс үзілді',
        `«${p.token}» сеансты жапты: ол суырылып, қайта салынған немесе басқа бағдарлама алып кеткен.`,
        'PIN-кодты қайта енгізіңіз.',
      ],
      ru: p => [
        'Связь с токеном прервалась',
        `«${p.token}» закрыл сеанс: его вынимали или им занялась другая программа.`,
        'Введите PIN-код ещё раз.',
      ],
      en: p => [
        'The connection to the token was lost',
        `“${p.token}” closed the session: it was pulled out meanwhile, or another program took it.`,
        'Enter the PIN once more.',
      ],
    },
  }),
  'token.session-count': defineError<Token>({
    ...token,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Токен бос емес',
        `«${p.token}» тағы бір бағдарламаны қабылдай алмайды.`,
        'Токенді қолданып отырған бағдарламаларды (NCALayer, браузер) жауып, қайталаңыз.',
      ],
      ru: p => [
        'Токен занят',
        `«${p.token}» не может принять ещё одну программу.`,
        'Закройте программы, которые им пользуются (NCALayer, браузер), и повторите.',
      ],
      en: p => [
        'The token is busy',
        `“${p.token}” cannot serve one more program.`,
        'Close the programs that use it (NCALayer, a browser) and try again.',
      ],
    },
  }),
  'token.login-required': defineError<Token>({
    ...token,
    remedies: ['unlock-again'],
    words: {
      kk: p => ['Токен жабық', `«${p.token}» PIN-кодты қайта сұрайды.`, 'PIN-кодты енгізіңіз.'],
      ru: p => ['Токен закрыт', `«${p.token}» снова просит PIN-код.`, 'Введите PIN-код.'],
      en: p => ['The token is closed', `“${p.token}” asks for the PIN again.`, 'Enter the PIN.'],
    },
  }),
  'token.other-user': defineError<Token>({
    ...token,
    remedies: ['unlock-again'],
    words: {
      kk: p => [
        'Токенге басқа рөл кірген',
        `«${p.token}» қазір әкімшімен немесе басқа пайдаланушымен ашылған.`,
        'Басқа бағдарламаларды жауып, токенді қайта салыңыз.',
      ],
      ru: p => [
        'В токен вошёл кто-то другой',
        `«${p.token}» сейчас открыт администратором или другим пользователем.`,
        'Закройте другие программы и вставьте токен заново.',
      ],
      en: p => [
        'Somebody else is logged in to the token',
        `“${p.token}” is open for its administrator or another user.`,
        'Close other programs and plug the token in anew.',
      ],
    },
  }),
  'token.key-gone': defineError<Token>({
    ...token,
    remedies: ['unlock-again', 'choose-other-key'],
    words: {
      kk: p => [
        'Кілт токеннен табылмады',
        `«${p.token}» бұл кілтті енді танымайды: ол өшірілген немесе токен ауысқан.`,
        'Токенді қайта ашып, кілтті тізімнен таңдаңыз.',
      ],
      ru: p => [
        'Ключ на токене не найден',
        `«${p.token}» больше не знает этого ключа: его удалили, или токен сменили.`,
        'Откройте токен заново и выберите ключ из списка.',
      ],
      en: p => [
        'The key is not on the token any more',
        `“${p.token}” does not know this key: it was deleted, or the token was swapped.`,
        'Open the token anew and choose the key from the list.',
      ],
    },
  }),
  'token.key-unusable': defineError<Token>({
    ...token,
    remedies: ['choose-other-key'],
    words: {
      kk: p => [
        'Бұл кілтпен қол қоюға болмайды',
        `«${p.token}» бұл кілтті қол қоюға бермейді: түрі, ұзындығы немесе мақсаты басқа.`,
        'Басқа кілт таңдаңыз.',
      ],
      ru: p => [
        'Этим ключом нельзя подписать',
        `«${p.token}» не даёт подписывать этим ключом: другой вид, длина или назначение.`,
        'Выберите другой ключ.',
      ],
      en: p => [
        'This key cannot sign',
        `“${p.token}” does not let this key sign: it is of another kind, size or purpose.`,
        'Choose another key.',
      ],
    },
  }),
  'token.ambiguous': defineError<{ count: number }>({
    ...token,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Қай токен екені белгісіз',
        `Атауға сай келетін токен саны: ${p.count}.`,
        'Сериялық нөмірін қосыңыз (serial=…): tanba tokens оны көрсетеді.',
      ],
      ru: p => [
        'Неясно, какой токен нужен',
        `Под это имя подходит токенов: ${p.count}.`,
        'Добавьте серийный номер (serial=…): его показывает tanba tokens.',
      ],
      en: p => [
        'It is not clear which token is meant',
        `Tokens that the name fits: ${p.count}.`,
        'Add the serial number (serial=…): tanba tokens shows it.',
      ],
    },
  }),
  'token.uri': defineError<{ attribute: string }>({
    owner: 'user',
    exit: 2,
    stopsBatch: true,
    remedies: [],
    words: {
      kk: p => [
        'Токеннің мекенжайы түсініксіз',
        `pkcs11: мекенжайындағы «${p.attribute}» бөлігі қате, екі рет жазылған немесе мұнда қолданылмайды.`,
        'Дайын мекенжайларды tanba tokens көрсетеді.',
      ],
      ru: p => [
        'Адрес токена непонятен',
        `Часть «${p.attribute}» адреса pkcs11: неверна, повторена или здесь не применяется.`,
        'Готовые адреса показывает tanba tokens.',
      ],
      en: p => [
        'The address of the token is not understood',
        `The part “${p.attribute}” of the pkcs11: address is wrong, stands twice or is not used here.`,
        'tanba tokens shows addresses that work.',
      ],
    },
  }),
  'token.uri-pin': defineError({
    owner: 'user',
    exit: 2,
    stopsBatch: true,
    remedies: [],
    words: {
      kk: () => [
        'PIN-кодтың бұл жерде орны жоқ',
        'Команда жолын компьютердің барлық бағдарламалары көреді, ол тарихта да қалады.',
        'PIN-код сұралғанда теріңіз немесе файлын --pin-file арқылы көрсетіңіз.',
      ],
      ru: () => [
        'PIN-коду здесь не место',
        'Командную строку видят все программы компьютера, и она остаётся в истории.',
        'Введите PIN-код, когда его спросят, или назовите файл с ним в --pin-file.',
      ],
      en: () => [
        'A PIN does not belong here',
        'Every program of the computer sees the command line, and it stays in the history.',
        'Type the PIN when you are asked, or name a file with it in --pin-file.',
      ],
    },
  }),
};
