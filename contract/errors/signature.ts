/** Findings of a verification. They appear as `code` of a step in the report, and as errors where nothing can be reported. */
import { defineError } from './define.ts';

const holdsNot = { owner: 'signature', exit: 1, stopsBatch: false } as const;
const unreadable = { owner: 'signature', exit: 5, stopsBatch: false } as const;

export const signatureErrors = {
  'cms.not-cms': defineError({
    ...unreadable,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'Бұл қолтаңба файлы емес',
        'Файлда CMS қолтаңбасы жоқ.',
        '.cms, .p7s немесе .sig файлын таңдаңыз.',
      ],
      ru: () => ['Это не файл подписи', 'В файле нет подписи CMS.', 'Выберите файл .cms, .p7s или .sig.'],
      en: () => [
        'This is not a signature file',
        'The file holds no CMS signature.',
        'Choose a .cms, .p7s or .sig file.',
      ],
    },
  }),
  'cms.malformed': defineError({
    ...unreadable,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'Қолтаңба файлы бүлінген',
        'Құрылымы бұзылған немесе толық емес.',
        'Файлды жіберушіден қайта сұраңыз.',
      ],
      ru: () => [
        'Файл подписи повреждён',
        'Его структура нарушена или он неполный.',
        'Попросите отправителя прислать файл ещё раз.',
      ],
      en: () => [
        'The signature file is damaged',
        'Its structure is broken or incomplete.',
        'Ask the sender for the file again.',
      ],
    },
  }),
  'cms.no-signers': defineError({
    ...holdsNot,
    remedies: ['choose-other-file'],
    words: {
      kk: () => ['Қолтаңба жоқ', 'Файлда бірде-бір қол қоюшы жоқ.', 'Басқа файл таңдаңыз.'],
      ru: () => ['Подписи нет', 'В файле нет ни одного подписавшего.', 'Выберите другой файл.'],
      en: () => ['There is no signature', 'The file names no signer at all.', 'Choose another file.'],
    },
  }),
  'content.missing': defineError({
    ...unreadable,
    remedies: ['choose-content'],
    words: {
      kk: () => [
        'Құжаттың өзі керек',
        'Бұл — бөлек қолтаңба: құжат оның ішінде жоқ.',
        'Қол қойылған құжатты да таңдаңыз.',
      ],
      ru: () => [
        'Нужен сам документ',
        'Это отделённая подпись: документа внутри неё нет.',
        'Выберите и подписанный документ.',
      ],
      en: () => [
        'The document itself is needed',
        'This signature is detached: the document is not inside it.',
        'Choose the signed document as well.',
      ],
    },
  }),
  'content.unexpected': defineError({
    ...holdsNot,
    remedies: ['choose-content'],
    words: {
      kk: () => [
        'Екі түрлі құжат',
        'Қолтаңбаның ішіндегі құжат сіз таңдаған файлдан басқа.',
        'Дұрыс құжатты таңдаңыз.',
      ],
      ru: () => [
        'Два разных документа',
        'Документ внутри подписи отличается от выбранного вами файла.',
        'Выберите тот документ, который был подписан.',
      ],
      en: () => [
        'Two different documents',
        'The document inside the signature is not the file that you chose.',
        'Choose the document that was signed.',
      ],
    },
  }),
  'digest.mismatch': defineError({
    ...holdsNot,
    remedies: ['choose-content'],
    words: {
      kk: () => [
        'Құжат өзгертілген',
        'Бұл құжаттың мазмұны қол қойылған мазмұнға сәйкес емес.',
        'Дәл қол қойылған файлды таңдаңыз немесе оны жіберушіден сұраңыз.',
      ],
      ru: () => [
        'Документ изменён',
        'Содержимое документа не то, которое подписали.',
        'Выберите именно подписанный файл или запросите его у отправителя.',
      ],
      en: () => [
        'The document was changed',
        'Its content is not what was signed.',
        'Choose the very file that was signed, or ask the sender for it.',
      ],
    },
  }),
  'digest.wrong-length': defineError<{ bits: number; expected: number }>({
    owner: 'user',
    exit: 5,
    stopsBatch: false,
    remedies: ['choose-other-key'],
    words: {
      kk: p => [
        'Хеш бұл кілтке сай емес',
        `Берілген хеш ${p.bits} бит, ал бұл кілт ${p.expected} биттік хешке қол қояды.`,
        'Хешті кілттің алгоритмімен есептеңіз немесе басқа кілт таңдаңыз.',
      ],
      ru: p => [
        'Хэш не подходит этому ключу',
        `Дан хэш в ${p.bits} бит, а этот ключ подписывает хэш в ${p.expected} бит.`,
        'Вычислите хэш по алгоритму ключа или выберите другой ключ.',
      ],
      en: p => [
        'The digest does not fit this key',
        `It has ${p.bits} bits; this key signs digests of ${p.expected} bits.`,
        'Compute the digest with the key’s own algorithm, or choose another key.',
      ],
    },
  }),
  'signature.wrong': defineError({
    ...holdsNot,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'Қолтаңба жарамсыз',
        'Қолтаңба бұл сертификаттың кілтімен жасалмаған немесе кейін өзгертілген.',
        'Қолтаңбаны жіберушіден қайта сұраңыз.',
      ],
      ru: () => [
        'Подпись неверна',
        'Она сделана не ключом этого сертификата или изменена позже.',
        'Запросите подпись у отправителя ещё раз.',
      ],
      en: () => [
        'The signature is wrong',
        'It was not made by this certificate’s key, or was changed afterwards.',
        'Ask the sender for the signature again.',
      ],
    },
  }),
  'signature.attributes-malformed': defineError({
    ...holdsNot,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'Қолтаңба ережеге сай емес',
        'Қол қойылған белгілер жетіспейді немесе қайталанады.',
        'Қолтаңбаны жіберушіден қайта сұраңыз.',
      ],
      ru: () => [
        'Подпись не по правилам',
        'Подписанных атрибутов не хватает или они повторяются.',
        'Запросите подпись у отправителя ещё раз.',
      ],
      en: () => [
        'The signature breaks the rules',
        'Signed attributes are missing or stand twice.',
        'Ask the sender for the signature again.',
      ],
    },
  }),
  'signature.algorithm-unsupported': defineError<{ oid: string }>({
    ...holdsNot,
    remedies: ['report-fault'],
    words: {
      kk: p => [
        'Алгоритм белгісіз',
        `Қолтаңба біз білмейтін алгоритммен жасалған (${p.oid}).`,
        'Оны басқа бағдарламамен тексеріңіз немесе бізге жазыңыз.',
      ],
      ru: p => [
        'Неизвестный алгоритм',
        `Подпись сделана алгоритмом, которого мы не знаем (${p.oid}).`,
        'Проверьте её другой программой или напишите нам.',
      ],
      en: p => [
        'Unknown algorithm',
        `The signature uses an algorithm that we do not know (${p.oid}).`,
        'Verify it with another program or write to us.',
      ],
    },
  }),
};
