/** What is signed is what is shown: the text and the data are one another's, and a text that is a letter off is none. */
import { describe, expect, it } from 'vitest';
import { checkDigit } from '../identifiers.ts';
import { powers, powerPresets, powerGroups } from '../portal/powers.ts';
import { readPowerOfAttorney, writePowerOfAttorney } from './document.ts';
import type { PowerOfAttorney } from './document.ts';
import { poaFaults } from './verdict.ts';
import { viewPowerOfAttorney } from './view.ts';

const data: PowerOfAttorney = {
  id: '5d0c7b0e-6f0f-4f0e-9d7e-2b1f6a1f0a01',
  replaces: null,
  issued: '2026-11-22',
  principal: {
    tin: '490140000012',
    name: 'ТОО "БАРХАН"',
    nameKk: '"БАРХАН" ЖШС',
    address: 'г. Барханск, пр. Саксауловый, 10: офис 2',
    addressKk: 'Барханск қ., Сексеуілді даңғылы, 10',
  },
  giver: { iin: '800101120008', name: 'ТЕҢІЗБАЕВ ЕРЖАН', basis: 'charter' },
  attorney: {
    iin: '810202120102',
    name: 'АРАЛБАЕВ МҰРАТ',
    document: { number: '000000001', issued: '2010-01-01', issuer: 'МВД РК' },
  },
  powers: ['invoice.view', 'invoice.create'],
  since: '2026-12-01',
  until: '2027-11-30',
};

const numbered = (eleven: string): string => `${eleven}${checkDigit(eleven)}`;

const valid: PowerOfAttorney = {
  ...data,
  principal: { ...data.principal, tin: numbered('49014100100') },
  giver: { ...data.giver, iin: numbered('80010112000') },
  attorney: { ...data.attorney, iin: numbered('81020212010') },
};

describe('the text of a power of attorney', () => {
  it('gives its data back, whatever stands in them', () => {
    const variants: PowerOfAttorney[] = [
      valid,
      { ...valid, replaces: '5d0c7b0e-6f0f-4f0e-9d7e-2b1f6a1f0a02' },
      { ...valid, powers: [...powers] },
      { ...valid, giver: { ...valid.giver, basis: 'power-of-attorney' } },
      { ...valid, principal: { ...valid.principal, name: 'ТОО «А: Б / В – Г»', address: '- Просматривать' } },
      { ...valid, principal: { ...valid.principal, name: `РГП НА ПХВ "${'БАРХАН '.repeat(60)}"` } },
    ];
    for (const variant of variants) {
      expect(readPowerOfAttorney(writePowerOfAttorney(variant))).toEqual(variant);
    }
  });

  it('is none with any byte changed, added or missing', () => {
    const text = writePowerOfAttorney(valid);
    const bytes = new TextEncoder().encode(text);
    let sameShape = 0;
    for (let at = 0; at < text.length; at += 5) {
      for (const changed of [
        text.slice(0, at) + text.slice(at + 1),
        `${text.slice(0, at)} ${text.slice(at)}`,
      ]) {
        const read = readPowerOfAttorney(changed);
        // Inside a name a letter less is another name: a good text, of other data, and so of other bytes.
        if (read === null) continue;
        sameShape++;
        expect(writePowerOfAttorney(read)).toBe(changed);
        expect(read).not.toEqual(valid);
      }
    }
    expect(sameShape).toBeGreaterThan(0);
    expect(sameShape).toBeLessThan(bytes.length);
  });

  it.each([
    ['another version', (text: string) => text.replace('tanba-poa/1', 'tanba-poa/2')],
    ['CR LF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['a power too many', (text: string) => `${text}- Входить в банк\n`],
    ['a power twice', (text: string) => text.replace(/(- .*\n)/, '$1$1')],
    ['powers in another order', (text: string) => text.replace(/(- .*\n)(- .*\n)/, '$2$1')],
    ['no powers', (text: string) => text.replace(/^- .*\n/gm, '')],
    ['an end before the beginning', (text: string) => text.replace('2027-11-30', '2026-11-30')],
    ['a day that is none', (text: string) => text.replace('2027-11-30', '2027-02-30')],
    ['a wrong IIN', (text: string) => text.replace(valid.attorney.iin, '810202120100')],
    ['something after its end', (text: string) => `${text}P.S.\n`],
    ['a name that is written backwards', (text: string) => text.replace('БАРХАН', '\u202eНАХРАБ')],
    ['a number in capitals', (text: string) => text.replace(valid.id, valid.id.toUpperCase())],
    ['half of a character', (text: string) => text.replace('БАРХАН', 'БАРХАН\ud800')],
    ['a letter that is not seen', (text: string) => text.replace('БАРХАН', 'БАРХАН\u3164')],
    ['a name of many pages', (text: string) => text.replace('БАРХАН', 'Б'.repeat(600))],
    ['another text', () => 'Агреемент\n'],
    ['a long one', (text: string) => text + 'я'.repeat(20_000)],
  ])('is refused: %s', (_what, change) => {
    const changed = change(writePowerOfAttorney(valid));
    expect(readPowerOfAttorney(changed)).toBeNull();
    expect(viewPowerOfAttorney(changed, 'ru')).toBeNull();
  });
});

describe('what is shown', () => {
  it.each(['kk', 'ru'] as const)('holds everything that was signed, in %s', language => {
    const text = writePowerOfAttorney({ ...valid, powers: [...powers] });
    const view = viewPowerOfAttorney(text, language)!;
    const shown = view.lines.map(({ value }) => value).join('\n');
    const names = language === 'kk' ? valid.principal.nameKk : valid.principal.name;
    for (const part of [valid.id, names, valid.principal.tin, valid.giver.name, valid.giver.iin])
      expect(shown).toContain(part);
    for (const part of [valid.attorney.name, valid.attorney.iin, '000000001', 'МВД РК 01.01.2010'])
      expect(shown).toContain(part);
    expect(shown).toContain('01.12.2026 – 30.11.2027');
    expect(view.actions).toHaveLength(12);
    expect(new Set(view.actions).size).toBe(12);
  });

  it('differs wherever the signed data differ', () => {
    const shown = (of: PowerOfAttorney) =>
      JSON.stringify((['kk', 'ru'] as const).map(it => viewPowerOfAttorney(writePowerOfAttorney(of), it)));
    const { principal, giver, attorney } = valid;
    const of = <T extends object>(part: keyof PowerOfAttorney, value: T, changes: Partial<T>[]) =>
      changes.map(change => ({ ...valid, [part]: { ...value, ...change } }));
    const { document } = attorney;
    const others: PowerOfAttorney[] = [
      { ...valid, id: '5d0c7b0e-6f0f-4f0e-9d7e-2b1f6a1f0a03' },
      { ...valid, replaces: '5d0c7b0e-6f0f-4f0e-9d7e-2b1f6a1f0a02' },
      { ...valid, issued: '2026-11-23' },
      { ...valid, since: '2026-12-02' },
      { ...valid, until: '2027-11-29' },
      ...powers.map(power => ({ ...valid, powers: [power] })),
      ...of('principal', principal, [
        { tin: numbered('49014100300') },
        { name: 'ТОО "БАРХАН "' },
        { nameKk: '"БАРХАН-2" ЖШС' },
        { address: 'г. Барханск' },
        { addressKk: 'Барханск' },
      ]),
      ...of('giver', giver, [
        { iin: numbered('80010112001') },
        { name: 'ТЕҢІЗБАЕВ Е.' },
        { basis: 'notice' },
        { basis: 'power-of-attorney' },
      ]),
      ...of('attorney', attorney, [
        { iin: numbered('81020212011') },
        { name: 'АРАЛБАЕВ М.' },
        { document: { ...document, number: '000000002' } },
        { document: { ...document, issuer: 'МЮ РК' } },
        { document: { ...document, issued: '2010-01-02' } },
        { document: { ...document, issuer: 'МВД РК 01.01.2010' } },
      ]),
    ];
    expect(new Set([valid, ...others].map(shown)).size).toBe(others.length + 1);
  });
});

describe('the verdict', () => {
  const { principal, giver } = valid;
  const codes = (of: PowerOfAttorney, iin: string, bin: string | null, on = '2027-01-01') =>
    poaFaults(of, [{ iin, bin }], on).map(({ code }) => code);

  it('asks for the giver’s key of the entity, and of an entrepreneur for his own, whoever gives in his name', () => {
    expect(codes(valid, giver.iin, principal.tin)).toEqual([]);
    for (const [iin, bin] of [
      [giver.iin, null],
      [valid.attorney.iin, principal.tin],
      [giver.iin, numbered('49014100200')],
    ] as const)
      expect(codes(valid, iin, bin)).toEqual(['poa.not-by-principal']);
    const trader = { ...valid, principal: { ...principal, tin: numbered('80030312000') } };
    expect(codes(trader, trader.principal.tin, null)).toEqual([]);
    expect(codes(trader, giver.iin, null)).toEqual(['poa.not-by-principal']);
    expect(codes(valid, giver.iin, principal.tin, '2027-12-01')).toEqual(['poa.not-in-force']);
  });
});

describe('the powers', () => {
  it('stand in exactly one group each', () => {
    expect(Object.values(powerGroups).flat().toSorted()).toEqual(powers.toSorted());
    expect(powerPresets['invoices-only']).toHaveLength(6);
    expect(powerPresets['full-accountant']).not.toContain('employee.powers');
  });
});
