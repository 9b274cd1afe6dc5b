/** Errors of key stores: files now, tokens later. `store` is a file name, never a path with a user's name in it. */
import { defineError } from './define.ts';

interface Store extends Record<string, string> {
  store: string;
}

const store = { owner: 'store', exit: 3, stopsBatch: true } as const;

export const keystoreErrors = {
  'keystore.pin-incorrect': defineError<Store>({
    ...store,
    remedies: ['type-pin-again'],
    words: {
      kk: p => [
        'Құпиясөз қате',
        `Бұл құпиясөз «${p.store}» файлын ашпайды.`,
        'Пернетақта тілін және Caps Lock пернесін тексеріп, қайта теріңіз.',
      ],
      ru: p => [
        'Неверный пароль',
        `Этот пароль не открывает «${p.store}».`,
        'Проверьте раскладку клавиатуры и Caps Lock и введите пароль ещё раз.',
      ],
      en: p => [
        'Wrong password',
        `This password does not open “${p.store}”.`,
        'Check the keyboard layout and Caps Lock, then type it again.',
      ],
    },
  }),
  'keystore.pin-missing': defineError<Store>({
    ...store,
    remedies: ['type-pin-again'],
    words: {
      kk: p => ['Құпиясөз керек', `«${p.store}» құпиясөзсіз ашылмайды.`, 'Құпиясөзді енгізіңіз.'],
      ru: p => ['Нужен пароль', `«${p.store}» без пароля не открыть.`, 'Введите пароль.'],
      en: p => ['A password is needed', `“${p.store}” does not open without one.`, 'Enter the password.'],
    },
  }),
  'keystore.not-found': defineError<Store>({
    ...store,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Кілт файлы табылмады',
        `«${p.store}» бұл жерде жоқ: көшірілген, атауы өзгерген немесе дискі ажыратылған.`,
        'Дискіні қосыңыз немесе файлды басқа жерден таңдаңыз.',
      ],
      ru: p => [
        'Файл ключа не найден',
        `«${p.store}» здесь нет: файл перенесли, переименовали или отключили диск.`,
        'Подключите диск или выберите файл в другом месте.',
      ],
      en: p => [
        'The key file was not found',
        `“${p.store}” is not here: it was moved, renamed, or its drive was unplugged.`,
        'Connect the drive or choose the file elsewhere.',
      ],
    },
  }),
  'keystore.unreadable': defineError<Store>({
    ...store,
    remedies: ['retry', 'choose-other-store'],
    words: {
      kk: p => [
        'Кілт файлын оқу мүмкін болмады',
        `Жүйе «${p.store}» файлын оқуға рұқсат бермеді.`,
        'Файлға қолжетімділікті тексеріңіз немесе оны өз қалтаңызға көшіріңіз.',
      ],
      ru: p => [
        'Файл ключа не читается',
        `Система не дала прочитать «${p.store}».`,
        'Проверьте доступ к файлу или скопируйте его в свою папку.',
      ],
      en: p => [
        'The key file cannot be read',
        `The system refused to read “${p.store}”.`,
        'Check the access rights or copy the file to a folder of your own.',
      ],
    },
  }),
  'keystore.not-pkcs12': defineError<Store>({
    ...store,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Бұл кілт файлы емес',
        `«${p.store}» ішінде PKCS#12 (.p12) қоймасы жоқ.`,
        'ҰКО-дан алынған .p12 файлын таңдаңыз.',
      ],
      ru: p => [
        'Это не файл ключа',
        `В «${p.store}» нет хранилища PKCS#12 (.p12).`,
        'Выберите файл .p12, полученный в НУЦ.',
      ],
      en: p => [
        'This is not a key file',
        `“${p.store}” holds no PKCS#12 (.p12) store.`,
        'Choose the .p12 file that the certification authority gave you.',
      ],
    },
  }),
  'keystore.truncated': defineError<Store>({
    ...store,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Кілт файлы толық емес',
        `«${p.store}» соңына дейін көшірілмеген.`,
        'Файлды бастапқы орнынан қайта көшіріңіз.',
      ],
      ru: p => [
        'Файл ключа неполный',
        `«${p.store}» скопирован не до конца.`,
        'Скопируйте файл заново оттуда, где он был получен.',
      ],
      en: p => [
        'The key file is incomplete',
        `“${p.store}” was not copied to its end.`,
        'Copy the file again from where you got it.',
      ],
    },
  }),
  'keystore.damaged': defineError<Store>({
    ...store,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Кілт файлы бүлінген',
        `«${p.store}» құрылымы бұзылған.`,
        'Файлды бастапқы орнынан қайта көшіріңіз немесе сақтық көшірмесін алыңыз.',
      ],
      ru: p => [
        'Файл ключа повреждён',
        `Структура «${p.store}» нарушена.`,
        'Скопируйте файл заново или возьмите резервную копию.',
      ],
      en: p => [
        'The key file is damaged',
        `The structure of “${p.store}” is broken.`,
        'Copy the file again or take a backup.',
      ],
    },
  }),
  'keystore.nested-too-deep': defineError<Store>({
    ...store,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Кілт файлы қабылданбады',
        `«${p.store}» құрылымы шектен тыс терең: мұндай файлды ҰКО бермейді.`,
        'ҰКО-дан алынған .p12 файлын таңдаңыз.',
      ],
      ru: p => [
        'Файл ключа отклонён',
        `Структура «${p.store}» вложена слишком глубоко: НУЦ таких файлов не выдаёт.`,
        'Выберите файл .p12, полученный в НУЦ.',
      ],
      en: p => [
        'The key file was refused',
        `The structure of “${p.store}” is nested too deep: no authority issues such files.`,
        'Choose the .p12 file that the certification authority gave you.',
      ],
    },
  }),
  'keystore.too-large': defineError<Store & { limit: string }>({
    ...store,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Файл тым үлкен',
        `«${p.store}» ${p.limit} шегінен асады: кілт файлы бірнеше килобайт қана болады.`,
        'Басқа файл таңдаңыз.',
      ],
      ru: p => [
        'Файл слишком большой',
        `«${p.store}» больше ${p.limit}: файл ключа занимает несколько килобайт.`,
        'Выберите другой файл.',
      ],
      en: p => [
        'The file is too large',
        `“${p.store}” is over ${p.limit}: a key file takes a few kilobytes.`,
        'Choose another file.',
      ],
    },
  }),
  'keystore.too-many-iterations': defineError<Store>({
    ...store,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Кілт файлы қабылданбады',
        `«${p.store}» құпиясөзді тексеруге шектен тыс көп есептеу талап етеді.`,
        'ҰКО-дан алынған .p12 файлын таңдаңыз.',
      ],
      ru: p => [
        'Файл ключа отклонён',
        `«${p.store}» требует непомерно долгих вычислений для проверки пароля.`,
        'Выберите файл .p12, полученный в НУЦ.',
      ],
      en: p => [
        'The key file was refused',
        `“${p.store}” asks for an unreasonable amount of work to check a password.`,
        'Choose the .p12 file that the certification authority gave you.',
      ],
    },
  }),
  'keystore.unsupported-cipher': defineError<Store & { oid: string }>({
    ...store,
    remedies: ['choose-other-store', 'report-fault'],
    words: {
      kk: p => [
        'Кілт файлының шифры белгісіз',
        `«${p.store}» біз білмейтін алгоритммен шифрланған (${p.oid}).`,
        'ҰКО берген бастапқы файлды таңдаңыз.',
      ],
      ru: p => [
        'Неизвестный шифр файла ключа',
        `«${p.store}» зашифрован алгоритмом, которого мы не знаем (${p.oid}).`,
        'Выберите исходный файл, выданный НУЦ.',
      ],
      en: p => [
        'Unknown cipher of the key file',
        `“${p.store}” is encrypted with an algorithm that we do not know (${p.oid}).`,
        'Choose the original file that the authority issued.',
      ],
    },
  }),
  'keystore.unprotected': defineError<Store>({
    ...store,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Кілт файлы қорғалмаған',
        `«${p.store}» ішінде бақылау сомасы жоқ: құпиясөзді тексеру және өзгерісті байқау мүмкін емес.`,
        'ҰКО берген бастапқы .p12 файлын таңдаңыз.',
      ],
      ru: p => [
        'Файл ключа не защищён',
        `В «${p.store}» нет контрольной суммы: нельзя ни проверить пароль, ни заметить подмену.`,
        'Выберите исходный файл .p12, выданный НУЦ.',
      ],
      en: p => [
        'The key file is not protected',
        `“${p.store}” has no checksum: neither a wrong password nor a change could be noticed.`,
        'Choose the original .p12 file that the authority issued.',
      ],
    },
  }),
  'keystore.no-key': defineError<Store>({
    ...store,
    remedies: ['choose-other-store'],
    words: {
      kk: p => [
        'Файлда кілт жоқ',
        `«${p.store}» ашылды, бірақ ішінде жабық кілт жоқ.`,
        'Жабық кілті бар .p12 файлын таңдаңыз.',
      ],
      ru: p => [
        'В файле нет ключа',
        `«${p.store}» открылся, но закрытого ключа в нём нет.`,
        'Выберите файл .p12 с закрытым ключом.',
      ],
      en: p => [
        'There is no key in the file',
        `“${p.store}” opened but holds no private key.`,
        'Choose a .p12 file with a private key.',
      ],
    },
  }),
  'keystore.no-certificate': defineError<Store>({
    ...store,
    remedies: ['choose-other-store', 'ask-issuer'],
    words: {
      kk: p => [
        'Файлда сертификат жоқ',
        `«${p.store}» ішінде кілт бар, бірақ оның сертификаты жоқ.`,
        'ҰКО берген толық .p12 файлын таңдаңыз.',
      ],
      ru: p => [
        'В файле нет сертификата',
        `В «${p.store}» есть ключ, но нет его сертификата.`,
        'Выберите полный файл .p12, выданный НУЦ.',
      ],
      en: p => [
        'There is no certificate in the file',
        `“${p.store}” holds a key but not its certificate.`,
        'Choose the complete .p12 file that the authority issued.',
      ],
    },
  }),
  'keystore.key-mismatch': defineError<Store>({
    ...store,
    remedies: ['choose-other-store', 'ask-issuer'],
    words: {
      kk: p => [
        'Кілт пен сертификат сәйкес емес',
        `«${p.store}» ішіндегі сертификат басқа кілтке берілген: мұндай қолтаңбаны ешкім қабылдамайды.`,
        'Басқа .p12 файлын таңдаңыз немесе ҰКО-ға хабарласыңыз.',
      ],
      ru: p => [
        'Ключ и сертификат не подходят друг к другу',
        `Сертификат в «${p.store}» выдан на другой ключ: такую подпись никто не примет.`,
        'Выберите другой файл .p12 или обратитесь в НУЦ.',
      ],
      en: p => [
        'Key and certificate do not match',
        `The certificate in “${p.store}” belongs to another key: nobody would accept such a signature.`,
        'Choose another .p12 file or ask the certification authority.',
      ],
    },
  }),
  'keystore.locked': defineError<Store>({
    ...store,
    remedies: ['unlock-again'],
    words: {
      kk: p => [
        'Кілт жабық',
        `«${p.store}» жабылды: уақыты өтті немесе сіз оны жаптыңыз.`,
        'Құпиясөзді қайта енгізіңіз.',
      ],
      ru: p => [
        'Ключ закрыт',
        `«${p.store}» закрыт: истекло время или вы закрыли его сами.`,
        'Введите пароль ещё раз.',
      ],
      en: p => [
        'The key is locked',
        `“${p.store}” was locked: its time ran out, or you locked it.`,
        'Enter the password again.',
      ],
    },
  }),
};
