/** How numbers, sizes and times are written for people. Times are Almaty's, whatever the computer's zone says. */
import type { Language } from '../../contract/errors/index.ts';

const hour = 3_600_000;
/** Almaty kept UTC+6 until the country went over to one zone, UTC+5, at midnight of 1 March 2024. */
const oneZoneSince = Date.UTC(2024, 1, 29, 18);

function almaty(iso: string): Date | null {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return null;
  return new Date(time + (time < oneZoneSince ? 6 : 5) * hour);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `dd.mm.yyyy` of an ISO time; an empty string where it is no time. */
export function formatDate(iso: string): string {
  const local = almaty(iso);
  if (!local) return '';
  return `${two(local.getUTCDate())}.${two(local.getUTCMonth() + 1)}.${local.getUTCFullYear()}`;
}

/** `dd.mm.yyyy` of a calendar day `yyyy-mm-dd`, which is the same in every zone. */
export function formatDay(day: string): string {
  return day.split('-').reverse().join('.');
}

/** `dd.mm.yyyy HH:mm` of an ISO time. */
export function formatDateTime(iso: string): string {
  const local = almaty(iso);
  if (!local) return '';
  return `${formatDate(iso)} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/** An IIN or BIN in groups of three; anything else stays whole. The window puts the gaps by style, so that a copy has none. */
export function groupsOf(id: string): readonly string[] {
  return /^\d{12}$/.test(id) ? (id.match(/\d{3}/g) ?? [id]) : [id];
}

/** The same as one text, which does not break between the groups. */
export const formatId = (id: string): string => groupsOf(id).join('\u00a0');

const units: Readonly<Record<Language, readonly string[]>> = {
  kk: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'],
  ru: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'],
  en: ['B', 'KB', 'MB', 'GB', 'TB'],
};

/** A file size in the largest unit that keeps it at least 1, with one digit after the point below ten. */
export function formatSize(bytes: number, language: Language): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1024 && unit < 4) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  return `${number} ${units[language][unit] ?? ''}`;
}

/** File name and folder of a path of either system. */
export function splitPath(path: string): { readonly name: string; readonly folder: string } {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return { name: path.slice(cut + 1), folder: path.slice(0, Math.max(cut, 0)) };
}

/** What a distinguished name calls its subject: the CN where it has one, the whole name otherwise. */
export function commonName(name: string): string {
  const found = /(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/i.exec(name)?.[1];
  return found?.replaceAll(/\\(.)/g, '$1').trim() || name;
}

/** The ending of a file name in capitals, for the badge on its sheet; empty where there is none or it is no ending. */
export function badgeOf(name: string): string {
  const ending = /\.([\p{L}\d]{1,4})$/u.exec(name)?.[1] ?? '';
  return ending.toUpperCase();
}
