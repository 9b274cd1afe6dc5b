/** What is the matter with a driver, and what to do: one line and one sentence for each finding. */
import type { CardService, Finding } from './doctor.ts';
import type { Language } from './errors/index.ts';

export interface FindingParams {
  /** The vendor's name, or the library's file name. */
  readonly vendor: string;
  /** The processor that the program is built for. */
  readonly architecture: string;
  /** The library or version that is missing; empty where it has no name. */
  readonly missing: string;
}

/** What is found, and what to do. */
export type FindingWords = readonly [what: string, next: string];

type Entry = Readonly<Record<Language, (params: FindingParams) => FindingWords>>;

const words: Readonly<Record<Finding, Entry>> = {
  works: {
    kk: () => ['жұмыс істейді, сертификаттар көрінеді', 'Ештеңе істеудің қажеті жоқ.'],
    ru: () => ['работает, сертификаты видны', 'Делать ничего не нужно.'],
    en: () => ['works, certificates are visible', 'There is nothing to do.'],
  },
  'no-certificate': {
    kk: () => [
      'токен бар, бірақ сертификаттар көрінбейді',
      'Токенді PIN-кодпен ашыңыз; кілт сонда да болмаса, оны pki.gov.kz сайтында алыңыз.',
    ],
    ru: () => [
      'токен есть, сертификатов не видно',
      'Откройте токен PIN-кодом; если ключа нет и тогда, получите его на pki.gov.kz.',
    ],
    en: () => [
      'a token is there, no certificate is visible',
      'Unlock the token with its PIN; if there is no key even then, get one at pki.gov.kz.',
    ],
  },
  'no-token': {
    kk: () => ['драйвер жұмыс істейді, токен салынбаған', 'Токенді салыңыз және тексеруді қайталаңыз.'],
    ru: () => ['драйвер работает, токен не вставлен', 'Вставьте токен и повторите проверку.'],
    en: () => ['the driver works, no token is plugged in', 'Plug the token in and check again.'],
  },
  fails: {
    kk: () => [
      'драйвер жүктелді, бірақ қате қайтарды',
      'Токенді суырып, қайта салыңыз; көмектеспесе, драйверді қайта орнатыңыз.',
    ],
    ru: () => [
      'драйвер загрузился, но вернул ошибку',
      'Выньте токен и вставьте снова; не поможет — переустановите драйвер.',
    ],
    en: () => [
      'the driver was loaded and answered with an error',
      'Pull the token and plug it in again; if that does not help, install the driver anew.',
    ],
  },
  hangs: {
    kk: () => [
      'драйвер жауап бермейді',
      'Токенді суырып, драйверді пайдаланатын басқа бағдарламаларды жабыңыз; болмаса, компьютерді қайта қосыңыз.',
    ],
    ru: () => [
      'драйвер не отвечает',
      'Выньте токен и закройте другие программы, которые им пользуются; не поможет — перезагрузите компьютер.',
    ],
    en: () => [
      'the driver does not answer',
      'Pull the token and close other programs that use it; if that does not help, restart the computer.',
    ],
  },
  crashes: {
    kk: () => ['драйвер құлайды', 'Драйверді өндірушінің сайтындағы соңғы нұсқаға жаңартыңыз.'],
    ru: () => ['драйвер падает', 'Обновите драйвер до последней версии с сайта производителя.'],
    en: () => ['the driver crashes', 'Update the driver to the latest version from the maker’s site.'],
  },
  'not-pkcs11': {
    kk: () => ['бұл файл токен драйвері емес', 'Өндірушінің PKCS#11 кітапханасын таңдаңыз.'],
    ru: () => ['этот файл не драйвер токена', 'Выберите библиотеку PKCS#11 производителя.'],
    en: () => ['the file is not a token’s driver', 'Choose the maker’s PKCS#11 library.'],
  },
  'does-not-load': {
    kk: () => ['драйвер жүктелмейді', 'Драйверді өшіріп, өндірушінің сайтынан қайта орнатыңыз.'],
    ru: () => ['драйвер не загружается', 'Удалите драйвер и поставьте его заново с сайта производителя.'],
    en: () => ['the driver does not load', 'Remove the driver and install it anew from the maker’s site.'],
  },
  'dependency-missing': {
    kk: p => [
      'драйверге керек кітапхана жоқ',
      p.missing === ''
        ? 'Microsoft Visual C++ Redistributable пакетін, содан кейін драйверді қайта орнатыңыз.'
        : `«${p.missing}» кітапханасын орнатыңыз, содан кейін драйверді қайта орнатыңыз.`,
    ],
    ru: p => [
      'не хватает библиотеки, которая нужна драйверу',
      p.missing === ''
        ? 'Поставьте Microsoft Visual C++ Redistributable, затем драйвер заново.'
        : `Поставьте «${p.missing}», затем драйвер заново.`,
    ],
    en: p => [
      'a library that the driver needs is missing',
      p.missing === ''
        ? 'Install the Microsoft Visual C++ Redistributable, then the driver anew.'
        : `Install “${p.missing}”, then the driver anew.`,
    ],
  },
  'not-a-library': {
    kk: () => ['файл бүлінген немесе кітапхана емес', 'Драйверді өндірушінің сайтынан қайта орнатыңыз.'],
    ru: () => ['файл повреждён или не библиотека', 'Поставьте драйвер заново с сайта производителя.'],
    en: () => ['the file is damaged or no library', 'Install the driver anew from the maker’s site.'],
  },
  'wrong-architecture': {
    kk: p => [
      'драйвер басқа разрядтылыққа арналған',
      `Драйвердің ${p.architecture} үшін жасалған нұсқасын орнатыңыз.`,
    ],
    ru: p => ['драйвер другой разрядности', `Поставьте драйвер, собранный для ${p.architecture}.`],
    en: p => [
      'the driver is made for another bitness',
      `Install the driver that is made for ${p.architecture}.`,
    ],
  },
  'not-installed': {
    kk: p => ['драйвер орнатылмаған', `${p.vendor} токені болса, драйверді өндірушінің сайтынан орнатыңыз.`],
    ru: p => [
      'драйвер не установлен',
      `Если у вас токен ${p.vendor}, поставьте драйвер с сайта производителя.`,
    ],
    en: p => [
      'the driver is not installed',
      `If you have a token of ${p.vendor}, install the driver from the maker’s site.`,
    ],
  },
  'library-unknown': {
    kk: () => [
      'драйвердің орны белгісіз',
      'Драйвер орнатылған болса, баптауларда оның PKCS#11 кітапханасын көрсетіңіз.',
    ],
    ru: () => [
      'где лежит драйвер, неизвестно',
      'Если драйвер установлен, укажите в настройках его библиотеку PKCS#11.',
    ],
    en: () => [
      'where the driver lies is not known',
      'If the driver is installed, name its PKCS#11 library in the settings.',
    ],
  },
};

const services: Readonly<Record<CardService, Readonly<Record<Language, FindingWords>>>> = {
  running: {
    kk: ['смарт-карта қызметі жұмыс істейді', 'Ештеңе істеудің қажеті жоқ.'],
    ru: ['служба смарт-карт работает', 'Делать ничего не нужно.'],
    en: ['the smart card service is running', 'There is nothing to do.'],
  },
  'built-in': {
    kk: ['смарт-карта қызметі жүйеге кіріктірілген', 'Ештеңе істеудің қажеті жоқ.'],
    ru: ['служба смарт-карт встроена в систему', 'Делать ничего не нужно.'],
    en: ['the smart card service is a part of the system', 'There is nothing to do.'],
  },
  stopped: {
    kk: [
      'смарт-карта қызметі тоқтап тұр',
      'Токенді салыңыз; қызмет іске қосылмаса, компьютерді қайта қосыңыз.',
    ],
    ru: [
      'служба смарт-карт остановлена',
      'Вставьте токен; если служба не запустится, перезагрузите компьютер.',
    ],
    en: [
      'the smart card service is stopped',
      'Plug a token in; if the service does not start, restart the computer.',
    ],
  },
  'not-installed': {
    kk: ['смарт-карта қызметі орнатылмаған', 'pcscd пакетін орнатыңыз: онсыз токендер көрінбейді.'],
    ru: ['служба смарт-карт не установлена', 'Установите пакет pcscd: без него токены не видны.'],
    en: [
      'the smart card service is not installed',
      'Install the package pcscd: without it no token is seen.',
    ],
  },
  unknown: {
    kk: ['смарт-карта қызметінің күйін білу мүмкін болмады', 'Токен көрінбесе, компьютерді қайта қосыңыз.'],
    ru: ['состояние службы смарт-карт узнать не удалось', 'Если токен не виден, перезагрузите компьютер.'],
    en: [
      'the state of the smart card service could not be learnt',
      'If a token is not seen, restart the computer.',
    ],
  },
};

export const findingWords = (finding: Finding, params: FindingParams, language: Language): FindingWords =>
  words[finding][language](params);

export const cardServiceWords = (service: CardService, language: Language): FindingWords =>
  services[service][language];
