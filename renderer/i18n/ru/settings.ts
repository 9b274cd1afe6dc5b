/** Russian words of settings. */
import type { Messages } from '../kk/index.ts';

export const settings: Pick<Messages, 'settings'> = {
  settings: {
    title: 'Настройки',
    saved: 'Сохранено',
    language: 'Язык',
    theme: 'Оформление',
    themes: { system: 'Как в системе', light: 'Светлое', dark: 'Тёмное' },
    signing: 'Подписание',
    output: 'Папка для подписей',
    outputText: 'Куда сохранять файлы подписи. При подписании можно выбрать и другую.',
    detached: 'Обычно делать отделённую подпись',
    detachedText: 'Тогда в файле .cms только подпись, а документ отправляют вместе с ней.',
    security: 'Безопасность',
    idle: 'Закрывать ключ без дела',
    idleText: 'Через это время пароль придётся ввести снова.',
    idleAtOnce: 'Сразу после подписания',
    idleMinutes: 'Через {n} минуту | Через {n} минуты | Через {n} минут',
    trust: 'Дополнительные доверенные сертификаты',
    trustText:
      'Сертификаты НУЦ уже есть в программе. Добавляйте сертификат другого центра, только если доверяете ему.',
    trustNone: 'Не добавлены',
    trustAdd: 'Добавить сертификат…',
    trustRemove: 'Убрать сертификат «{file}»',
    trustRemoved: '«{file}» убран из доверенных',
    version: 'Tanba {version}, {shell}',
    copyAbout: 'Скопировать сведения о версии',
  },
};
