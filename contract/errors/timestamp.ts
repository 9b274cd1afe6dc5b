/** Time-stamps: what can be wrong with one, and why none could be had. */
import { defineError } from './define.ts';

const finding = { owner: 'signature', exit: 1, stopsBatch: false } as const;
const noAnswer = { owner: 'network', exit: 6, stopsBatch: false } as const;

export const timestampErrors = {
  'timestamp.malformed': defineError({
    ...finding,
    remedies: ['retry'],
    words: {
      kk: () => ['Уақыт белгісі оқылмады', 'Оның құрылымы бұзылған.', 'Жаңа уақыт белгісін алыңыз.'],
      ru: () => ['Метка времени не читается', 'Её структура нарушена.', 'Получите новую метку времени.'],
      en: () => ['The time-stamp cannot be read', 'Its structure is broken.', 'Get a new time-stamp.'],
    },
  }),
  'timestamp.wrong-imprint': defineError({
    ...finding,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Уақыт белгісі басқа қолтаңбаға берілген',
        'Ондағы із бұл қолтаңбаға сәйкес емес.',
        'Жаңа уақыт белгісін алыңыз.',
      ],
      ru: () => [
        'Метка времени от другой подписи',
        'Отпечаток в ней не от этой подписи.',
        'Получите новую метку времени.',
      ],
      en: () => [
        'The time-stamp belongs to another signature',
        'Its imprint is not that of this signature.',
        'Get a new time-stamp.',
      ],
    },
  }),
  'timestamp.weak-imprint': defineError({
    ...finding,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Уақыт белгісі ескірген SHA-1 әдісімен жасалған',
        'Ондай із басқа қолтаңбаға да сәйкес келуі мүмкін, сондықтан уақыт дәлелденбеген.',
        'Жаңа уақыт белгісін алыңыз.',
      ],
      ru: () => [
        'Метка времени сделана устаревшим способом SHA-1',
        'Такой отпечаток мог бы подойти и к другой подписи, поэтому время не доказано.',
        'Получите новую метку времени.',
      ],
      en: () => [
        'The time-stamp was made with the outdated SHA-1',
        'Such an imprint could fit another signature too, so the time is not proven.',
        'Get a new time-stamp.',
      ],
    },
  }),
  'timestamp.wrong-nonce': defineError({
    ...noAnswer,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Уақыт белгісі басқа сұраққа берілген',
        'Жауаптағы бір реттік сан біздікі емес.',
        'Қайталаңыз.',
      ],
      ru: () => ['Метка времени — на другой запрос', 'Одноразовое число в ответе не наше.', 'Повторите.'],
      en: () => [
        'The time-stamp answers another request',
        'The one-time number in it is not ours.',
        'Try again.',
      ],
    },
  }),
  'timestamp.signature-wrong': defineError({
    ...finding,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Уақыт белгісінің қолтаңбасы жарамсыз',
        'Ол өзгертілген немесе оны уақыт қызметі бермеген.',
        'Жаңа уақыт белгісін алыңыз.',
      ],
      ru: () => [
        'Подпись метки времени неверна',
        'Метка изменена или выдана не службой времени.',
        'Получите новую метку времени.',
      ],
      en: () => [
        'The signature of the time-stamp is wrong',
        'It was changed, or not issued by a time-stamping service.',
        'Get a new time-stamp.',
      ],
    },
  }),
  'timestamp.not-authorised': defineError({
    ...finding,
    remedies: ['ask-issuer'],
    words: {
      kk: () => [
        'Уақыт белгісін бергеннің құқығы жоқ',
        'Оның сертификаты уақыт белгілеріне арналмаған немесе мерзімінен тыс.',
        'Басқа қызметтен уақыт белгісін алыңыз.',
      ],
      ru: () => [
        'У выдавшего метку нет такого права',
        'Его сертификат не для меток времени или вне своего срока.',
        'Получите метку в другой службе.',
      ],
      en: () => [
        'The issuer of the time-stamp has no right to',
        'Its certificate is not for time-stamping, or outside its term.',
        'Get a time-stamp from another service.',
      ],
    },
  }),
  'timestamp.untrusted': defineError({
    ...finding,
    remedies: ['add-trust'],
    words: {
      kk: () => [
        'Уақыт қызметі сенімділер тізімінде жоқ',
        'Уақыт белгісі кімдікі екені анықталмады.',
        'Егер оған сенсеңіз, оның орталығын сенімділер тізіміне қосыңыз.',
      ],
      ru: () => [
        'Службы времени нет среди доверенных',
        'Чья это метка времени, установить не удалось.',
        'Если вы ей доверяете, добавьте её центр в доверенные.',
      ],
      en: () => [
        'The time-stamping service is not a trusted one',
        'Whose time-stamp this is could not be established.',
        'If you trust it, add its authority to the trusted ones.',
      ],
    },
  }),
  'timestamp.ahead': defineError<{ time: string }>({
    ...finding,
    remedies: ['check-clock'],
    words: {
      kk: p => [
        'Уақыт белгісі болашақтан',
        `Онда ${p.time} тұр, ал бұл уақыт әлі келген жоқ.`,
        'Компьютердің күні мен уақытын тексеріңіз.',
      ],
      ru: p => [
        'Метка времени из будущего',
        `В ней стоит ${p.time}, а это время ещё не наступило.`,
        'Проверьте дату и время компьютера.',
      ],
      en: p => [
        'The time-stamp is of a time to come',
        `It says ${p.time}, which has not come yet.`,
        'Check the date and time of this computer.',
      ],
    },
  }),
  'timestamp.no-service': defineError({
    owner: 'user',
    exit: 2,
    stopsBatch: true,
    remedies: [],
    words: {
      kk: () => [
        'Уақыт қызметі көрсетілмеген',
        'Уақыт белгісін кімнен алу керегі белгісіз.',
        'Уақыт қызметінің мекенжайын көрсетіңіз.',
      ],
      ru: () => [
        'Служба времени не указана',
        'Неизвестно, у кого брать метку времени.',
        'Укажите адрес службы времени.',
      ],
      en: () => [
        'No time-stamping service is named',
        'There is no address to get a time-stamp from.',
        'Give the address of a time-stamping service.',
      ],
    },
  }),
  'timestamp.clock-differs': defineError<{ time: string }>({
    ...noAnswer,
    remedies: ['check-clock', 'retry'],
    words: {
      kk: p => [
        'Сағаттар сәйкес емес',
        `Уақыт қызметінің уақыты: ${p.time}; бұл компьютердегі уақыттан бір тәуліктен көп ауытқиды. Қолтаңба сақталды.`,
        'Компьютердің күні мен уақытын тексеріп, уақыт белгісін қайта алыңыз.',
      ],
      ru: p => [
        'Часы не сходятся',
        `Время службы: ${p.time}; от времени этого компьютера оно отличается больше чем на сутки. Подпись сохранена.`,
        'Проверьте дату и время компьютера и получите метку ещё раз.',
      ],
      en: p => [
        'The clocks do not agree',
        `The service’s time is ${p.time}, more than a day away from the time of this computer. The signature is kept.`,
        'Check the date and time of this computer and get the time-stamp again.',
      ],
    },
  }),
  'timestamp.refused': defineError<{ status: string }>({
    ...noAnswer,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Уақыт қызметі бас тартты',
        `Оның жауабы: ${p.status}. Қолтаңба сақталды.`,
        'Уақыт белгісін кейін алуға болады.',
      ],
      ru: p => [
        'Служба времени отказала',
        `Её ответ: ${p.status}. Подпись сохранена.`,
        'Метку времени можно получить позже.',
      ],
      en: p => [
        'The time-stamping service refused',
        `Its answer: ${p.status}. The signature is kept.`,
        'It can be stamped later.',
      ],
    },
  }),
  'timestamp.pending': defineError({
    ...noAnswer,
    remedies: ['retry'],
    words: {
      kk: () => [
        'Уақыт белгісі күтілуде',
        'Уақыт қызметі жауап бермеді. Қолтаңба жасалды және сақталды.',
        'Желі қалпына келгенде «Уақыт белгісін қою» батырмасын басыңыз.',
      ],
      ru: () => [
        'Метка времени ожидается',
        'Служба времени не ответила. Подпись сделана и сохранена.',
        'Когда сеть вернётся, нажмите «Поставить метку времени».',
      ],
      en: () => [
        'Time-stamp pending',
        'The time-stamping service did not answer. The signature was made and kept.',
        'When the network is back, press “Add the time-stamp”.',
      ],
    },
  }),
  'timestamp.exists': defineError({
    owner: 'document',
    exit: 5,
    stopsBatch: false,
    remedies: [],
    words: {
      kk: () => [
        'Уақыт белгісі бар',
        'Бұл қолтаңбада уақыт белгісі бұрыннан тұр.',
        'Ештеңе істеудің қажеті жоқ.',
      ],
      ru: () => ['Метка времени уже есть', 'На этой подписи метка времени стоит.', 'Ничего делать не нужно.'],
      en: () => ['There is a time-stamp already', 'This signature carries one.', 'Nothing needs to be done.'],
    },
  }),
};
