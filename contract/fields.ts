/** What people type into forms, checked as they type: the window, the services and the portal use the same rules. */
import { binFault, iinFault } from './identifiers.ts';

export const fieldKinds = ['iin', 'bin', 'phone', 'email', 'date', 'text'] as const;
export type FieldKind = (typeof fieldKinds)[number];
export type FieldFault = 'missing' | 'shape' | 'date' | 'check-digit' | 'future' | 'too-long';

const CAPS: Readonly<Record<FieldKind, number>> = {
  iin: 12,
  bin: 12,
  phone: 24,
  email: 254,
  date: 10,
  text: 200,
};

/** One address, no quotes or comments: what mail providers give to people. */
const EMAIL =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/;
/**
 * What has no place in one line that people read and sign: line ends and other control characters, what is not seen (zero-width,
 * soft hyphens, fillers), what turns the direction of writing, halves of characters.
 */
export const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** `+77015550101` of whatever spacing; null where it is no number of a mobile phone of Kazakhstan (+7 7xx). */
export function normalPhone(text: string): string | null {
  const digits = text.replace(/[\s()-]/g, '').replace(/^(\+7|8|7)(?=7\d{9}$)/, '');
  return /^7\d{9}$/.test(digits) ? `+7${digits}` : null;
}

/** `2010-01-31` of `31.01.2010`; null where there is no such day. */
export function isoDate(text: string): string | null {
  const parts = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text);
  if (parts === null) return null;
  const iso = `${parts[3]}-${parts[2]}-${parts[1]}`;
  return isRealDate(iso) ? iso : null;
}

/** Whether `yyyy-mm-dd` is a day of the calendar. */
export function isRealDate(iso: string): boolean {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso)
  );
}

const CHECKS: Readonly<Record<FieldKind, (text: string) => FieldFault | null>> = {
  iin: iinFault,
  bin: binFault,
  phone: text => (normalPhone(text) === null ? 'shape' : null),
  email: text => (EMAIL.test(text) ? null : 'shape'),
  date: text => (/^\d{2}\.\d{2}\.\d{4}$/.test(text) ? (isoDate(text) === null ? 'date' : null) : 'shape'),
  text: text => (unseen.test(text) ? 'shape' : null),
};

/**
 * What is wrong with a field that was filled in, or null.
 * @param notAfter `yyyy-mm-dd`, for dates that lie in the past, as that of a document's issue
 */
export function fieldFault(kind: FieldKind, text: string, notAfter: string | null = null): FieldFault | null {
  const value = text.trim();
  if (value === '') return 'missing';
  if (value.length > CAPS[kind]) return 'too-long';
  const fault = CHECKS[kind](value);
  if (fault !== null || kind !== 'date' || notAfter === null) return fault;
  return isoDate(value)! > notAfter ? 'future' : null;
}
