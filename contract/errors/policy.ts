/** Demands of whoever verifies, apart from the cryptography: the signature may hold and still not be the one that was wanted. */
import { defineError } from './define.ts';

const notWanted = { owner: 'signature', exit: 1, stopsBatch: false } as const;

/** What each language calls the number of a person and that of an entity. */
const numberNames = {
  kk: { iin: 'ЖСН', bin: 'БСН' },
  ru: { iin: 'ИИН', bin: 'БИН' },
  en: { iin: 'IIN', bin: 'BIN' },
} as const;

export const policyErrors = {
  'policy.other-signer': defineError<{ number: 'iin' | 'bin'; expected: string }>({
    ...notWanted,
    remedies: ['choose-other-file'],
    words: {
      kk: p => [
        'Күтілген адам қол қоймаған',
        `Қолтаңбалардың ешқайсысы мына нөмірдікі емес: ${numberNames.kk[p.number]} ${p.expected}.`,
        'Кім қол қойғанын төменнен қараңыз; керек қолтаңбаны сұраңыз.',
      ],
      ru: p => [
        'Подписал не тот, кого ждали',
        `Ни одна подпись не принадлежит номеру: ${numberNames.ru[p.number]} ${p.expected}.`,
        'Посмотрите ниже, кто подписал; запросите нужную подпись.',
      ],
      en: p => [
        'Not the signer that you expected',
        `None of the signatures belongs to ${numberNames.en[p.number]} ${p.expected}.`,
        'See below who signed; ask for the signature that you need.',
      ],
    },
  }),
  'policy.revocation-unknown': defineError({
    ...notWanted,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Қайтарып алынбағаны дәлелденбеді',
        'Сіз мұны талап еттіңіз, бірақ кем дегенде бір сертификат туралы жауап жоқ.',
        'Желіні тексеріп, қайталаңыз.',
      ],
      ru: () => [
        'Не доказано, что сертификат не отозван',
        'Вы это потребовали, но хотя бы об одном сертификате ответа нет.',
        'Проверьте сеть и повторите.',
      ],
      en: () => [
        'It is not proven that no certificate was revoked',
        'You demanded it, but about at least one certificate there is no answer.',
        'Check the network and try again.',
      ],
    },
  }),
  'policy.time-unproven': defineError({
    ...notWanted,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'Қол қойылған уақыт дәлелденбеген',
        'Сіз уақыт белгісін талап еттіңіз, бірақ кем дегенде бір қолтаңбада жарамды белгі жоқ.',
        'Уақыт белгісі бар қолтаңбаны сұраңыз.',
      ],
      ru: () => [
        'Время подписи не доказано',
        'Вы потребовали метку времени, но хотя бы у одной подписи верной метки нет.',
        'Запросите подпись с меткой времени.',
      ],
      en: () => [
        'The time of signing is not proven',
        'You demanded a time-stamp, but at least one signature has none that holds.',
        'Ask for a signature with a time-stamp.',
      ],
    },
  }),
  'policy.not-production': defineError({
    ...notWanted,
    remedies: ['choose-other-file'],
    words: {
      kk: () => [
        'Бұл ресми орталықтың қолтаңбасы емес',
        'Тізбек Қазақстанның жұмыс істейтін орталығына емес, сынақ немесе жеке орталыққа апарады.',
        'Ресми кілтпен жасалған қолтаңбаны сұраңыз.',
      ],
      ru: () => [
        'Подпись не от официального центра',
        'Цепочка ведёт не к рабочему центру Казахстана, а к тестовому или вашему собственному.',
        'Запросите подпись, сделанную настоящим ключом.',
      ],
      en: () => [
        'Not a signature of the official authority',
        'The chain leads to a test authority or one of your own, not to Kazakhstan’s working one.',
        'Ask for a signature made with a real key.',
      ],
    },
  }),
};
