import type { CliWords } from './words.ts';

export const kk: CliWords = {
  help: `Tanba: Қазақстанның Ұлттық куәландырушы орталығының кілттерімен қол қояды және тексереді

tanba keys ҚОЙМА... [--pin-file F|-] [--last-try]
    .p12 файлдарындағы, олар жатқан қалталардағы немесе токендердегі (pkcs11:token=...) кілттерді тізеді
tanba tokens
    салынған токендерді мекенжайларымен тізеді
tanba sign ФАЙЛ... --key ҚОЙМА [--alias A] [--pin-file F|-] [--format cms|xml|raw] [--detached] [--out ФАЙЛ|ҚАЛТА] [--force]
           cms: [--encoding der|pem|base64] [--tsa URL|on|off]...
           xml: [--layout compact|santuario] [--id ID | --xpath X [--parent X] | --wsse[=x509v3|issuer-serial]]
    құжаттарға қол қояды; қолтаңба әр құжаттың жанына ФАЙЛ.cms (.signed.xml, .signature.txt) болып немесе --out орнына жазылады
tanba sign --add-to ҚОЛТАҢБА [ФАЙЛ] --key ҚОЙМА [--out ФАЙЛ]
    CMS қолтаңбасына тағы бір қол қоюшыны қосады, сол орнына немесе --out ішіне
tanba sign --digest HEX|BASE64 --out ФАЙЛ --key ҚОЙМА
    басқа жерде есептелген хешке қол қояды: бөлек CMS
tanba stamp ҚОЛТАҢБА... [--tsa URL]...
    уақыт белгісі жоқ қолтаңбаларға оны қосады
tanba extract ҚОЛТАҢБА [--out ФАЙЛ] [--force]
    қолтаңбаның ішіндегі құжатты жазады
tanba verify ҚОЛТАҢБА [--content ФАЙЛ] [--trust ФАЙЛ|ҚАЛТА|test]... [--at УАҚЫТ] [--evidence ҚАЛТА] [--offline]
             [--policy iin=N,bin=N,revocation,timestamp,production]
    қолтаңбаның жарамды-жарамсызын және кім қойғанын айтады
tanba poa create КЕСТЕ.csv | --iin N --powers ТІЗІМ --until КҮН [--since КҮН] [--replaces НӨМІР] [--dry-run] [--offline]
tanba poa sign --key ҚОЙМА [--out ҚАЛТА]
tanba poa send | list [--state S] [--offline] | revoke НӨМІР...
          [--outbox ҚАЛТА] [--portal URL] [--key ҚОЙМА] [--pin-file F] [--password-file F] [--bin N]
tanba poa verify ФАЙЛ
    қызметкерлерге сенімхаттар: шығыс қалтада дайындалады, бір PIN-мен қол қойылады, бір рет жіберіледі; толығы: tanba poa --help
tanba doctor [КІТАПХАНА...]
    токен драйверлерін әрқайсысын жеке процесте жүктейді де, оларда не дұрыс емес екенін айтады
tanba sandbox keys --out ҚАЛТА [--seed МӘТІН] [--at УАҚЫТ] [--services http://127.0.0.1:ПОРТ] [--force]
    байқап көруге арналған орталық пен кілттер жасайды
tanba sandbox pki --data ҚАЛТА [--port ПОРТ]
    қалтадағы кілттерге уақыт белгілері, OCSP және қайтарып алынғандар тізімдері, Ctrl+C басылғанша
tanba sandbox [--data ҚАЛТА] [--port ПОРТ] [--trust test] [--employees N]
    портал үлгісі, қажеттінің бәрімен бірге, Ctrl+C басылғанша
    --employees бір кәсіпорынды ойдан шығарылған адамдармен толтырады: ұзын тізімді көруге

--pin-file F     құпиясөз осы файлда, - стандартты енгізу; көрсетілмесе, құпиясөз сұралады
--last-try       токеннің PIN-кодының соңғы әрекетін жұмсау
--tsa URL        уақыт белгісі қызметінің мекенжайы, бірнешеуі кезекпен сұралады; on: ҰКО қызметі
--trust ФАЙЛ     Қазақстан орталықтарынан бөлек сенуге болатын орталықтардың сертификаттары; test: ҰКО сынақ ортасы
--evidence ҚАЛТА орталықтардың жауаптарын сонда сақтау, жауап болмаса, сонда іздеу
--offline        ешкімнен сұрамау: тек --evidence бойынша тексеру (ол жоқта ҚОЛТАҢБА.evidence)
--policy ТІЗІМ   тағы не дұрыс болуға тиіс; әйтпесе шығу коды 1
--at УАҚЫТ       2026-11-22 немесе 2026-11-22T10:00:00Z; белдеуі көрсетілмесе, UTC
--force          бар файлды ауыстыру; құжаттың өзі ешқашан ауыстырылмайды
--json           стандартты шығысқа бір нысан
--lang kk|ru|en  тіл; әйтпесе жүйенің тілі
--help, --version

Шығу кодтары: 0 дайын, 1 қолтаңба жарамсыз, 2 команда түсініксіз, 3 қойма немесе құпиясөз, 4 кілт сәйкес емес,
5 енгізу немесе шығару, 6 желі қызметі, 70 біздің қате, 130 үзілді.
`,
  argumentNames: { store: 'ҚОЙМА', file: 'ФАЙЛ', signature: 'ҚОЛТАҢБА' },
  usage: {
    noCommand:
      'Команда жоқ: keys, tokens, sign, stamp, extract, verify, poa, doctor, sandbox keys немесе sandbox pki керек.',
    unknownCommand: name => `«${name}» деген команда жоқ.`,
    unknownOption: name => `Мұнда ${name} параметрі жоқ.`,
    valueMissing: option => `${option} параметріне мән керек.`,
    valueUnwanted: option => `${option} мән қабылдамайды.`,
    onlyWith: (option, other) => `${option} тек ${other} бірге жүреді.`,
    notBeside: (option, other) => `${option} ${other} параметрімен бірге жүрмейді.`,
    valueUnknown: (option, value, allowed) => `${option} «${value}» бола алмайды; мүмкіні: ${allowed}.`,
    optionMissing: option => `${option} жетіспейді.`,
    argumentMissing: argument => `${argument} жетіспейді.`,
    argumentsTooMany: argument => `«${argument}» мұнда артық.`,
    outMustBeFolder: 'Құжат бірнешеу болса, --out бұрыннан бар қалта болуы керек.',
    notAnAddress: value => `«${value}» мекенжай емес; http://127.0.0.1:8480 деп жазыңыз.`,
    notAPort: value => `«${value}» порт нөмірі емес.`,
    notATime: value => `«${value}» уақытқа ұқсамайды; 2026-11-22 немесе 2026-11-22T10:00:00Z деп жазыңыз.`,
    notADigest: value => `«${value}» хешке ұқсамайды; оны он алтылық түрде немесе base64 түрінде жазыңыз.`,
    pinTooLong: '--pin-file файлы құпиясөз үшін тым ұзын.',
  },
  pinPrompt: store => `${store} құпиясөзі: `,
  tokens: {
    columns: { label: 'Токен', vendor: 'Өндіруші', state: 'Күйі', tries: 'PIN әрекеттері', uri: 'Мекенжайы' },
    state: {
      locked: 'жабық',
      unlocked: 'ашық',
      missing: 'салынбаған',
      'pin-locked': 'PIN-код бұғатталған',
      'not-initialised': 'дайындалмаған',
      quarantined: 'драйвер істен шықты',
    },
    tries: { untouched: 'бәрі', low: 'азайды', final: 'біреу', none: 'жоқ' },
    none: 'Салынған токен жоқ. Драйверлерде не болғанын tanba doctor айтады.',
    typeOnPad: token => `PIN-кодты «${token}» токенінің пернетақтасында теріңіз.`,
    triesLow: 'ескерту: соңғы рет PIN-код қате терілген; әрекеттер азайып барады.',
    lastTry: 'ескерту: бір әрекет қалды; оны --last-try жұмсайды.',
    defaultPin: 'ескерту: бұл өндіруші баршаға беретін PIN-код; оны өзгертіңіз.',
  },
  keys: {
    columns: {
      name: 'Иесі',
      purpose: 'Не үшін',
      algorithm: 'Алгоритм',
      number: 'ЖСН / БСН',
      until: 'Жарамды',
      alias: 'Кілт аты',
      file: 'Файл',
    },
    role: { SIGN: 'қол қою', AUTH: 'кіру', OTHER: 'басқа' },
    position: {
      head: 'бірінші басшы',
      signatory: 'қол қою құқығы',
      financial: 'қаржы құжаттары',
      hr: 'кадр бөлімі',
      employee: 'қызметкер',
      treasury: 'қазынашылық клиенті',
    },
    subjectType: {
      individual: 'жеке тұлға',
      legal: 'заңды тұлға',
      'information-system': 'ақпараттық жүйе',
    },
    expired: 'мерзімі өткен',
    notYetValid: 'әлі басталмаған',
    none: 'Мұнда кілт файлдары жоқ.',
  },
  doctor: { service: 'Қызмет', library: 'Кітапхана' },
  notSigned: count => `қол қойылмаған құжаттар: ${count}`,
  sandboxRuns: ({ portal, mailbox, admin, folder, password }) =>
    `Портал (үлгі): ${portal}\nПошта: ${mailbox}\nБасқару: ${admin}\nКілттер: ${folder}, әрқайсысының құпиясөзі: ${password}\nАяқтау: Ctrl+C.`,
  sandboxServes: (tsa, ocsp, control) =>
    `Уақыт белгілері: ${tsa}\nOCSP: ${ocsp}\nАқаулар мен қайтарып алулар: ${control}\nАяқтау: Ctrl+C.`,
  sandboxMade: (count, folder, password) =>
    `Кілттер саны: ${count}, қалта: ${folder}, әрқайсысының құпиясөзі: ${password}`,
};
