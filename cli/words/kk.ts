import type { CliWords } from './words.ts';

export const kk: CliWords = {
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
