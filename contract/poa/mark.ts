/** The mark of whoever signed, in the languages of the document. */
import type { PoaMark } from './app-calls.ts';
import { dayInKazakhstan } from './days.ts';
import type { DocumentLanguage } from './view.ts';

interface MarkWords {
  readonly title: string;
  readonly organisation: string;
  readonly name: string;
  readonly iin: string;
  readonly bin: string;
  readonly serial: string;
  readonly issuer: string;
  readonly term: string;
  readonly signedAt: string;
}

const WORDS: Readonly<Record<DocumentLanguage, MarkWords>> = {
  kk: {
    title: 'Электрондық цифрлық қолтаңбамен қол қойылған',
    organisation: 'Ұйым',
    name: 'Қол қойған',
    iin: 'ЖСН',
    bin: 'БСН',
    serial: 'Сертификат нөмірі',
    issuer: 'Сертификатты берген',
    term: 'Сертификаттың мерзімі',
    signedAt: 'Қол қойылған уақыты',
  },
  ru: {
    title: 'Подписано электронной цифровой подписью',
    organisation: 'Организация',
    name: 'Подписал(а)',
    iin: 'ИИН',
    bin: 'БИН',
    serial: 'Номер сертификата',
    issuer: 'Кем выдан сертификат',
    term: 'Срок сертификата',
    signedAt: 'Время подписания',
  },
};

export interface MarkView {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
}

/** What the certificate does not say is left out. */
export function viewMark(mark: PoaMark, language: DocumentLanguage): MarkView {
  const words = WORDS[language];
  const line = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
  return {
    title: words.title,
    lines: [
      ...line(words.organisation, mark.organisation),
      ...line(words.bin, mark.bin),
      ...line(words.name, mark.name),
      ...line(words.iin, mark.iin),
      ...line(words.serial, mark.serial),
      ...line(words.issuer, issuerName(mark.issuer)),
      ...line(words.term, `${dayOf(mark.notBefore)} – ${dayOf(mark.notAfter)}`),
      ...line(words.signedAt, mark.signedAt === null ? null : timeOf(mark.signedAt)),
    ],
  };
}

/** `31.12.2026`, the day in Kazakhstan. */
function dayOf(iso: string): string {
  return dayInKazakhstan(new Date(iso)).split('-').reverse().join('.');
}

function timeOf(iso: string): string {
  const local = new Date(Date.parse(iso) + 5 * 60 * 60_000).toISOString();
  return `${dayOf(iso)} ${local.slice(11, 19)} (UTC+5)`;
}

/** What its distinguished name calls it. */
function issuerName(issuer: string): string {
  return /(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/i.exec(issuer)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? issuer;
}
