/** Errors of documents that are read and of files that are written. `file` is a name without its folder. */
import { defineError } from './define.ts';

interface File extends Record<string, string> {
  file: string;
}

const input = { owner: 'document', exit: 5, stopsBatch: false } as const;

export const fileErrors = {
  'document.not-found': defineError<File>({
    ...input,
    remedies: ['choose-other-file'],
    words: {
      kk: p => [
        'Файл табылмады',
        `«${p.file}» бұл жерде жоқ: көшірілген, жойылған немесе дискі ажыратылған.`,
        'Файлды қайта таңдаңыз.',
      ],
      ru: p => [
        'Файл не найден',
        `«${p.file}» здесь нет: файл перенесли, удалили или отключили диск.`,
        'Выберите файл ещё раз.',
      ],
      en: p => [
        'The file was not found',
        `“${p.file}” is not here: it was moved, deleted, or its drive was unplugged.`,
        'Choose the file again.',
      ],
    },
  }),
  'document.unreadable': defineError<File>({
    ...input,
    remedies: ['retry', 'choose-other-file'],
    words: {
      kk: p => [
        'Файлды оқу мүмкін болмады',
        `Жүйе «${p.file}» файлын оқуға рұқсат бермеді: ол басқа бағдарламада ашық болуы мүмкін.`,
        'Файлды жауып, қайталаңыз.',
      ],
      ru: p => [
        'Файл не читается',
        `Система не дала прочитать «${p.file}»: возможно, он открыт в другой программе.`,
        'Закройте файл и повторите.',
      ],
      en: p => [
        'The file cannot be read',
        `The system refused to read “${p.file}”: another program may hold it open.`,
        'Close the file and try again.',
      ],
    },
  }),
  'document.no-program': defineError<File>({
    ...input,
    remedies: [],
    words: {
      kk: p => [
        'Файлды ашатын бағдарлама жоқ',
        `Жүйе «${p.file}» файлын немен ашу керегін білмейді.`,
        'Файл тұрған қалтаны ашып, бағдарламаны өзіңіз таңдаңыз.',
      ],
      ru: p => [
        'Файл нечем открыть',
        `Система не знает, какой программой открыть «${p.file}».`,
        'Откройте папку с файлом и выберите программу сами.',
      ],
      en: p => [
        'Nothing opens this file',
        `The system does not know which program opens “${p.file}”.`,
        'Open its folder and choose a program yourself.',
      ],
    },
  }),
  'document.is-folder': defineError<File>({
    ...input,
    remedies: ['choose-other-file'],
    words: {
      kk: p => ['Бұл қалта', `«${p.file}» — қалта, файл емес.`, 'Ішіндегі файлдарды таңдаңыз.'],
      ru: p => ['Это папка', `«${p.file}» — папка, а не файл.`, 'Выберите файлы внутри неё.'],
      en: p => ['This is a folder', `“${p.file}” is a folder, not a file.`, 'Choose the files inside it.'],
    },
  }),
  'document.changed': defineError<File>({
    ...input,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Файл өзгерді',
        `«${p.file}» оқылып жатқанда өзгерді: қолтаңба да, тексеру нәтижесі де жоқ.`,
        'Өзгерістерді сақтап болған соң қайталаңыз.',
      ],
      ru: p => [
        'Файл изменился',
        `«${p.file}» изменился, пока мы его читали: ни подписи, ни результата проверки нет.`,
        'Закончите изменения и повторите.',
      ],
      en: p => [
        'The file changed',
        `“${p.file}” changed while it was being read: it was neither signed nor verified.`,
        'Finish your changes and try again.',
      ],
    },
  }),
  'document.too-large': defineError<File & { limit: string }>({
    ...input,
    remedies: ['choose-other-file'],
    words: {
      kk: p => [
        'Файл тым үлкен',
        `«${p.file}» бұл пішім үшін ${p.limit} шегінен асады.`,
        'Бөлек (detached) қолтаңбаны пайдаланыңыз немесе басқа файл таңдаңыз.',
      ],
      ru: p => [
        'Файл слишком большой',
        `«${p.file}» больше ${p.limit} — предел этого формата.`,
        'Используйте отделённую подпись или выберите другой файл.',
      ],
      en: p => [
        'The file is too large',
        `“${p.file}” is over ${p.limit}, the limit of this format.`,
        'Use a detached signature or choose another file.',
      ],
    },
  }),
  'output.exists': defineError<File>({
    ...input,
    remedies: ['choose-other-folder'],
    words: {
      kk: p => [
        'Мұндай файл бар',
        `«${p.file}» бұрыннан бар, рұқсатсыз біз оны алмастырмаймыз.`,
        'Басқа қалта таңдаңыз немесе ескі файлды жылжытыңыз.',
      ],
      ru: p => [
        'Такой файл уже есть',
        `«${p.file}» уже существует, без разрешения мы его не перезаписываем.`,
        'Выберите другую папку или уберите старый файл.',
      ],
      en: p => [
        'The file exists already',
        `“${p.file}” is there already and is not overwritten unasked.`,
        'Choose another folder or move the old file away.',
      ],
    },
  }),
  'output.is-input': defineError<File>({
    ...input,
    exit: 2,
    remedies: ['choose-other-folder'],
    words: {
      kk: p => [
        'Бастапқы файлдың үстінен жазуға болмайды',
        `«${p.file}» — қол қойылатын құжаттың өзі.`,
        'Қолтаңбаға басқа атау немесе қалта таңдаңыз.',
      ],
      ru: p => [
        'Исходный файл не перезаписывается',
        `«${p.file}» — это сам подписываемый документ.`,
        'Выберите для подписи другое имя или папку.',
      ],
      en: p => [
        'The input is never overwritten',
        `“${p.file}” is the document itself.`,
        'Choose another name or folder for the signature.',
      ],
    },
  }),
  'output.disk-full': defineError<File>({
    ...input,
    stopsBatch: true,
    remedies: ['free-space', 'choose-other-folder', 'retry'],
    words: {
      kk: p => [
        'Дискіде орын жоқ',
        `«${p.file}» сыймады; жартылай файл қалдырылған жоқ.`,
        'Орын босатыңыз немесе басқа қалта таңдаңыз.',
      ],
      ru: p => [
        'На диске нет места',
        `«${p.file}» не поместился; недописанного файла не осталось.`,
        'Освободите место или выберите другую папку.',
      ],
      en: p => [
        'The disk is full',
        `“${p.file}” did not fit; no half-written file was left.`,
        'Free some space or choose another folder.',
      ],
    },
  }),
  'output.read-only': defineError<File>({
    ...input,
    stopsBatch: true,
    remedies: ['choose-other-folder'],
    words: {
      kk: p => [
        'Қалтаға жазу мүмкін емес',
        `Бұл қалтаға «${p.file}» файлын жазуға рұқсат жоқ.`,
        'Басқа қалта таңдаңыз.',
      ],
      ru: p => [
        'В папку нельзя писать',
        `Нет права записать «${p.file}» в эту папку.`,
        'Выберите другую папку.',
      ],
      en: p => [
        'The folder cannot be written to',
        `There is no right to write “${p.file}” into this folder.`,
        'Choose another folder.',
      ],
    },
  }),
  'output.no-folder': defineError<File>({
    ...input,
    stopsBatch: true,
    remedies: ['choose-other-folder'],
    words: {
      kk: p => ['Қалта табылмады', `«${p.file}» жазылатын қалта жоқ.`, 'Басқа қалта таңдаңыз.'],
      ru: p => ['Папка не найдена', `Папки, куда нужно записать «${p.file}», нет.`, 'Выберите другую папку.'],
      en: p => [
        'The folder was not found',
        `The folder for “${p.file}” does not exist.`,
        'Choose another folder.',
      ],
    },
  }),
  'output.name-too-long': defineError<File>({
    ...input,
    remedies: ['choose-other-folder'],
    words: {
      kk: p => [
        'Файл атауы тым ұзын',
        `Диск «${p.file}» сияқты ұзын атауды қабылдамайды.`,
        'Құжатқа қысқарақ атау беріп, қайталаңыз.',
      ],
      ru: p => [
        'Слишком длинное имя файла',
        `Диск не принимает такое длинное имя: «${p.file}».`,
        'Дайте документу имя покороче и повторите.',
      ],
      en: p => [
        'The file name is too long',
        `The disk does not take a name as long as “${p.file}”.`,
        'Give the document a shorter name and try again.',
      ],
    },
  }),
  'output.failed': defineError<File & { reason: string }>({
    ...input,
    remedies: ['retry', 'choose-other-folder'],
    words: {
      kk: p => [
        'Файл жазылмады',
        `«${p.file}» жазу кезінде жүйе қате берді (${p.reason}); жартылай файл қалдырылған жоқ.`,
        'Қайталаңыз немесе басқа қалта таңдаңыз.',
      ],
      ru: p => [
        'Файл не записан',
        `При записи «${p.file}» система сообщила об ошибке (${p.reason}); недописанного файла не осталось.`,
        'Повторите или выберите другую папку.',
      ],
      en: p => [
        'The file was not written',
        `The system reported an error (${p.reason}) while writing “${p.file}”; no half-written file was left.`,
        'Try again or choose another folder.',
      ],
    },
  }),
};
