/** XML documents and their signatures: what keeps one from being read, from being signed, and from being believed. */
import { defineError } from './define.ts';

const input = { owner: 'document', exit: 5, stopsBatch: false } as const;
const holdsNot = { owner: 'signature', exit: 1, stopsBatch: false } as const;

export const xmlErrors = {
  'xml.malformed': defineError<{ line: number; column: number }>({
    ...input,
    remedies: ['choose-other-file'],
    words: {
      kk: p => [
        'XML құжаты қате жазылған',
        `${p.line}-жол, ${p.column}-таңба: XML ережелері бұзылған.`,
        'Құжатты жасаған бағдарламада түзетіңіз.',
      ],
      ru: p => [
        'XML записан с ошибкой',
        `Строка ${p.line}, символ ${p.column}: нарушены правила XML.`,
        'Исправьте документ в программе, которая его создала.',
      ],
      en: p => [
        'The XML is not well-formed',
        `Line ${p.line}, character ${p.column}: the rules of XML are broken.`,
        'Correct the document in the program that made it.',
      ],
    },
  }),
  'xml.doctype': defineError({
    ...input,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'XML ішінде DOCTYPE бар',
        'Ол құжаттың мағынасын сырттан өзгерте алады, сондықтан мұндай құжатқа қол қойылмайды және ол тексерілмейді.',
        'DOCTYPE жазбасы жоқ құжатты сұраңыз.',
      ],
      ru: () => [
        'В XML есть DOCTYPE',
        'Он может менять смысл документа извне, поэтому такие документы не подписываются и не проверяются.',
        'Запросите документ без DOCTYPE.',
      ],
      en: () => [
        'The XML has a DOCTYPE',
        'It can change what the document means from outside, so such documents are neither signed nor verified.',
        'Ask for the document without a DOCTYPE.',
      ],
    },
  }),
  'xml.too-large': defineError<{ limit: string }>({
    ...input,
    remedies: ['choose-other-file'],
    words: {
      kk: p => [
        'XML құжаты тым үлкен',
        `Ол ${p.limit} шегінен асады немесе элементтері тым көп.`,
        'Құжатты бөліңіз немесе CMS қолтаңбасын пайдаланыңыз.',
      ],
      ru: p => [
        'XML слишком большой',
        `Он больше ${p.limit} или в нём слишком много элементов.`,
        'Разделите документ или используйте подпись CMS.',
      ],
      en: p => [
        'The XML is too large',
        `It is over ${p.limit} or has too many elements.`,
        'Split the document or use a CMS signature.',
      ],
    },
  }),
  'xml.too-deep': defineError<{ limit: number }>({
    ...input,
    remedies: ['choose-other-file'],
    words: {
      kk: p => [
        'XML элементтері тым терең салынған',
        `Бір-біріне салынған элементтер ${p.limit} деңгейден асады.`,
        'Басқа файл таңдаңыз.',
      ],
      ru: p => [
        'Слишком большая вложенность XML',
        `Элементы вложены глубже ${p.limit} уровней.`,
        'Выберите другой файл.',
      ],
      en: p => [
        'The XML is nested too deep',
        `Its elements go deeper than ${p.limit} levels.`,
        'Choose another file.',
      ],
    },
  }),
  'xml.encoding': defineError<{ encoding: string }>({
    ...input,
    remedies: ['choose-other-file'],
    words: {
      kk: p => [
        'XML кодтамасы оқылмайды',
        `«${p.encoding}» танылмайды немесе файлдың байттары оған сай емес.`,
        'Құжатты UTF-8 кодтамасында сақтап, қайталаңыз.',
      ],
      ru: p => [
        'Кодировка XML не читается',
        `«${p.encoding}» не поддерживается, или байты файла ей не соответствуют.`,
        'Сохраните документ в UTF-8 и повторите.',
      ],
      en: p => [
        'The encoding of the XML cannot be read',
        `“${p.encoding}” is not supported, or the bytes of the file are not in it.`,
        'Save the document in UTF-8 and try again.',
      ],
    },
  }),
  'xml.xpath': defineError<{ path: string }>({
    ...input,
    remedies: [],
    words: {
      kk: p => [
        'Элементке жол түсініксіз',
        `«${p.path}» — XPath-тың біз білетін бөлігінде жоқ жазба.`,
        'Элемент атауларынан, [n] және [@атрибут="мән"] бөліктерінен тұратын жолды көрсетіңіз.',
      ],
      ru: p => [
        'Путь к элементу непонятен',
        `Запись «${p.path}» не входит в поддерживаемую часть XPath.`,
        'Задайте путь из имён элементов, [n] и [@атрибут="значение"].',
      ],
      en: p => [
        'The path to the element is not understood',
        `“${p.path}” is outside the part of XPath that is supported.`,
        'Give a path of element names, [n] and [@attribute="value"].',
      ],
    },
  }),
  'xml.element-not-one': defineError<{ path: string; count: number }>({
    ...input,
    remedies: [],
    words: {
      kk: p => [
        'Элемент біреу болуы тиіс',
        `«${p.path}» құжатта ${p.count} рет кездеседі.`,
        'Дәл бір элементті көрсететін жол беріңіз.',
      ],
      ru: p => [
        'Нужен ровно один элемент',
        `«${p.path}» встречается в документе ${p.count} раз.`,
        'Задайте путь ровно к одному элементу.',
      ],
      en: p => [
        'Exactly one element is needed',
        `“${p.path}” occurs ${p.count} times in the document.`,
        'Give a path to exactly one element.',
      ],
    },
  }),
  'xml.no-id': defineError<{ element: string }>({
    ...input,
    remedies: [],
    words: {
      kk: p => [
        'Элементте Id жоқ',
        `«${p.element}» элементіне сілтеме жасау үшін Id атрибуты керек.`,
        'Элементке Id қосып, қайталаңыз.',
      ],
      ru: p => [
        'У элемента нет Id',
        `Чтобы сослаться на «${p.element}», ему нужен атрибут Id.`,
        'Добавьте элементу Id и повторите.',
      ],
      en: p => [
        'The element has no Id',
        `“${p.element}” needs an attribute Id to be referred to.`,
        'Give the element an Id and try again.',
      ],
    },
  }),
  'xml.not-soap': defineError({
    ...input,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'Бұл SOAP хабарламасы емес',
        'WSSE қолтаңбасына ішінде бір ғана Body бар SOAP Envelope керек.',
        'Басқа құжат немесе қолтаңбаның басқа түрін таңдаңыз.',
      ],
      ru: () => [
        'Это не сообщение SOAP',
        'Для подписи WSSE нужен SOAP Envelope ровно с одним Body.',
        'Выберите другой документ или другой вид подписи.',
      ],
      en: () => [
        'This is not a SOAP message',
        'A WSSE signature needs a SOAP Envelope with exactly one Body.',
        'Choose another document or another kind of signature.',
      ],
    },
  }),
  'xml.breaks-signature': defineError({
    ...input,
    remedies: [],
    words: {
      kk: () => [
        'Жаңа қолтаңба бұрынғысын бұзар еді',
        'Құжатта бұрынғы қолтаңба бар, ал жаңасы ол қамтитын жерге түседі; ештеңе жазылған жоқ.',
        'Қолтаңбаны бұрынғысынан кейін орналастырыңыз.',
      ],
      ru: () => [
        'Новая подпись сломала бы прежнюю',
        'В документе уже есть подпись, и новая попала бы в то, что она покрывает; ничего не записано.',
        'Поместите подпись после прежней.',
      ],
      en: () => [
        'The new signature would break an earlier one',
        'The document is signed already, and the new signature would stand inside what that one covers; nothing was written.',
        'Place the signature after the earlier one.',
      ],
    },
  }),
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
        'Құжатты НУЦ алгоритмімен қайта қол қойып жіберуді сұраңыз.',
      ],
      ru: p => [
        'Неизвестный алгоритм в подписи',
        `«${p.uri}» нет в списке разрешённых алгоритмов.`,
        'Попросите подписать документ заново алгоритмом НУЦ.',
      ],
      en: p => [
        'The signature uses an unknown algorithm',
        `“${p.uri}” is not on the list of algorithms that are accepted.`,
        'Ask for the document to be signed again with an algorithm of the НУЦ.',
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
