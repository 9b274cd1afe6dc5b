/**
 * The power of attorney as a document: data ⇄ the canonical text that is signed. The text is UTF-8 with LF line ends, in
 * Kazakh and Russian, and names its version. Reading is strict: a text that is not, byte for byte, what writing makes of
 * the data read from it is no power of attorney, so whatever is shown of a signed one was signed.
 */
import * as z from 'zod';
import { unseen } from '../fields.ts';
import { day, id, iin, identityDocumentSchema, tin } from '../portal/model.ts';
import { inOrder, powers, powerWords } from '../portal/powers.ts';
import type { Power } from '../portal/powers.ts';

/** On what the person who signs acts: the charter, the notice of the start of business, a power of attorney of their own. */
export const bases = ['charter', 'notice', 'power-of-attorney'] as const;
export type Basis = (typeof bases)[number];

/**
 * A value stands on one line of the text and has no space at its ends, so that it is read as it was written; and nothing unseen, so
 * that it is seen as it was signed. Names of state enterprises are longer than what people type into a field.
 */
const value = z
  .string()
  .min(1)
  .max(500)
  .refine(text => text.trim() === text && !unseen.test(text));

/** In one form, so that no other number looks like it. */
const number = id.refine(text => text === text.toLowerCase());

export const powerOfAttorneySchema = z
  .object({
    id: number,
    /** The one that ends when this one begins; of the same principal and attorney. */
    replaces: number.nullable(),
    /** Day on which the principal made it. */
    issued: day,
    principal: z.object({ tin, name: value, nameKk: value, address: value, addressKk: value }),
    giver: z.object({ iin, name: value, basis: z.enum(bases) }),
    attorney: z.object({
      iin,
      name: value,
      document: z.object({ ...identityDocumentSchema.shape, number: value, issuer: value }),
    }),
    /** In the order of the twelve, each once. */
    powers: z
      .array(z.enum(powers))
      .min(1)
      .refine(given => JSON.stringify(inOrder(given)) === JSON.stringify(given)),
    /** First and last day in force. */
    since: day,
    until: day,
  })
  .refine(({ since, until }) => since <= until);
export type PowerOfAttorney = z.infer<typeof powerOfAttorneySchema>;

/** One that was found in a signature: the text, of which a view is made, and what it says. */
export const signedPowerOfAttorneySchema = z.object({ text: z.string(), data: powerOfAttorneySchema });
export type SignedPowerOfAttorney = z.infer<typeof signedPowerOfAttorneySchema>;

const VERSION = 'tanba-poa/1';
const TITLE = 'СЕНІМХАТ / ДОВЕРЕННОСТЬ';
const NONE = '–';

export const basisWords: Readonly<Record<Basis, { kk: string; ru: string; en: string }>> = {
  charter: { kk: 'Жарғы', ru: 'Устав', en: 'charter' },
  notice: {
    kk: 'Қызметтің басталғаны туралы хабарлама',
    ru: 'Уведомление о начале деятельности',
    en: 'notice of the start of business',
  },
  'power-of-attorney': { kk: 'Сенімхат', ru: 'Доверенность', en: 'power of attorney' },
};

interface Line {
  readonly label: string;
  read(data: PowerOfAttorney): string;
}

/** Each on a line of its own, in this order. */
const LINES: Readonly<Record<string, Line>> = {
  id: { label: 'Нөмірі / Номер', read: data => data.id },
  replaces: { label: 'Орнына / Взамен', read: ({ replaces }) => replaces ?? NONE },
  issued: { label: 'Берілген күні / Дата выдачи', read: ({ issued }) => issued },
  nameKk: { label: 'Сенім білдіруші', read: ({ principal }) => principal.nameKk },
  name: { label: 'Доверитель', read: ({ principal }) => principal.name },
  addressKk: { label: 'Заңды мекенжайы', read: ({ principal }) => principal.addressKk },
  address: { label: 'Юридический адрес', read: ({ principal }) => principal.address },
  tin: { label: 'БСН (ЖСН) / БИН (ИИН)', read: ({ principal }) => principal.tin },
  giverName: { label: 'Атынан / В лице', read: ({ giver }) => giver.name },
  giverIin: { label: 'ЖСН / ИИН', read: ({ giver }) => giver.iin },
  basis: {
    label: 'Негізінде әрекет етеді / Действует на основании',
    read: ({ giver }) => bilingual(basisWords[giver.basis]),
  },
  attorneyName: { label: 'Уәкілеттік береді / Уполномочивает', read: ({ attorney }) => attorney.name },
  attorneyIin: { label: 'ЖСН / ИИН', read: ({ attorney }) => attorney.iin },
  documentNumber: {
    label: 'Жеке басын куәландыратын құжат / Документ, удостоверяющий личность',
    read: ({ attorney }) => attorney.document.number,
  },
  documentIssuer: { label: 'Кім берген / Кем выдан', read: ({ attorney }) => attorney.document.issuer },
  documentIssued: { label: 'Қашан берілген / Когда выдан', read: ({ attorney }) => attorney.document.issued },
  since: { label: 'Басталуы / Начало действия', read: ({ since }) => since },
  until: { label: 'Аяқталуы / Окончание действия', read: ({ until }) => until },
};

const POWERS_HEAD =
  'Сенім білдірушінің атынан мынадай әрекеттерді жасауға / Осуществлять от лица доверителя действия:';

function bilingual({ kk, ru }: { readonly kk: string; readonly ru: string }): string {
  return `${kk} / ${ru}`;
}

const powerLine = (power: Power): string => `- ${bilingual(powerWords[power])}`;

/** The canonical text; its UTF-8 is what is signed. */
export function writePowerOfAttorney(data: PowerOfAttorney): string {
  return [
    TITLE,
    VERSION,
    '',
    ...Object.values(LINES).map(({ label, read }) => `${label}: ${read(data)}`),
    '',
    POWERS_HEAD,
    ...data.powers.map(powerLine),
    '',
  ].join('\n');
}

/** The data of a canonical text; null for anything else. */
export function readPowerOfAttorney(text: string): PowerOfAttorney | null {
  // A power of attorney is two kilobytes; nobody has to look through a gigabyte to see that it is none.
  if (text.length > MAX_LENGTH || !text.startsWith(`${TITLE}\n${VERSION}\n`)) return null;
  const parsed = powerOfAttorneySchema.safeParse(fieldsOf(text.split('\n')));
  return parsed.success && writePowerOfAttorney(parsed.data) === text ? parsed.data : null;
}

const MAX_LENGTH = 16_384;
const HEAD_LINES = 3;

/** What stands where; whether it is all, and nothing besides, the comparison with what writing makes of it says. */
function fieldsOf(lines: readonly string[]) {
  const entries = Object.entries(LINES).map(([name, { label }], index) => {
    const text = lines[HEAD_LINES + index] ?? '';
    return [name, text.slice(label.length + 2)] as const;
  });
  const of = Object.fromEntries(entries);
  return {
    id: of['id'],
    replaces: of['replaces'] === NONE ? null : of['replaces'],
    issued: of['issued'],
    principal: {
      tin: of['tin'],
      name: of['name'],
      nameKk: of['nameKk'],
      address: of['address'],
      addressKk: of['addressKk'],
    },
    giver: {
      iin: of['giverIin'],
      name: of['giverName'],
      basis: bases.find(basis => bilingual(basisWords[basis]) === of['basis']),
    },
    attorney: {
      iin: of['attorneyIin'],
      name: of['attorneyName'],
      document: {
        number: of['documentNumber'],
        issuer: of['documentIssuer'],
        issued: of['documentIssued'],
      },
    },
    powers: powers.filter(power => lines.includes(powerLine(power))),
    since: of['since'],
    until: of['until'],
  };
}
