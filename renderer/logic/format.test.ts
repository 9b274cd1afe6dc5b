import { describe, expect, it } from 'vitest';
import {
  badgeOf,
  commonName,
  formatDate,
  formatDateTime,
  formatSize,
  groupsOf,
  splitPath,
} from './format.ts';

describe('IIN and BIN', () => {
  it('stand in groups of three', () => {
    expect(groupsOf('860215300456')).toEqual(['860', '215', '300', '456']);
  });
  it('stay whole where they are not twelve digits', () => {
    expect(groupsOf('86021530045')).toEqual(['86021530045']);
    expect(groupsOf('86021530045X')).toEqual(['86021530045X']);
    expect(groupsOf('')).toEqual(['']);
  });
});

describe('times of Almaty', () => {
  it('are UTC+5 since 1 March 2024', () => {
    expect(formatDateTime('2026-11-21T19:05:00Z')).toBe('22.11.2026 00:05');
    expect(formatDate('2026-12-31T18:59:59Z')).toBe('31.12.2026');
    expect(formatDate('2026-12-31T19:00:00Z')).toBe('01.01.2027');
  });
  it('were UTC+6 before', () => {
    expect(formatDateTime('2024-02-29T17:59:00Z')).toBe('29.02.2024 23:59');
    expect(formatDateTime('2024-02-29T18:00:00Z')).toBe('29.02.2024 23:00');
  });
  it('are nothing where there is no time', () => {
    expect(formatDate('soon')).toBe('');
    expect(formatDateTime('')).toBe('');
  });
});

describe('file sizes', () => {
  it('use the largest unit that keeps them above one', () => {
    expect(formatSize(0, 'ru')).toBe('0 Б');
    expect(formatSize(1023, 'kk')).toBe('1 023 Б'.replace(' ', '\u00a0'));
    expect(formatSize(1536, 'ru')).toBe('1,5 КБ');
    expect(formatSize(1536, 'en')).toBe('1.5 KB');
    expect(formatSize(25 * 1024 ** 2, 'ru')).toBe('25 МБ');
    expect(formatSize(1024 ** 3, 'en')).toBe('1 GB');
  });
});

describe('distinguished names', () => {
  it('are shown by their CN', () => {
    expect(commonName('CN=ҰЛТТЫҚ ОРТАЛЫҚ (GOST) 2022, C=KZ')).toBe('ҰЛТТЫҚ ОРТАЛЫҚ (GOST) 2022');
    expect(commonName('C=KZ,CN=ТОО \\"Ромашка\\, Лтд\\",O=X')).toBe('ТОО "Ромашка, Лтд"');
  });
  it('are shown whole where they have none', () => {
    expect(commonName('O=НУЦ, C=KZ')).toBe('O=НУЦ, C=KZ');
    expect(commonName('')).toBe('');
  });
});

describe('paths', () => {
  it('of either system split into name and folder', () => {
    expect(splitPath('/home/г/Құжат.pdf')).toEqual({ name: 'Құжат.pdf', folder: '/home/г' });
    expect(splitPath('C:\\Users\\А\\a.pdf')).toEqual({ name: 'a.pdf', folder: 'C:\\Users\\А' });
    expect(splitPath('a.pdf')).toEqual({ name: 'a.pdf', folder: '' });
  });
  it('give a badge only for a short ending', () => {
    expect(badgeOf('Шарт.docx')).toBe('DOCX');
    expect(badgeOf('README')).toBe('');
    expect(badgeOf('a.something')).toBe('');
  });
});
