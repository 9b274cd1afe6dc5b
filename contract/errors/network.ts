/** Network services: authorities, time-stamping, the portal. `host` is the server's name. */
import { defineError } from './define.ts';

type Host = Readonly<Record<'host', string>>;

const network = { owner: 'network', exit: 6, stopsBatch: false } as const;

export const networkErrors = {
  'network.unreachable': defineError<Host>({
    ...network,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Байланыс жоқ',
        `${p.host} серверіне қосылу мүмкін болмады.`,
        'Интернетті және прокси баптауларын тексеріп, қайталаңыз.',
      ],
      ru: p => [
        'Нет связи',
        `Не удалось соединиться с ${p.host}.`,
        'Проверьте интернет и настройки прокси и повторите.',
      ],
      en: p => [
        'No connection',
        `${p.host} could not be reached.`,
        'Check the internet connection and the proxy settings, then try again.',
      ],
    },
  }),
  'network.proxy': defineError<{ proxy: string }>({
    ...network,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Прокси өткізбеді',
        `${p.proxy} прокси-сервері жауап бермеді немесе сұрауды өткізбеді.`,
        'Прокси баптауларын және оның құпиясөзін тексеріңіз.',
      ],
      ru: p => [
        'Прокси не пропустил',
        `Прокси-сервер ${p.proxy} не ответил или не пропустил запрос.`,
        'Проверьте настройки прокси и пароль к нему.',
      ],
      en: p => [
        'The proxy did not let it through',
        `The proxy ${p.proxy} did not answer or refused the request.`,
        'Check the proxy settings and the password for the proxy.',
      ],
    },
  }),
  'network.port-taken': defineError<{ port: number }>({
    owner: 'user',
    exit: 6,
    stopsBatch: true,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Порт бос емес',
        `${p.port} портын басқа бағдарлама алып тұр.`,
        'Ол бағдарламаны жабыңыз немесе басқа порт көрсетіңіз.',
      ],
      ru: p => [
        'Порт занят',
        `Порт ${p.port} занят другой программой.`,
        'Закройте эту программу или укажите другой порт.',
      ],
      en: p => [
        'The port is taken',
        `Another program uses the port ${p.port}.`,
        'Close that program or name another port.',
      ],
    },
  }),
  'network.timeout': defineError<Host & { seconds: number }>({
    ...network,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Сервер жауап бермеді',
        `${p.host} ${p.seconds} секунд ішінде жауап бермеді.`,
        'Кейінірек қайталаңыз.',
      ],
      ru: p => ['Сервер не ответил', `${p.host} не ответил за ${p.seconds} с.`, 'Повторите позже.'],
      en: p => [
        'The server did not answer',
        `${p.host} gave no answer within ${p.seconds} s.`,
        'Try again later.',
      ],
    },
  }),
  'network.refused': defineError<Host & { status: number }>({
    ...network,
    remedies: ['retry'],
    words: {
      kk: p => ['Сервер бас тартты', `${p.host} ${p.status} кодымен жауап берді.`, 'Кейінірек қайталаңыз.'],
      ru: p => ['Сервер отказал', `${p.host} ответил кодом ${p.status}.`, 'Повторите позже.'],
      en: p => ['The server refused', `${p.host} answered with the code ${p.status}.`, 'Try again later.'],
    },
  }),
  'network.redirected': defineError<Host>({
    ...network,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Сервер басқа жерге бағыттады',
        `${p.host} сұрауды басқа мекенжайға жіберді; біз оған сенбейміз.`,
        'Желіде кіру беті (Wi-Fi) ашылып тұрмағанын тексеріңіз.',
      ],
      ru: p => [
        'Сервер перенаправил запрос',
        `${p.host} отослал по другому адресу; мы ему не следуем.`,
        'Проверьте, не открыта ли страница входа в сеть (Wi-Fi).',
      ],
      en: p => [
        'The server sent us elsewhere',
        `${p.host} redirects to another address, which is not followed.`,
        'Check whether a log-in page of the network (Wi-Fi) stands in between.',
      ],
    },
  }),
  'network.bad-answer': defineError<Host>({
    ...network,
    remedies: ['retry'],
    words: {
      kk: p => [
        'Сервердің жауабы түсініксіз',
        `${p.host} күтілген мәліметтің орнына басқа нәрсе жіберді.`,
        'Желіде кіру беті (Wi-Fi) ашылып тұрмағанын тексеріп, қайталаңыз.',
      ],
      ru: p => [
        'Непонятный ответ сервера',
        `${p.host} прислал не то, что ожидалось.`,
        'Проверьте, не открыта ли страница входа в сеть (Wi-Fi), и повторите.',
      ],
      en: p => [
        'The server’s answer makes no sense',
        `${p.host} sent something else than was asked for.`,
        'Check whether a log-in page of the network (Wi-Fi) stands in between, then try again.',
      ],
    },
  }),
};
