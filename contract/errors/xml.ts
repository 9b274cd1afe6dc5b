/** XML documents: what keeps one from being read or signed. */
import { defineError } from './define.ts';

const input = { owner: 'document', exit: 5, stopsBatch: false } as const;

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
  'xml.relative-namespace': defineError<{ uri: string }>({
    ...input,
    remedies: [],
    words: {
      kk: p => [
        'Бұл XML-ге қол қою мүмкін емес',
        `«${p.uri}» атаулар кеңістігі салыстырмалы: стандарт мұндай құжатқа XML қолтаңбасын қоюға тыйым салады.`,
        'CMS немесе шикі (raw) қолтаңбаны пайдаланыңыз.',
      ],
      ru: p => [
        'Такой XML нельзя подписать подписью XML',
        `Пространство имён «${p.uri}» относительное: стандарт запрещает подписывать такие документы.`,
        'Используйте подпись CMS или «сырую» подпись.',
      ],
      en: p => [
        'This XML cannot carry an XML signature',
        `The namespace “${p.uri}” is relative, and the standard forbids signing such documents.`,
        'Use a CMS signature or a raw one.',
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
};
