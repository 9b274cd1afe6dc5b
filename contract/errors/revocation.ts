/** What OCSP and CRLs say of a certificate, and why they may say nothing. "Unknown" is never shown as good or as revoked. */
import { defineError } from './define.ts';

const finding = { owner: 'signature', exit: 1, stopsBatch: false } as const;
const noAnswer = { owner: 'network', exit: 6, stopsBatch: false } as const;

export const revocationErrors = {
  'revocation.revoked': defineError<{ date: string }>({
    ...finding,
    remedies: ['ask-issuer'],
    words: {
      kk: p => [
        'Сертификат қайтарып алынған',
        `Орталық оны ${p.date} қайтарып алған.`,
        'Қол қоюшыдан жаңа кілтпен қол қоюды сұраңыз.',
      ],
      ru: p => ['Сертификат отозван', `Центр отозвал его ${p.date}.`, 'Попросите подписать новым ключом.'],
      en: p => [
        'The certificate was revoked',
        `The authority revoked it on ${p.date}.`,
        'Ask the signer to sign with a new key.',
      ],
    },
  }),
  'revocation.not-issued': defineError({
    ...finding,
    remedies: ['ask-issuer'],
    words: {
      kk: () => [
        'Орталық мұндай сертификат бермеген',
        'Сертификатта көрсетілген орталық оны танымайды.',
        'Бұл қолтаңбаға сенбеңіз; қол қоюшыға хабарласыңыз.',
      ],
      ru: () => [
        'Центр не выдавал такого сертификата',
        'Центр, указанный в сертификате, его не знает.',
        'Не доверяйте этой подписи; свяжитесь с подписавшим.',
      ],
      en: () => [
        'The authority did not issue this certificate',
        'The authority that it names does not know it.',
        'Do not trust this signature; contact the signer.',
      ],
    },
  }),
  'revocation.responder-open': defineError({
    ...noAnswer,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Сертификат күйін айтқан қызметке сенуге болмайды',
        'Қызметтің өз сертификатының қайтарып алынған-алынбағаны белгісіз.',
        'Кейінірек қайта тексеріңіз.',
      ],
      ru: () => [
        'На ответ службы статусов нельзя положиться',
        'Неизвестно, не отозван ли сертификат самой службы.',
        'Проверьте ещё раз позже.',
      ],
      en: () => [
        'The status service cannot be relied upon',
        'Whether its own certificate was revoked is not known.',
        'Check again later.',
      ],
    },
  }),
  'revocation.unknown': defineError({
    ...noAnswer,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Сертификаттың күйі белгісіз',
        'Орталықтың қызметі бұл сертификат туралы ештеңе айтпады.',
        'Кейінірек қайта тексеріңіз.',
      ],
      ru: () => [
        'Состояние сертификата неизвестно',
        'Служба центра ничего не сказала об этом сертификате.',
        'Проверьте ещё раз позже.',
      ],
      en: () => [
        'The state of the certificate is not known',
        'The authority’s service said nothing about it.',
        'Verify again later.',
      ],
    },
  }),
  'revocation.unavailable': defineError({
    ...noAnswer,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Қайтарып алынғаны тексерілмеді',
        'Орталықтың қызметтері жауап бермеді.',
        'Желіні тексеріп, қайталаңыз.',
      ],
      ru: () => ['Отзыв проверить не удалось', 'Службы центра не ответили.', 'Проверьте сеть и повторите.'],
      en: () => [
        'Revocation could not be checked',
        'The authority’s services did not answer.',
        'Check the network and try again.',
      ],
    },
  }),
  'revocation.malformed': defineError({
    ...noAnswer,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Орталықтың жауабы оқылмады',
        'Жауап бүлінген немесе басқа түрде келді.',
        'Қайталаңыз; желіде кіру беті (Wi-Fi) ашылып тұрмағанын тексеріңіз.',
      ],
      ru: () => [
        'Ответ центра не читается',
        'Он повреждён или пришёл в другом виде.',
        'Повторите; проверьте, не подменяет ли ответы страница входа в сеть (Wi-Fi).',
      ],
      en: () => [
        'The authority’s answer cannot be read',
        'It is damaged or of another kind.',
        'Try again; check that no log-in page of the network (Wi-Fi) answers in its place.',
      ],
    },
  }),
  'revocation.wrong-signature': defineError({
    ...noAnswer,
    remedies: ['retry', 'report-fault'],
    words: {
      kk: () => [
        'Орталықтың жауабына сенуге болмайды',
        'Оған орталық немесе оның өкілі қол қоймаған.',
        'Желіні ауыстырып, қайталаңыз.',
      ],
      ru: () => [
        'Ответу центра нельзя верить',
        'Он подписан не центром и не его доверенным ответчиком.',
        'Смените сеть и повторите.',
      ],
      en: () => [
        'The authority’s answer cannot be trusted',
        'It was signed neither by the authority nor by its delegate.',
        'Change the network and try again.',
      ],
    },
  }),
  'revocation.wrong-nonce': defineError({
    ...noAnswer,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Орталықтың жауабы басқа сұраққа берілген',
        'Жауаптағы бір реттік сан біздікі емес.',
        'Қайталаңыз.',
      ],
      ru: () => ['Ответ центра — на другой запрос', 'Одноразовое число в ответе не наше.', 'Повторите.'],
      en: () => [
        'The authority answered another question',
        'The one-time number in its answer is not ours.',
        'Try again.',
      ],
    },
  }),
  'revocation.stale': defineError<{ date: string }>({
    ...noAnswer,
    remedies: ['retry', 'check-clock'],
    words: {
      kk: p => [
        'Орталықтың мәліметі ескірген',
        `Ол ${p.date} дейін ғана жарамды болған.`,
        'Компьютердің сағатын тексеріп, қайталаңыз.',
      ],
      ru: p => [
        'Сведения центра устарели',
        `Они действовали только до ${p.date}.`,
        'Проверьте часы компьютера и повторите.',
      ],
      en: p => [
        'The authority’s information is out of date',
        `It was good until ${p.date} only.`,
        'Check the clock of this computer and try again.',
      ],
    },
  }),
};
