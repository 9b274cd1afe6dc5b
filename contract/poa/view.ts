/** The power of attorney as people see it, in one language: a function of the signed text and of nothing else. */
import { powerWords } from '../portal/powers.ts';
import { basisWords, readPowerOfAttorney } from './document.ts';
import type { PowerOfAttorney } from './document.ts';

export type DocumentLanguage = 'kk' | 'ru';

export interface PowerOfAttorneyView {
  readonly title: string;
  /** The number, for a QR code. */
  readonly number: string;
  /** In the order in which they stand in the document. */
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly actionsTitle: string;
  readonly actions: readonly string[];
  readonly signature: string;
}

interface ViewWords {
  readonly title: string;
  readonly number: string;
  readonly replaces: string;
  readonly issued: string;
  readonly principal: string;
  readonly address: string;
  readonly tin: string;
  readonly head: string;
  readonly iin: string;
  readonly basis: string;
  readonly attorney: string;
  readonly document: string;
  readonly documentIssued: string;
  readonly term: string;
  readonly actions: string;
  readonly signature: string;
}

const WORDS: Readonly<Record<DocumentLanguage, ViewWords>> = {
  kk: {
    title: 'Сенімхат',
    number: 'Нөмірі',
    replaces: 'Мына сенімхаттың орнына',
    issued: 'Берілген күні',
    principal: 'Заңды тұлғаның атауы',
    address: 'Заңды мекенжайы',
    tin: 'БСН (ЖСН)',
    head: 'Атынан',
    iin: 'ЖСН',
    basis: 'Мынаның негізінде әрекет етеді',
    attorney: 'Осы сенімхатпен уәкілеттік береді: аты-жөні',
    document: 'Жеке басын куәландыратын құжаттың нөмірі',
    documentIssued: 'Кім және қашан берген',
    term: 'Әрекет ету мерзімі',
    actions: 'Сенім білдірушінің атынан мынадай әрекеттерді жасауға:',
    signature: 'Сенім білдірушінің ЭЦҚ',
  },
  ru: {
    title: 'Доверенность',
    number: 'Номер',
    replaces: 'Взамен доверенности',
    issued: 'Дата выдачи',
    principal: 'Наименование юридического лица',
    address: 'Юридический адрес',
    tin: 'БИН (ИИН)',
    head: 'В лице',
    iin: 'ИИН',
    basis: 'Действующего на основании',
    attorney: 'Настоящей доверенностью уполномочивает: ФИО',
    document: 'Номер документа, удостоверяющего личность',
    documentIssued: 'Кем и когда выдан',
    term: 'Срок действия',
    actions: 'Осуществлять от лица доверителя следующие действия:',
    signature: 'ЭЦП доверителя',
  },
};

/** Null where the text is no power of attorney. */
export function viewPowerOfAttorney(text: string, language: DocumentLanguage): PowerOfAttorneyView | null {
  const data = readPowerOfAttorney(text);
  return data === null ? null : view(data, language);
}

function view(data: PowerOfAttorney, language: DocumentLanguage): PowerOfAttorneyView {
  const words = WORDS[language];
  const { principal, giver, attorney } = data;
  const kazakh = language === 'kk';
  const line = (label: string, value: string) => ({ label, value });
  return {
    title: words.title,
    number: data.id,
    lines: [
      line(words.number, data.id),
      ...(data.replaces === null ? [] : [line(words.replaces, data.replaces)]),
      line(words.issued, dayText(data.issued)),
      line(words.principal, kazakh ? principal.nameKk : principal.name),
      line(words.address, kazakh ? principal.addressKk : principal.address),
      line(words.tin, principal.tin),
      line(words.head, giver.name),
      line(words.iin, giver.iin),
      line(words.basis, basisWords[giver.basis][language]),
      line(words.attorney, attorney.name),
      line(words.iin, attorney.iin),
      line(words.document, attorney.document.number),
      line(words.documentIssued, `${attorney.document.issuer} ${dayText(attorney.document.issued)}`),
      line(words.term, `${dayText(data.since)} – ${dayText(data.until)}`),
    ],
    actionsTitle: words.actions,
    actions: data.powers.map(power => powerWords[power][language]),
    signature: words.signature,
  };
}

/** `31.12.2026` of `2026-12-31`. */
function dayText(iso: string): string {
  return iso.split('-').reverse().join('.');
}
