/** `tanba poa --help` */
import type { Language } from '../../contract/errors/index.ts';
import { powerPresets, powers, powerWords, presetWords } from '../../contract/portal/powers.ts';
import type { PowerPreset } from '../../contract/portal/powers.ts';

interface HelpWords {
  /** Up to the names of the powers. */
  readonly head: string;
  readonly foot: string;
}

const words: Readonly<Record<Language, HelpWords>> = {
  kk: {
    head: `Қызметкерлерге сенімхаттар: шығыс қалтасында дайындалады, бір PIN-мен қол қойылады, бір рет жіберіледі

tanba poa create КЕСТЕ.csv [--since КҮН] [--until КҮН] [--powers ТІЗІМ]
tanba poa create --iin N --powers ТІЗІМ --until КҮН [--since КҮН] [--replaces НӨМІР]
    қалтада дайындайды: бәрін немесе, бір жол жарамаса, ештеңені. Бұрыннан бары қайта жасалмайды (--force жасайды)
tanba poa sign --key ҚОЙМА [--out ҚАЛТА]
    дайындалғанның бәріне қол қояды; --out әрқайсысын НӨМІР.cms файлына жазады. Желі керек емес
tanba poa send
    қол қойылғанын жібереді; тоқтатылса, қайта айтылғанда қалғанын жалғастырады
tanba poa list [--state draft|signed|sent|active|expired|revoked]
    порталдағылар; --offline: қалтада тұрғандар
tanba poa revoke НӨМІР...
    қол қойып, күшін жояды
tanba poa verify ФАЙЛ.cms [--trust ФАЙЛ|ҚАЛТА|test]... [--at УАҚЫТ] [--offline]
    құжат ретінде көрсетеді; қолтаңбасы, сенім білдірушісі мен мерзімі дұрыс па

--key ҚОЙМА        ұйымның кілті; порталға да сонымен кіреді
--password-file F  порталдағы кабинеттің құпиясөзі; онсыз сұралады
--bin N            бірнеше профиль болса, кімнің атынан
--portal URL       порталдың мекенжайы
--outbox ҚАЛТА     шығыс қалтасы; онсыз ./tanba-outbox
--dry-run          не істелетінін айтады, ештеңе жазбайды, қол қоймайды, жібермейді
--offline          порталсыз: create соңғы рет белгілі болғанынан дайындайды
--json, --lang, --pin-file және шығу кодтары: tanba --help

Кестенің бағандары: iin (ЖСН), powers (Өкілеттіктер), since (Басталуы), until (Аяқталуы), replaces (Орнына); name (Аты-жөні)
оқылмайды. Үтір, нүктелі үтір немесе табуляция; UTF-8, UTF-16 немесе Windows-1251. Күн: 31.12.2026 немесе 2026-12-31.
Ұяшық бос болса, параметрдегісі алынады; since бос болса, бүгін.

  iin;powers;until
  810202120108;invoices-only;31.12.2026
  890820121903;invoice.view, contract.edit;31.12.2026

Өкілеттіктер:
`,
    foot: 'Жинақтар:',
  },
  ru: {
    head: `Доверенности сотрудникам: готовятся в папке исходящих, подписываются одним PIN, отправляются один раз

tanba poa create ТАБЛИЦА.csv [--since ДЕНЬ] [--until ДЕНЬ] [--powers СПИСОК]
tanba poa create --iin N --powers СПИСОК --until ДЕНЬ [--since ДЕНЬ] [--replaces НОМЕР]
    готовит в папке: всё или, если хоть одна строка не годится, ничего. То, что уже есть, не делается снова (--force сделает)
tanba poa sign --key ХРАНИЛИЩЕ [--out ПАПКА]
    подписывает всё подготовленное; --out записывает каждую в НОМЕР.cms. Сеть не нужна
tanba poa send
    отправляет подписанное; прерванное продолжается с того же места, если повторить
tanba poa list [--state draft|signed|sent|active|expired|revoked]
    те, что на портале; --offline: те, что лежат в папке
tanba poa revoke НОМЕР...
    отзывает с подписью
tanba poa verify ФАЙЛ.cms [--trust ФАЙЛ|ПАПКА|test]... [--at ВРЕМЯ] [--offline]
    показывает как документ; верны ли подпись, доверитель и срок

--key ХРАНИЛИЩЕ    ключ организации; им же входят на портал
--password-file F  пароль кабинета на портале; без него пароль спросят
--bin N            от чьего имени, если профилей несколько
--portal URL       адрес портала
--outbox ПАПКА     папка исходящих; без неё ./tanba-outbox
--dry-run          говорит, что было бы сделано; ничего не пишет, не подписывает и не отправляет
--offline          без портала: create готовит по тому, что было известно в последний раз
--json, --lang, --pin-file и коды выхода: tanba --help

Столбцы таблицы: iin (ИИН), powers (Полномочия), since (Начало), until (Окончание), replaces (Взамен); name (ФИО) не
читается. Запятые, точки с запятой или табуляция; UTF-8, UTF-16 или Windows-1251. День: 31.12.2026 или 2026-12-31.
Вместо пустой ячейки берётся параметр; вместо пустого начала сегодняшний день.

  iin;powers;until
  810202120108;invoices-only;31.12.2026
  890820121903;invoice.view, contract.edit;31.12.2026

Полномочия:
`,
    foot: 'Наборы:',
  },
  en: {
    head: `Powers of attorney for employees: prepared in the outbox folder, signed with one PIN, sent once

tanba poa create TABLE.csv [--since DAY] [--until DAY] [--powers LIST]
tanba poa create --iin N --powers LIST --until DAY [--since DAY] [--replaces NUMBER]
    prepares in the folder: all or, where one row does not do, nothing. What is there already is not made again (--force does)
tanba poa sign --key STORE [--out DIR]
    signs all that is prepared; --out writes each to NUMBER.cms. Needs no network
tanba poa send
    sends what is signed; where it was ended it goes on with what is left
tanba poa list [--state draft|signed|sent|active|expired|revoked]
    what the portal has; --offline: what lies in the folder
tanba poa revoke NUMBER...
    takes back, with a signature
tanba poa verify FILE.cms [--trust FILE|DIR|test]... [--at TIME] [--offline]
    shows it as a document; whether signature, principal and term are right

--key STORE        the organisation's key; it logs in to the portal, too
--password-file F  the password of the portal's cabinet; without it you are asked
--bin N            for whom, where there are several profiles
--portal URL       address of the portal
--outbox DIR       the outbox folder; without it ./tanba-outbox
--dry-run          says what would be done; writes, signs and sends nothing
--offline          without the portal: create prepares from what was known last
--json, --lang, --pin-file and exit codes: tanba --help

Columns of the table: iin, powers, since, until, replaces; name is not read. Commas, semicolons or tabs; UTF-8, UTF-16 or
Windows-1251. A day: 31.12.2026 or 2026-12-31. For an empty cell the option stands; for an empty since, today.

  iin;powers;until
  810202120108;invoices-only;31.12.2026
  890820121903;invoice.view, contract.edit;31.12.2026

Powers:
`,
    foot: 'Sets of them:',
  },
};

export function poaHelp(language: Language): string {
  const { head, foot } = words[language];
  const line = (name: string, said: string): string => `  ${name.padEnd(22)}${said}\n`;
  const presets = Object.keys(powerPresets) as PowerPreset[];
  return [
    head,
    ...powers.map(power => line(power, powerWords[power][language])),
    `${foot}\n`,
    ...presets.map(preset =>
      line(preset, `${presetWords[preset][language]} (${powerPresets[preset].length})`),
    ),
  ].join('');
}
