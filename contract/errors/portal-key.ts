/** The key does not fit the step, or the signature is not what the step asked for: refused by us before sending, or by the portal. */
import { defineError } from './define.ts';
import type { Language } from './define.ts';

const key = { owner: 'key', exit: 4, stopsBatch: false, remedies: ['choose-fitting-key'] } as const;
const signature = { owner: 'signature', exit: 1, stopsBatch: false } as const;

type Subject = 'individual' | 'legal' | 'information-system';
const OF_WHOM: Readonly<Record<Language, Readonly<Record<Subject, string>>>> = {
  kk: {
    individual: 'жеке тұлғаның',
    legal: 'заңды тұлғаның',
    'information-system': 'ақпараттық жүйенің',
  },
  ru: {
    individual: 'физического лица',
    legal: 'юридического лица',
    'information-system': 'информационной системы',
  },
  en: { individual: 'an individual', legal: 'a legal entity', 'information-system': 'an information system' },
};

/** Values come over the network: one that is not in the table is shown as it is. */
function ofWhom(language: Language, subject: string): string {
  return OF_WHOM[language][subject as Subject] ?? subject;
}

export const portalKeyErrors = {
  'key.wrong-subject': defineError<{ needed: string; given: string }>({
    ...key,
    words: {
      kk: p => [
        'Осы тақырып түрі үшін жарамсыз кілт',
        `Бұл қадамға ${ofWhom('kk', p.needed)} кілті керек, ал таңдалғаны — ${ofWhom('kk', p.given)} кілті.`,
        'Тізімнен осы қадамға жарайтын кілтті таңдаңыз.',
      ],
      ru: p => [
        'Ключ не подходит для данного типа субъекта',
        `Здесь нужен ключ ${ofWhom('ru', p.needed)}, а выбран ключ ${ofWhom('ru', p.given)}.`,
        'Выберите из списка ключ, который подходит для этого шага.',
      ],
      en: p => [
        'The key is not for this type of subject',
        `This step needs the key of ${ofWhom('en', p.needed)}; the one chosen belongs to ${ofWhom('en', p.given)}.`,
        'Choose a key from the list that fits this step.',
      ],
    },
  }),
  'key.not-for-login': defineError({
    ...key,
    words: {
      kk: () => [
        'Кіруге арналған кілтті таңдау керек',
        'Бұл — қол қоюға арналған кілт, жүйеге онымен кірмейді.',
        'AUTH_RSA256_… немесе GOST512_… кілтін таңдаңыз.',
      ],
      ru: () => [
        'Необходимо выбрать сертификат для входа',
        'Это ключ подписи, для входа он не подходит.',
        'Выберите ключ AUTH_RSA256_… или GOST512_….',
      ],
      en: () => [
        'A key for logging in is needed',
        'This is a signing key, which does not log in.',
        'Choose a key AUTH_RSA256_… or GOST512_….',
      ],
    },
  }),
  'key.wrong-family': defineError<{ needed: string; given: string }>({
    ...key,
    words: {
      kk: p => [
        'Кілттің алгоритмі бұл қадамға жарамайды',
        `Портал ${p.needed} кілтін қабылдайды, ал таңдалғаны — ${p.given}.`,
        'Тізімнен осы қадамға жарайтын кілтті таңдаңыз.',
      ],
      ru: p => [
        'Алгоритм ключа не подходит для этого шага',
        `Портал принимает ${p.needed}, а выбран ключ ${p.given}.`,
        'Выберите из списка ключ, который подходит для этого шага.',
      ],
      en: p => [
        'The key’s algorithm does not fit this step',
        `The portal takes ${p.needed}; the key chosen is ${p.given}.`,
        'Choose a key from the list that fits this step.',
      ],
    },
  }),
  'key.wrong-position': defineError({
    ...key,
    words: {
      kk: () => [
        'Бұл кілттің өкілеттігі жетпейді',
        'Бұл қадамға ұйымның бірінші басшысының кілті керек.',
        'Басшының кілтін таңдаңыз.',
      ],
      ru: () => [
        'Полномочий этого ключа недостаточно',
        'Здесь нужен ключ первого руководителя организации.',
        'Выберите ключ руководителя.',
      ],
      en: () => [
        'This key does not have the right',
        'This step needs the key of the head of the organisation.',
        'Choose the head’s key.',
      ],
    },
  }),
  'key.other-owner': defineError<{ expected: string; given: string }>({
    ...key,
    remedies: ['choose-fitting-key', 'stop-default-key'],
    words: {
      kk: p => [
        'Пайдаланушы сертификатымен қол қойылмаған',
        `Мұнда ${p.expected} иесінің кілті керек, ал таңдалған кілттің иесі: ${p.given}.`,
        '«Кілт» түймесімен өз кілтіңізді таңдаңыз; «Әрқашан әдепкі кілтті пайдалану» баптауын өшіріңіз.',
      ],
      ru: p => [
        'Не подписано сертификатом пользователя',
        `Здесь нужен ключ владельца ${p.expected}, а выбран ключ: ${p.given}.`,
        'Выберите свой ключ кнопкой «Ключ»; настройку «Всегда использовать ключ по умолчанию» выключите.',
      ],
      en: p => [
        'Not signed with the user’s certificate',
        `The key of ${p.expected} is needed here; the one chosen belongs to ${p.given}.`,
        'Choose your own key with the button “Key”; switch off “always use the default key”.',
      ],
    },
  }),
  'portal.signed-by-other': defineError({
    ...key,
    remedies: ['choose-fitting-key', 'stop-default-key'],
    words: {
      kk: () => [
        'Пайдаланушы сертификатымен қол қойылмаған',
        'Қолтаңба бірінші қадамда таңдалған сертификаттың иесінікі емес.',
        '«Кілт» түймесімен өз кілтіңізді таңдаңыз; «Әрқашан әдепкі кілтті пайдалану» баптауын өшіріңіз.',
      ],
      ru: () => [
        'Не подписано сертификатом пользователя',
        'Подпись сделана не тем, чей сертификат выбран на первом шаге.',
        'Выберите свой ключ кнопкой «Ключ»; настройку «Всегда использовать ключ по умолчанию» выключите.',
      ],
      en: () => [
        'Not signed with the user’s certificate',
        'The signature was made by somebody else than the owner of the certificate of the first step.',
        'Choose your own key with the button “Key”; switch off “always use the default key”.',
      ],
    },
  }),
  'portal.text-altered': defineError({
    ...signature,
    remedies: ['retry', 'report-fault'],
    words: {
      kk: () => [
        'Қол қойылған мәтін портал берген мәтін емес',
        'Мәтін өзгертілген немесе қолтаңба басқа қадам үшін жасалған.',
        'Қадамды қайталап, көрсетілген мәтінге қол қойыңыз.',
      ],
      ru: () => [
        'Подписан не тот текст, который дал портал',
        'Текст изменён, или подпись сделана для другого шага.',
        'Повторите шаг и подпишите показанный текст.',
      ],
      en: () => [
        'What was signed is not the text that the portal gave',
        'The text was altered, or the signature was made for another step.',
        'Repeat the step and sign the text that is shown.',
      ],
    },
  }),
  'portal.signature-broken': defineError({
    ...signature,
    remedies: ['retry', 'choose-fitting-key'],
    words: {
      kk: () => [
        'Портал қолтаңбаны қабылдамады',
        'Қолтаңба дұрыс емес немесе оның сертификаты жоқ.',
        'Қайта қол қойыңыз; қайталанса, басқа кілт таңдаңыз.',
      ],
      ru: () => [
        'Портал не принял подпись',
        'Подпись неверна или в ней нет сертификата.',
        'Подпишите ещё раз; если не пройдёт, выберите другой ключ.',
      ],
      en: () => [
        'The portal did not accept the signature',
        'The signature does not hold, or carries no certificate.',
        'Sign once more; if it stays, choose another key.',
      ],
    },
  }),
  'portal.certificate-untrusted': defineError({
    ...key,
    remedies: ['choose-fitting-key', 'ask-issuer'],
    words: {
      kk: () => [
        'Портал бұл сертификатты танымайды',
        'Оны портал сенетін куәландырушы орталық шығармаған.',
        'Осы порталға арналған кілтті таңдаңыз.',
      ],
      ru: () => [
        'Портал не признаёт этот сертификат',
        'Его выпустил не тот удостоверяющий центр, которому портал доверяет.',
        'Выберите ключ, предназначенный для этого портала.',
      ],
      en: () => [
        'The portal does not know this certificate',
        'It was not issued by an authority that the portal trusts.',
        'Choose a key that is meant for this portal.',
      ],
    },
  }),
  'portal.certificate-revoked': defineError<{ date: string }>({
    ...key,
    remedies: ['choose-fitting-key', 'renew-key'],
    words: {
      kk: p => [
        'Сертификат қайтарып алынған',
        `Ол ${p.date} бастап жарамсыз.`,
        'Басқа кілт таңдаңыз немесе ҰКО-дан (pki.gov.kz) жаңасын алыңыз.',
      ],
      ru: p => [
        'Сертификат отозван',
        `Он недействителен с ${p.date}.`,
        'Выберите другой ключ или получите новый в НУЦ (pki.gov.kz).',
      ],
      en: p => [
        'The certificate is revoked',
        `It has been invalid since ${p.date}.`,
        'Choose another key, or get a new one from the authority (pki.gov.kz).',
      ],
    },
  }),
  'portal.revocation-unknown': defineError({
    ...key,
    owner: 'network',
    exit: 6,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Портал сертификаттың күйін тексере алмады',
        'Куәландырушы орталықтың қызметі жауап бермеді; қайтарып алынған-алынбағаны белгісіз.',
        'Біраздан кейін қайталаңыз.',
      ],
      ru: () => [
        'Портал не смог проверить состояние сертификата',
        'Служба удостоверяющего центра не ответила; отозван ли сертификат, неизвестно.',
        'Повторите немного позже.',
      ],
      en: () => [
        'The portal could not check the certificate',
        'The authority’s service did not answer; whether it is revoked is not known.',
        'Try again a little later.',
      ],
    },
  }),
  'portal.challenge-spent': defineError({
    ...signature,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Бұл қолтаңба бұрын қолданылған',
        'Портал әр қолтаңбаны бір-ақ рет қабылдайды.',
        'Қадамды қайталаңыз: жаңа мәтінге қол қойылады.',
      ],
      ru: () => [
        'Эта подпись уже использована',
        'Каждую подпись портал принимает один раз.',
        'Повторите шаг: будет подписан новый текст.',
      ],
      en: () => [
        'This signature was used already',
        'The portal takes each signature once.',
        'Repeat the step: a new text will be signed.',
      ],
    },
  }),
  'portal.challenge-expired': defineError({
    ...signature,
    remedies: ['retry', 'check-clock'],
    words: {
      kk: () => [
        'Қол қою уақыты өтіп кетті',
        'Портал мәтінді шектеулі уақытқа ғана береді.',
        'Қадамды қайталаңыз.',
      ],
      ru: () => [
        'Время на подписание вышло',
        'Текст для подписи действует ограниченное время.',
        'Повторите шаг.',
      ],
      en: () => [
        'The time for signing is over',
        'The text to sign is good for a limited time.',
        'Repeat the step.',
      ],
    },
  }),
};
