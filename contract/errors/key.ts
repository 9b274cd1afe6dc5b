/** Errors of a single key: wrong for the purpose, out of its term, or mathematically impossible. */
import { defineError } from './define.ts';

const key = { owner: 'key', exit: 4, stopsBatch: true } as const;

export const keyErrors = {
  'key.not-found': defineError<{ alias: string }>({
    ...key,
    remedies: ['choose-other-key'],
    words: {
      kk: p => ['Мұндай кілт жоқ', `Қоймада «${p.alias}» деген кілт табылмады.`, 'Тізімнен кілтті таңдаңыз.'],
      ru: p => ['Такого ключа нет', `В хранилище нет ключа «${p.alias}».`, 'Выберите ключ из списка.'],
      en: p => ['There is no such key', `The store has no key “${p.alias}”.`, 'Choose a key from the list.'],
    },
  }),
  'key.ambiguous': defineError<{ count: number }>({
    ...key,
    remedies: ['choose-other-key'],
    words: {
      kk: p => [
        'Қай кілт екені түсініксіз',
        `Қоймада ${p.count} кілт бар.`,
        'Кілтті атауы бойынша таңдаңыз.',
      ],
      ru: p => ['Неясно, какой ключ', `В хранилище ключей: ${p.count}.`, 'Выберите ключ по имени.'],
      en: p => ['It is not clear which key', `The store holds ${p.count} keys.`, 'Choose one by its name.'],
    },
  }),
  'key.not-for-signing': defineError({
    ...key,
    remedies: ['choose-other-key'],
    words: {
      kk: () => [
        'Қол қоюға арналған кілтті таңдау керек',
        'Бұл — жүйеге кіруге арналған (AUTH) кілт, ол құжатқа қол қоймайды.',
        'Қол қоюға арналған кілтті таңдаңыз (RSA256_… немесе GOST512_…).',
      ],
      ru: () => [
        'Необходимо выбрать сертификат для подписи',
        'Это ключ для входа (AUTH), документы им не подписывают.',
        'Выберите ключ подписи (RSA256_… или GOST512_…).',
      ],
      en: () => [
        'A key for signing is needed',
        'This is a login key (AUTH); documents are not signed with it.',
        'Choose a signing key (RSA256_… or GOST512_…).',
      ],
    },
  }),
  'key.expired': defineError<{ date: string }>({
    ...key,
    remedies: ['choose-other-key', 'renew-key'],
    words: {
      kk: p => [
        'Кілттің мерзімі өткен',
        `Сертификат ${p.date} дейін жарамды болған.`,
        'Басқа кілт таңдаңыз немесе ҰКО-дан жаңасын алыңыз.',
      ],
      ru: p => [
        'Срок ключа истёк',
        `Сертификат действовал до ${p.date}.`,
        'Выберите другой ключ или получите новый в НУЦ.',
      ],
      en: p => [
        'The key has expired',
        `Its certificate was valid until ${p.date}.`,
        'Choose another key or get a new one from the authority.',
      ],
    },
  }),
  'key.not-yet-valid': defineError<{ date: string }>({
    ...key,
    remedies: ['choose-other-key', 'check-clock'],
    words: {
      kk: p => [
        'Кілттің мерзімі әлі басталған жоқ',
        `Сертификат ${p.date} бастап жарамды.`,
        'Басқа кілт таңдаңыз; компьютердің күні мен уақытын тексеріңіз.',
      ],
      ru: p => [
        'Срок ключа ещё не начался',
        `Сертификат действует с ${p.date}.`,
        'Выберите другой ключ; проверьте дату и время компьютера.',
      ],
      en: p => [
        'The key is not valid yet',
        `Its certificate begins on ${p.date}.`,
        'Choose another key; check the date and time of this computer.',
      ],
    },
  }),
  'key.unsupported-algorithm': defineError<{ oid: string }>({
    ...key,
    remedies: ['choose-other-key', 'report-fault'],
    words: {
      kk: p => [
        'Кілттің алгоритмі белгісіз',
        `Бұл кілттің түрін (${p.oid}) бағдарлама білмейді.`,
        'Басқа кілт таңдаңыз.',
      ],
      ru: p => [
        'Неизвестный алгоритм ключа',
        `Программа не знает ключей этого вида (${p.oid}).`,
        'Выберите другой ключ.',
      ],
      en: p => [
        'Unknown key algorithm',
        `The program does not know keys of this kind (${p.oid}).`,
        'Choose another key.',
      ],
    },
  }),
  'key.unknown-curve': defineError<{ oid: string }>({
    ...key,
    remedies: ['choose-other-key', 'ask-issuer'],
    words: {
      kk: p => [
        'Кілттің қисығы белгісіз',
        `Кілт біз білмейтін қисықпен жасалған (${p.oid}).`,
        'Басқа кілт таңдаңыз немесе ҰКО-ға хабарласыңыз.',
      ],
      ru: p => [
        'Неизвестная кривая ключа',
        `Ключ построен на кривой, которой мы не знаем (${p.oid}).`,
        'Выберите другой ключ или обратитесь в НУЦ.',
      ],
      en: p => [
        'Unknown curve of the key',
        `The key uses a curve that we do not know (${p.oid}).`,
        'Choose another key or ask the certification authority.',
      ],
    },
  }),
  'key.point-off-curve': defineError({
    ...key,
    remedies: ['choose-other-key', 'ask-issuer'],
    words: {
      kk: () => [
        'Ашық кілт жарамсыз',
        'Сертификаттағы нүкте қисықта жатқан жоқ: кілт бүлінген немесе қолдан жасалған.',
        'Басқа кілт таңдаңыз немесе ҰКО-ға хабарласыңыз.',
      ],
      ru: () => [
        'Открытый ключ недействителен',
        'Точка из сертификата не лежит на кривой: ключ повреждён или подделан.',
        'Выберите другой ключ или обратитесь в НУЦ.',
      ],
      en: () => [
        'The public key is invalid',
        'The point in the certificate is not on the curve: the key is damaged or forged.',
        'Choose another key or ask the certification authority.',
      ],
    },
  }),
  'key.out-of-range': defineError({
    ...key,
    remedies: ['choose-other-key', 'ask-issuer'],
    words: {
      kk: () => [
        'Жабық кілт жарамсыз',
        'Кілттің саны рұқсат етілген аралықтан тыс.',
        'Басқа кілт таңдаңыз немесе ҰКО-ға хабарласыңыз.',
      ],
      ru: () => [
        'Закрытый ключ недействителен',
        'Число ключа вне допустимых пределов.',
        'Выберите другой ключ или обратитесь в НУЦ.',
      ],
      en: () => [
        'The private key is invalid',
        'Its number is outside the allowed range.',
        'Choose another key or ask the certification authority.',
      ],
    },
  }),
  'key.wrong-signature': defineError({
    ...key,
    remedies: ['retry', 'choose-other-key'],
    words: {
      kk: () => [
        'Кілт қате қолтаңба берді',
        'Жасалған қолтаңба кілттің өз сертификатына сәйкес келмейді, сондықтан сақталған жоқ.',
        'Қайталаңыз немесе басқа кілт таңдаңыз.',
      ],
      ru: () => [
        'Ключ дал неверную подпись',
        'Полученная подпись не сходится с сертификатом самого ключа, поэтому она не сохранена.',
        'Повторите или выберите другой ключ.',
      ],
      en: () => [
        'The key gave a wrong signature',
        'The signature does not match the key’s own certificate, so it was not saved.',
        'Try again or choose another key.',
      ],
    },
  }),
  'key.bad-certificate': defineError({
    ...key,
    remedies: ['choose-other-file', 'ask-issuer'],
    words: {
      kk: () => [
        'Сертификат оқылмады',
        'Сертификаттың құрылымы бұзылған.',
        'Басқа файл таңдаңыз немесе ҰКО-ға хабарласыңыз.',
      ],
      ru: () => [
        'Сертификат не читается',
        'Структура сертификата нарушена.',
        'Выберите другой файл или обратитесь в НУЦ.',
      ],
      en: () => [
        'The certificate cannot be read',
        'Its structure is broken.',
        'Choose another file or ask the certification authority.',
      ],
    },
  }),
};
