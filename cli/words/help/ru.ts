import type { HelpWords } from '../help.ts';

export const ru: HelpWords = {
  title: `Tanba: подписывает и проверяет ключами Национального удостоверяющего центра Казахстана`,
  commands: {
    keys: `tanba keys ХРАНИЛИЩЕ... [--pin-file F|-] [--last-try]
    перечисляет ключи в файлах .p12, в папках с ними или на токенах (pkcs11:token=...)`,
    tokens: `tanba tokens
    перечисляет вставленные токены и их адреса`,
    sign: `tanba sign ФАЙЛ... --key ХРАНИЛИЩЕ [--alias A] [--pin-file F|-] [--format cms|xml|raw] [--detached] [--out ФАЙЛ|ПАПКА] [--force]
           cms: [--encoding der|pem|base64] [--tsa URL|on|off]...
           xml: [--layout compact|santuario] [--id ID | --xpath X [--parent X] | --wsse[=x509v3|issuer-serial]]
    подписывает документы; подпись пишется в ФАЙЛ.cms (.signed.xml, .signature.txt) рядом с каждым или в --out
tanba sign --add-to ПОДПИСЬ [ФАЙЛ] --key ХРАНИЛИЩЕ [--out ФАЙЛ]
    добавляет подписавшего в подпись CMS, на её место или в --out
tanba sign --digest HEX|BASE64 --out ФАЙЛ --key ХРАНИЛИЩЕ
    подписывает хэш, вычисленный в другом месте: отделённая CMS`,
    stamp: `tanba stamp ПОДПИСЬ... [--tsa URL]...
    добавляет метки времени подписям, у которых их нет`,
    extract: `tanba extract ПОДПИСЬ [--out ФАЙЛ] [--force]
    записывает документ, который лежит внутри подписи`,
    verify: `tanba verify ПОДПИСЬ [--content ФАЙЛ] [--trust ФАЙЛ|ПАПКА|test]... [--at ВРЕМЯ] [--evidence ПАПКА] [--offline]
             [--policy iin=N,bin=N,revocation,timestamp,production]
    говорит, верна ли подпись и кто её сделал`,
    poa: `tanba poa create ТАБЛИЦА.csv | --iin N --powers СПИСОК --until ДЕНЬ [--since ДЕНЬ] [--replaces НОМЕР] [--dry-run] [--offline]
tanba poa sign --key ХРАНИЛИЩЕ [--out ПАПКА]
tanba poa send | list [--state S] [--offline] | revoke НОМЕР...
          [--outbox ПАПКА] [--portal URL] [--key ХРАНИЛИЩЕ] [--pin-file F] [--password-file F] [--bin N]
tanba poa verify ФАЙЛ
    доверенности сотрудникам: готовятся в папке исходящих, подписываются одним PIN, отправляются один раз; подробно: tanba poa --help`,
    doctor: `tanba doctor [БИБЛИОТЕКА...]
    загружает драйверы токенов, каждый в отдельном процессе, и говорит, что с ними не так`,
    'sandbox keys': `tanba sandbox keys --out ПАПКА [--seed ТЕКСТ] [--at ВРЕМЯ] [--services http://127.0.0.1:ПОРТ] [--force]
    делает удостоверяющий центр и ключи для проб`,
    'sandbox pki': `tanba sandbox pki --data ПАПКА [--port ПОРТ]
    метки времени, OCSP и списки отозванных для ключей из папки, до Ctrl+C`,
    sandbox: `tanba sandbox [--data ПАПКА] [--port ПОРТ] [--trust test] [--employees N]
    модель портала со всем, что к ней нужно, до Ctrl+C
    --employees наполняет одно предприятие выдуманными людьми: посмотреть на длинные списки`,
  },
  options: {
    'pin-file': `--pin-file F     пароль лежит в этом файле, - это стандартный ввод; без него пароль спросят`,
    'last-try': `--last-try       использовать последнюю попытку PIN-кода токена`,
    tsa: `--tsa URL        адрес службы меток времени, несколько пробуются по очереди; on: служба НУЦ РК`,
    trust: `--trust ФАЙЛ     сертификаты центров, которым доверять, кроме казахстанских; test: тестовая среда НУЦ РК`,
    evidence: `--evidence ПАПКА хранить там ответы центров и искать там, если они не отвечают`,
    offline: `--offline        никого не спрашивать: судить только по --evidence (без неё по ПОДПИСЬ.evidence)`,
    policy: `--policy СПИСОК  что ещё должно быть верно; иначе выход 1`,
    at: `--at ВРЕМЯ       2026-11-22 или 2026-11-22T10:00:00Z; UTC, если пояс не указан`,
    force: `--force          заменить существующий файл; сам документ не заменяется никогда`,
    json: `--json           один объект на стандартном выводе`,
    lang: `--lang kk|ru|en  язык; иначе язык системы`,
    help: `--help           эта справка; tanba КОМАНДА --help: только об одной команде`,
    version: `--version`,
  },
  exits: `Коды выхода: 0 готово, 1 подпись неверна, 2 команда непонятна, 3 хранилище или пароль, 4 ключ не подходит,
5 ввод или вывод, 6 сетевая служба, 70 наша ошибка, 130 прервано.`,
  poa: `Доверенности сотрудникам: готовятся в папке исходящих, подписываются одним PIN, отправляются один раз

tanba poa create ТАБЛИЦА.csv [--since ДЕНЬ] [--until ДЕНЬ] [--powers СПИСОК]
tanba poa create --iin N --powers СПИСОК --until ДЕНЬ [--since ДЕНЬ] [--replaces НОМЕР]
    готовит в папке: всё или, если хоть одна строка не годится, ничего. То, что уже есть, не делается снова (--force сделает)
tanba poa sign --key ХРАНИЛИЩЕ [--out ПАПКА]
    подписывает всё подготовленное; --out записывает каждую в НОМЕР.cms. Сеть не нужна
tanba poa send
    отправляет подписанное; прерванное продолжается с того же места, если повторить
tanba poa list [--state draft|signed|sent|active|expired|revoked]
    те, что на портале; --offline: те, что лежат в папке
tanba poa revoke НОМЕР...
    отзывает с подписью
tanba poa verify ФАЙЛ.cms [--trust ФАЙЛ|ПАПКА|test]... [--at ВРЕМЯ] [--offline]
    показывает как документ; верны ли подпись, доверитель и срок

--key ХРАНИЛИЩЕ    ключ организации; им же входят на портал
--password-file F  пароль кабинета на портале; без него пароль спросят
--bin N            от чьего имени, если профилей несколько
--portal URL       адрес портала
--outbox ПАПКА     папка исходящих; без неё ./tanba-outbox
--dry-run          говорит, что было бы сделано; ничего не пишет, не подписывает и не отправляет
--offline          без портала: create готовит по тому, что было известно в последний раз
--json, --lang, --pin-file и коды выхода: tanba --help

Столбцы таблицы: iin (ИИН), powers (Полномочия), since (Начало), until (Окончание), replaces (Взамен); name (ФИО) не
читается. Запятые, точки с запятой или табуляция; UTF-8, UTF-16 или Windows-1251. День: 31.12.2026 или 2026-12-31.
Вместо пустой ячейки берётся параметр; вместо пустого начала сегодняшний день.

  iin;powers;until
  810202120108;invoices-only;31.12.2026
  890820121903;invoice.view, contract.edit;31.12.2026

Полномочия:`,
  presets: `Наборы:`,
};
