import type { CliWords } from './words.ts';

export const ru: CliWords = {
  help: `Tanba: подписывает и проверяет ключами Национального удостоверяющего центра Казахстана

tanba keys ХРАНИЛИЩЕ... [--pin-file F|-] [--last-try]
    перечисляет ключи в файлах .p12, в папках с ними или на токенах (pkcs11:token=...)
tanba tokens
    перечисляет вставленные токены и их адреса
tanba sign ФАЙЛ... --key ХРАНИЛИЩЕ [--alias A] [--pin-file F|-] [--format cms|xml|raw] [--detached] [--out ФАЙЛ|ПАПКА] [--force]
           cms: [--encoding der|pem|base64] [--tsa URL|on|off]...
           xml: [--layout compact|santuario] [--id ID | --xpath X [--parent X] | --wsse[=x509v3|issuer-serial]]
    подписывает документы; подпись пишется в ФАЙЛ.cms (.signed.xml, .signature.txt) рядом с каждым или в --out
tanba sign --add-to ПОДПИСЬ [ФАЙЛ] --key ХРАНИЛИЩЕ [--out ФАЙЛ]
    добавляет подписавшего в подпись CMS, на её место или в --out
tanba sign --digest HEX|BASE64 --out ФАЙЛ --key ХРАНИЛИЩЕ
    подписывает хэш, вычисленный в другом месте: отделённая CMS
tanba stamp ПОДПИСЬ... [--tsa URL]...
    добавляет метки времени подписям, у которых их нет
tanba extract ПОДПИСЬ [--out ФАЙЛ] [--force]
    записывает документ, который лежит внутри подписи
tanba verify ПОДПИСЬ [--content ФАЙЛ] [--trust ФАЙЛ|ПАПКА|test]... [--at ВРЕМЯ] [--evidence ПАПКА] [--offline]
             [--policy iin=N,bin=N,revocation,timestamp,production]
    говорит, верна ли подпись и кто её сделал
tanba poa create ТАБЛИЦА.csv | --iin N --powers СПИСОК --until ДЕНЬ [--since ДЕНЬ] [--replaces НОМЕР] [--dry-run] [--offline]
tanba poa sign --key ХРАНИЛИЩЕ [--out ПАПКА]
tanba poa send | list [--state S] [--offline] | revoke НОМЕР...
          [--outbox ПАПКА] [--portal URL] [--key ХРАНИЛИЩЕ] [--pin-file F] [--password-file F] [--bin N]
tanba poa verify ФАЙЛ
    доверенности сотрудникам: готовятся в папке исходящих, подписываются одним PIN, отправляются один раз; подробно: tanba poa --help
tanba doctor [БИБЛИОТЕКА...]
    загружает драйверы токенов, каждый в отдельном процессе, и говорит, что с ними не так
tanba sandbox keys --out ПАПКА [--seed ТЕКСТ] [--at ВРЕМЯ] [--services http://127.0.0.1:ПОРТ] [--force]
    делает удостоверяющий центр и ключи для проб
tanba sandbox pki --data ПАПКА [--port ПОРТ]
    метки времени, OCSP и списки отозванных для ключей из папки, до Ctrl+C
tanba sandbox [--data ПАПКА] [--port ПОРТ] [--trust test] [--employees N]
    модель портала со всем, что к ней нужно, до Ctrl+C
    --employees наполняет одно предприятие выдуманными людьми: посмотреть на длинные списки

--pin-file F     пароль лежит в этом файле, - это стандартный ввод; без него пароль спросят
--last-try       использовать последнюю попытку PIN-кода токена
--tsa URL        адрес службы меток времени, несколько пробуются по очереди; on: служба НУЦ РК
--trust ФАЙЛ     сертификаты центров, которым доверять, кроме казахстанских; test: тестовая среда НУЦ РК
--evidence ПАПКА хранить там ответы центров и искать там, если они не отвечают
--offline        никого не спрашивать: судить только по --evidence (без неё по ПОДПИСЬ.evidence)
--policy СПИСОК  что ещё должно быть верно; иначе выход 1
--at ВРЕМЯ       2026-11-22 или 2026-11-22T10:00:00Z; UTC, если пояс не указан
--force          заменить существующий файл; сам документ не заменяется никогда
--json           один объект на стандартном выводе
--lang kk|ru|en  язык; иначе язык системы
--help, --version

Коды выхода: 0 готово, 1 подпись неверна, 2 команда непонятна, 3 хранилище или пароль, 4 ключ не подходит,
5 ввод или вывод, 6 сетевая служба, 70 наша ошибка, 130 прервано.
`,
  argumentNames: { store: 'ХРАНИЛИЩЕ', file: 'ФАЙЛ', signature: 'ПОДПИСЬ' },
  usage: {
    noCommand:
      'Не хватает команды: keys, tokens, sign, stamp, extract, verify, poa, doctor, sandbox keys или sandbox pki.',
    unknownCommand: name => `Команды «${name}» нет.`,
    unknownOption: name => `Параметра ${name} здесь нет.`,
    valueMissing: option => `После ${option} нужно значение.`,
    valueUnwanted: option => `${option} не принимает значения.`,
    onlyWith: (option, other) => `${option} бывает только вместе с ${other}.`,
    notBeside: (option, other) => `${option} не сочетается с ${other}.`,
    valueUnknown: (option, value, allowed) => `${option} не может быть «${value}»; возможно: ${allowed}.`,
    optionMissing: option => `Не хватает ${option}.`,
    argumentMissing: argument => `Не хватает: ${argument}.`,
    argumentsTooMany: argument => `«${argument}» здесь лишнее.`,
    outMustBeFolder: 'Когда документов несколько, --out должен быть существующей папкой.',
    notAnAddress: value => `«${value}» — не адрес; пишите http://127.0.0.1:8480.`,
    notAPort: value => `«${value}» — не номер порта.`,
    notATime: value => `«${value}» не похоже на время; напишите 2026-11-22 или 2026-11-22T10:00:00Z.`,
    notADigest: value => `«${value}» не похоже на хэш; напишите его шестнадцатерично или в base64.`,
    pinTooLong: 'Файл --pin-file слишком длинный для пароля.',
  },
  pinPrompt: store => `Пароль для ${store}: `,
  tokens: {
    columns: {
      label: 'Токен',
      vendor: 'Производитель',
      state: 'Состояние',
      tries: 'Попытки PIN',
      uri: 'Адрес',
    },
    state: {
      locked: 'закрыт',
      unlocked: 'открыт',
      missing: 'не вставлен',
      'pin-locked': 'PIN-код заблокирован',
      'not-initialised': 'не подготовлен',
      quarantined: 'сбой драйвера',
    },
    tries: { untouched: 'все', low: 'меньше', final: 'одна', none: 'нет' },
    none: 'Токены не вставлены. Что не так с драйверами, скажет tanba doctor.',
    typeOnPad: token => `Наберите PIN-код на клавиатуре токена «${token}».`,
    triesLow: 'внимание: в прошлый раз ввели неверный PIN-код; попытки кончаются.',
    lastTry: 'внимание: осталась одна попытка; её использует --last-try.',
    defaultPin: 'внимание: это PIN-код, который производитель даёт всем; смените его.',
  },
  keys: {
    columns: {
      name: 'Владелец',
      purpose: 'Для чего',
      algorithm: 'Алгоритм',
      number: 'ИИН / БИН',
      until: 'Действует до',
      alias: 'Имя ключа',
      file: 'Файл',
    },
    role: { SIGN: 'подпись', AUTH: 'вход', OTHER: 'другое' },
    position: {
      head: 'первый руководитель',
      signatory: 'право подписи',
      financial: 'финансовые документы',
      hr: 'отдел кадров',
      employee: 'сотрудник',
      treasury: 'клиент казначейства',
    },
    subjectType: {
      individual: 'физическое лицо',
      legal: 'юридическое лицо',
      'information-system': 'информационная система',
    },
    expired: 'истёк',
    notYetValid: 'ещё не начался',
    none: 'Файлов с ключами здесь нет.',
  },
  doctor: { service: 'Служба', library: 'Библиотека' },
  notSigned: count => `не подписано документов: ${count}`,
  sandboxRuns: ({ portal, mailbox, admin, folder, password }) =>
    `Портал (модель): ${portal}\nПочта: ${mailbox}\nУправление: ${admin}\nКлючи: ${folder}, пароль каждого: ${password}\nЗавершить: Ctrl+C.`,
  sandboxServes: (tsa, ocsp, control) =>
    `Метки времени: ${tsa}\nOCSP: ${ocsp}\nСбои и отзывы: ${control}\nЗавершить: Ctrl+C.`,
  sandboxMade: (count, folder, password) => `Ключей: ${count}, папка: ${folder}, пароль каждого: ${password}`,
};
