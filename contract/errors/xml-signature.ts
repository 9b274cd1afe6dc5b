/** Findings about XML signatures, beside those that all formats share (signature.ts, trust.ts). */
import { defineError } from './define.ts';

const holdsNot = { owner: 'signature', exit: 1, stopsBatch: false } as const;

export const xmlSignatureErrors = {
  'xml.no-signature': defineError({
    ...holdsNot,
    remedies: ['choose-other-file'],
    words: {
      kk: () => ['Қолтаңба жоқ', 'Бұл XML құжатында қолтаңба жоқ.', 'Басқа файл таңдаңыз.'],
      ru: () => ['Подписи нет', 'В этом XML нет подписи.', 'Выберите другой файл.'],
      en: () => ['There is no signature', 'This XML document holds no signature.', 'Choose another file.'],
    },
  }),
  'xml.structure': defineError<{ element: string }>({
    ...holdsNot,
    remedies: [],
    words: {
      kk: p => [
        'Қолтаңба құрылымы дұрыс емес',
        `«${p.element}» элементі артық, қайталанған, жоқ немесе басқаша жазылған.`,
        'Мұндай қолтаңбаға сенбеңіз; құжатты қайта қол қойып жіберуді сұраңыз.',
      ],
      ru: p => [
        'Неверное строение подписи',
        `Элемент «${p.element}» лишний, повторяется, отсутствует или записан иначе.`,
        'Не доверяйте такой подписи; попросите подписать документ заново.',
      ],
      en: p => [
        'The signature is built wrongly',
        `The element “${p.element}” is extra, repeated, missing or written otherwise.`,
        'Do not trust such a signature; ask for the document to be signed again.',
      ],
    },
  }),
  'xml.algorithm': defineError<{ uri: string }>({
    ...holdsNot,
    remedies: [],
    words: {
      kk: p => [
        'Қолтаңбада белгісіз алгоритм бар',
        `«${p.uri}» рұқсат етілген алгоритмдер тізімінде жоқ.`,
        'Құжатты ҰКО алгоритмімен қайта қол қойып жіберуді сұраңыз.',
      ],
      ru: p => [
        'Неизвестный алгоритм в подписи',
        `«${p.uri}» нет в списке разрешённых алгоритмов.`,
        'Попросите подписать документ заново алгоритмом НУЦ.',
      ],
      en: p => [
        'The signature uses an unknown algorithm',
        `“${p.uri}” is not on the list of algorithms that are accepted.`,
        'Ask for the document to be signed again with an algorithm of the certification authority.',
      ],
    },
  }),
  'xml.weak-algorithm': defineError<{ uri: string }>({
    ...holdsNot,
    remedies: [],
    words: {
      kk: p => [
        'Қолтаңба алгоритмі ескірген',
        `«${p.uri}» бүгінде қолдан жасалуы мүмкін, сондықтан ештеңені дәлелдемейді.`,
        'Құжатты қазіргі алгоритммен қайта қол қойып жіберуді сұраңыз.',
      ],
      ru: p => [
        'Устаревший алгоритм подписи',
        `«${p.uri}» сегодня можно подделать, он ничего не доказывает.`,
        'Попросите подписать документ заново современным алгоритмом.',
      ],
      en: p => [
        'The signature algorithm is obsolete',
        `“${p.uri}” can be forged today and proves nothing.`,
        'Ask for the document to be signed again with a present-day algorithm.',
      ],
    },
  }),
  'xml.transforms': defineError({
    ...holdsNot,
    remedies: [],
    words: {
      kk: () => [
        'Қолтаңба құжатты рұқсат етілмеген жолмен түрлендіреді',
        'Түрлендірулердің құрамы не реті стандартты емес: қол қойылғаны көрінгеннен өзге болуы мүмкін.',
        'Мұндай қолтаңбаға сенбеңіз; құжатты қайта қол қойып жіберуді сұраңыз.',
      ],
      ru: () => [
        'Подпись преобразует документ недопустимо',
        'Состав или порядок преобразований не из принятых: подписано может быть не то, что видно.',
        'Не доверяйте такой подписи; попросите подписать документ заново.',
      ],
      en: () => [
        'The signature transforms the document in a way that is not accepted',
        'The set or the order of its transforms is not one of the known ones: what was signed may not be what is seen.',
        'Do not trust such a signature; ask for the document to be signed again.',
      ],
    },
  }),
  'xml.reference': defineError<{ uri: string }>({
    ...holdsNot,
    remedies: [],
    words: {
      kk: p => [
        'Қолтаңба құжаттан тыс нәрсеге сілтейді',
        `«${p.uri}» — бұл құжаттың өзі де, оның Id бар элементі де емес.`,
        'Мұндай қолтаңбаға сенбеңіз; құжатты қайта қол қойып жіберуді сұраңыз.',
      ],
      ru: p => [
        'Подпись ссылается не на этот документ',
        `«${p.uri}» — не сам документ и не его элемент с Id.`,
        'Не доверяйте такой подписи; попросите подписать документ заново.',
      ],
      en: p => [
        'The signature refers to something else than this document',
        `“${p.uri}” is neither the document nor an element of it with an Id.`,
        'Do not trust such a signature; ask for the document to be signed again.',
      ],
    },
  }),
  'xml.id-not-one': defineError<{ id: string; count: number }>({
    ...holdsNot,
    remedies: [],
    words: {
      kk: p => [
        'Қол қойылған элемент бір мәнді емес',
        `Id «${p.id}» құжатта ${p.count} рет кездеседі, ал ол бір рет болуы тиіс.`,
        'Мұндай қолтаңбаға сенбеңіз; құжатты қайта қол қойып жіберуді сұраңыз.',
      ],
      ru: p => [
        'Неясно, какой элемент подписан',
        `Id «${p.id}» встречается в документе ${p.count} раз, а должен ровно один.`,
        'Не доверяйте такой подписи; попросите подписать документ заново.',
      ],
      en: p => [
        'It is not clear which element is signed',
        `The Id “${p.id}” occurs ${p.count} times in the document; it has to occur once.`,
        'Do not trust such a signature; ask for the document to be signed again.',
      ],
    },
  }),
  'xml.soap-structure': defineError({
    ...holdsNot,
    remedies: [],
    words: {
      kk: () => [
        'SOAP хабарламасының Body бөлігі қорғалмаған',
        'Қолтаңба жалғыз Body бөлігін қамтымайды, немесе хабарлама құрылымы бұзылған.',
        'Мұндай хабарламаға сенбеңіз.',
      ],
      ru: () => [
        'Body сообщения SOAP не защищён',
        'Подпись не покрывает единственный Body, или строение сообщения нарушено.',
        'Не доверяйте такому сообщению.',
      ],
      en: () => [
        'The Body of the SOAP message is not protected',
        'The signature does not cover the one Body, or the message is built wrongly.',
        'Do not trust such a message.',
      ],
    },
  }),
  'xml.partial': defineError<{ element: string }>({
    ...holdsNot,
    remedies: [],
    words: {
      kk: p => [
        'Құжаттың бір бөлігіне ғана қол қойылған',
        `Қолтаңба тек «${p.element}» элементін қамтиды; қалғанын кез келген адам өзгерте алады.`,
        'Сізге керегі осы элемент пе екенін қараңыз.',
      ],
      ru: p => [
        'Подписана только часть документа',
        `Подпись покрывает лишь элемент «${p.element}»; остальное мог изменить кто угодно.`,
        'Посмотрите, тот ли это элемент, который вам нужен.',
      ],
      en: p => [
        'Only a part of the document is signed',
        `The signature covers the element “${p.element}” alone; anyone could have changed the rest.`,
        'See whether this is the element that you rely on.',
      ],
    },
  }),
  'xml.split-text': defineError<{ element: string }>({
    ...holdsNot,
    remedies: [],
    words: {
      kk: p => [
        'Мәтін ішінде қолтаңба қорғамайтын үзік бар',
        `«${p.element}» мәтіні пікірмен немесе CDATA-мен бөлінген; басқа бағдарлама оның бір бөлігін ғана көруі мүмкін.`,
        'Мәнді толық оқып, құжатты үзіксіз жіберуді сұраңыз.',
      ],
      ru: p => [
        'Текст разорван тем, чего подпись не защищает',
        `Текст «${p.element}» разделён комментарием или CDATA; другая программа может увидеть лишь часть.`,
        'Прочтите значение целиком и запросите документ без разрывов.',
      ],
      en: p => [
        'Text is divided by what the signature does not protect',
        `The text of “${p.element}” is cut by a comment or a CDATA section; another program may see only a part of it.`,
        'Read the whole value, and ask for the document without such cuts.',
      ],
    },
  }),
  'xml.too-complex': defineError({
    ...holdsNot,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'Қолтаңбалары тым көп',
        'Құжатта қолтаңбалар мен сілтемелер саны тексеруге болатын шектен асады.',
        'Басқа файл таңдаңыз.',
      ],
      ru: () => [
        'Слишком много подписей',
        'Подписей и ссылок в документе больше, чем можно проверить.',
        'Выберите другой файл.',
      ],
      en: () => [
        'There are too many signatures',
        'The document has more signatures and references than can be checked.',
        'Choose another file.',
      ],
    },
  }),
};
