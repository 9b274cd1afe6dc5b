/** Findings about the signer's certificate: purpose, chain, validity, revocation, time-stamp. */
import { defineError } from './define.ts';

const holdsNot = { owner: 'signature', exit: 1, stopsBatch: false } as const;

export const trustErrors = {
  'certificate.missing': defineError({
    ...holdsNot,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'Қол қоюшының сертификаты жоқ',
        'Қолтаңба файлында кім қол қойғаны көрсетілмеген.',
        'Сертификаты бар қолтаңбаны сұраңыз.',
      ],
      ru: () => [
        'Нет сертификата подписавшего',
        'Файл подписи не содержит того, кто подписал.',
        'Запросите подпись с сертификатом.',
      ],
      en: () => [
        'The signer’s certificate is missing',
        'The signature file does not carry the one who signed.',
        'Ask for a signature with its certificate.',
      ],
    },
  }),
  'certificate.substituted': defineError({
    ...holdsNot,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'Сертификат ауыстырылған',
        'Қол қойылған белгіде басқа сертификат көрсетілген.',
        'Қолтаңбаны жіберушіден қайта сұраңыз.',
      ],
      ru: () => [
        'Сертификат подменён',
        'В подписанном атрибуте указан другой сертификат.',
        'Запросите подпись у отправителя ещё раз.',
      ],
      en: () => [
        'The certificate was swapped',
        'The signed attribute names another certificate.',
        'Ask the sender for the signature again.',
      ],
    },
  }),
  'certificate.not-for-signing': defineError({
    ...holdsNot,
    remedies: ['ask-issuer'],
    words: {
      kk: () => [
        'Бұл кілтпен қол қоюға болмайды',
        'Сертификат құжатқа қол қоюға емес, басқа мақсатқа берілген.',
        'Қол қоюға арналған кілтпен жасалған қолтаңбаны сұраңыз.',
      ],
      ru: () => [
        'Этим ключом не подписывают',
        'Сертификат выдан не для подписи документов.',
        'Запросите подпись, сделанную ключом подписи.',
      ],
      en: () => [
        'This key is not for signing',
        'The certificate was issued for another purpose than signing documents.',
        'Ask for a signature made with a signing key.',
      ],
    },
  }),
  'certificate.critical-extension': defineError<{ oid: string }>({
    ...holdsNot,
    remedies: ['report-fault'],
    words: {
      kk: p => [
        'Сертификатта белгісіз шарт бар',
        `Міндетті кеңейтімді (${p.oid}) бағдарлама түсінбейді.`,
        'Бізге жазыңыз.',
      ],
      ru: p => [
        'В сертификате неизвестное условие',
        `Программа не понимает обязательного расширения (${p.oid}).`,
        'Напишите нам.',
      ],
      en: p => [
        'The certificate sets an unknown condition',
        `The program does not understand a critical extension (${p.oid}).`,
        'Write to us.',
      ],
    },
  }),
  'chain.no-anchor': defineError({
    ...holdsNot,
    remedies: ['add-trust'],
    words: {
      kk: () => [
        'Сертификатты кім бергені белгісіз',
        'Оны берген орталық сенімді орталықтар тізімінде жоқ.',
        'Егер орталыққа сенсеңіз, оның сертификатын сенімділер тізіміне қосыңыз.',
      ],
      ru: () => [
        'Неизвестно, кто выдал сертификат',
        'Выдавшего центра нет среди доверенных.',
        'Если вы ему доверяете, добавьте его сертификат в доверенные.',
      ],
      en: () => [
        'It is not known who issued the certificate',
        'Its issuer is not among the trusted authorities.',
        'If you trust the issuer, add its certificate to the trusted ones.',
      ],
    },
  }),
  'chain.signature-wrong': defineError({
    ...holdsNot,
    remedies: ['ask-issuer'],
    words: {
      kk: () => [
        'Сертификат қолдан жасалған',
        'Орталықтың бұл сертификаттағы қолтаңбасы жарамсыз.',
        'Бұл қолтаңбаға сенбеңіз; қол қоюшыға хабарласыңыз.',
      ],
      ru: () => [
        'Сертификат поддельный',
        'Подпись центра на этом сертификате неверна.',
        'Не доверяйте этой подписи; свяжитесь с подписавшим.',
      ],
      en: () => [
        'The certificate is forged',
        'The authority’s signature on it is wrong.',
        'Do not trust this signature; contact the signer.',
      ],
    },
  }),
  'chain.not-a-ca': defineError({
    ...holdsNot,
    remedies: ['ask-issuer'],
    words: {
      kk: () => [
        'Сертификатты орталық бермеген',
        'Тізбектегі сертификаттың басқаларға сертификат беруге құқығы жоқ.',
        'Бұл қолтаңбаға сенбеңіз.',
      ],
      ru: () => [
        'Сертификат выдан не центром',
        'У сертификата в цепочке нет права выдавать другие.',
        'Не доверяйте этой подписи.',
      ],
      en: () => [
        'The certificate was not issued by an authority',
        'A certificate in the chain has no right to issue others.',
        'Do not trust this signature.',
      ],
    },
  }),
  'validity.expired': defineError<{ date: string }>({
    ...holdsNot,
    remedies: ['check-clock'],
    words: {
      kk: p => [
        'Сертификат мерзімі өткен',
        `Сертификат ${p.date} дейін жарамды болған, ал қолтаңбаның уақытын ештеңе растамайды.`,
        'Қол қойылған кезге тексеру жүргізіңіз немесе уақыт белгісі бар қолтаңбаны сұраңыз.',
      ],
      ru: p => [
        'Срок сертификата истёк',
        `Он действовал до ${p.date}, а время подписи ничем не подтверждено.`,
        'Проверьте на нужный момент или запросите подпись с меткой времени.',
      ],
      en: p => [
        'The certificate has expired',
        `It was valid until ${p.date}, and nothing proves when the signature was made.`,
        'Verify at a given time, or ask for a signature with a time-stamp.',
      ],
    },
  }),
  'validity.not-yet': defineError<{ date: string }>({
    ...holdsNot,
    remedies: ['check-clock'],
    words: {
      kk: p => [
        'Сертификат әлі жарамсыз',
        `Ол ${p.date} бастап жарамды.`,
        'Компьютердің күні мен уақытын тексеріңіз.',
      ],
      ru: p => [
        'Сертификат ещё не действует',
        `Он действует с ${p.date}.`,
        'Проверьте дату и время компьютера.',
      ],
      en: p => [
        'The certificate is not valid yet',
        `It begins on ${p.date}.`,
        'Check the date and time of this computer.',
      ],
    },
  }),
  'trust.unreadable': defineError<{ file: string }>({
    owner: 'user',
    exit: 5,
    stopsBatch: true,
    remedies: ['add-trust'],
    words: {
      kk: p => [
        'Сенімді сертификат оқылмады',
        `«${p.file}» ішінде сертификат жоқ немесе ол ашылмайды.`,
        'Басқа файл таңдаңыз: .cer, .crt немесе .pem.',
      ],
      ru: p => [
        'Доверенный сертификат не прочитан',
        `В «${p.file}» нет сертификата, или файл не открывается.`,
        'Выберите другой файл: .cer, .crt или .pem.',
      ],
      en: p => [
        'A trusted certificate cannot be read',
        `“${p.file}” holds no certificate or does not open.`,
        'Choose another file: .cer, .crt or .pem.',
      ],
    },
  }),
  'revocation.not-checked': defineError({
    ...holdsNot,
    remedies: [],
    words: {
      kk: () => [
        'Қайтарып алынғаны тексерілген жоқ',
        'Не тексеру өшірілген, не қолтаңбаның өзі немесе оның тізбегі дәлелденбеген.',
        'Баптаулардағы тексеруді қосып, қайта тексеріңіз.',
      ],
      ru: () => [
        'Отзыв не проверялся',
        'Проверка выключена, или сама подпись либо её цепочка не доказана.',
        'Включите проверку в настройках и проверьте ещё раз.',
      ],
      en: () => [
        'Revocation was not checked',
        'Checking is switched off, or the signature or its chain does not hold by itself.',
        'Switch it on in the settings and verify again.',
      ],
    },
  }),
  'timestamp.absent': defineError({
    ...holdsNot,
    remedies: [],
    words: {
      kk: () => [
        'Уақыт белгісі жоқ',
        'Қол қойылған уақыт — қол қоюшының сөзі ғана.',
        'Уақыты маңызды болса, уақыт белгісі бар қолтаңбаны сұраңыз.',
      ],
      ru: () => [
        'Метки времени нет',
        'Время подписи — только слова подписавшего.',
        'Если время важно, запросите подпись с меткой времени.',
      ],
      en: () => [
        'There is no time-stamp',
        'The time of signing is only the signer’s word.',
        'Where the time matters, ask for a signature with a time-stamp.',
      ],
    },
  }),
};
