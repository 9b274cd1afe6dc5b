import { describe, expect, it } from 'vitest';
import { powers } from '../../contract/portal/powers.ts';
import {
  choiceFor,
  choiceOfPreset,
  chosenPowers,
  lastDayFor,
  planFor,
  standingOf,
  suggestedEnd,
  termFault,
} from './power-plan.ts';
import { employee, powerOfAttorney } from './testing/employees.ts';

const today = '2026-11-22';
const term = { since: today, until: '2027-11-21' };
const all = powers.map(power => ({ power, until: null }));
const giver = { iin: '800921100249', grants: all };
const worker = employee();
const older = powerOfAttorney({ id: 'older', powers: ['invoice.view', 'budget.settle'] });
const newer = powerOfAttorney({
  id: 'newer',
  powers: ['invoice.create'],
  changedAt: '2026-06-01T00:00:00.000Z',
});

describe('what stands', () => {
  it('is what is in force or to come, of this employee, and not replaced yet', () => {
    const others = [
      powerOfAttorney({ state: 'expired' }),
      powerOfAttorney({ state: 'draft' }),
      powerOfAttorney({ replacedFrom: today }),
      powerOfAttorney({ attorney: { iin: '810101200011', name: 'X' } }),
    ];
    expect(standingOf(worker, [newer, ...others, older], today).given).toEqual([older, newer]);
    const soon = powerOfAttorney({ replacedFrom: '2026-12-01', state: 'sent' });
    expect(standingOf(worker, [soon], today).given).toEqual([soon]);
  });
});

describe('the choice', () => {
  it('for many leaves to each what only some have', () => {
    const choice = choiceFor([
      standingOf(worker, [older], today),
      { employee: employee({ id: 'b' }), given: [powerOfAttorney()] },
    ]);
    expect(choice).toMatchObject({ 'invoice.view': true, 'budget.settle': null, 'warehouse.work': false });
    expect(chosenPowers(choice)).toEqual(['invoice.view']);
  });
  it('of a preset has nothing that the giver cannot give', () => {
    const choice = choiceOfPreset(['invoice.view', 'employee.add'], [{ power: 'invoice.view', until: null }]);
    expect(chosenPowers(choice)).toEqual(['invoice.view']);
  });
});

describe('a plan', () => {
  const standing = standingOf(worker, [older, newer], today);
  const choice = { ...choiceFor([standing]), 'budget.settle': false, 'warehouse.work': true };

  it('replaces the last one, and says what an older one goes on giving', () => {
    const plan = planFor(standing, choice, term, giver);
    expect(plan).toMatchObject({
      obstacle: null,
      powers: ['invoice.view', 'invoice.create', 'warehouse.work'],
      added: ['warehouse.work'],
      taken: [],
      replaces: { id: 'newer' },
      remaining: [{ poa: { id: 'older' }, powers: ['budget.settle'] }],
    });
  });
  it('takes what the replaced one gave', () => {
    const alone = standingOf(worker, [older], today);
    const plan = planFor(alone, { ...choiceFor([alone]), 'budget.settle': false }, term, giver);
    expect(plan).toMatchObject({ powers: ['invoice.view'], taken: ['budget.settle'], remaining: [] });
  });
  it('replaces none that has a successor already', () => {
    const ending = { ...newer, replacedFrom: '2026-12-01' };
    const plan = planFor(standingOf(worker, [ending, older], today), choice, term, giver);
    expect(plan).toMatchObject({ replaces: { id: 'older' } });
  });
  it('leaves in force what gives more than the giver can', () => {
    const limited = { ...giver, grants: [{ power: 'invoice.view' as const, until: null }] };
    const known = standingOf(worker, [older], today);
    expect(planFor(known, choiceFor([known]), term, limited)).toMatchObject({
      powers: ['invoice.view'],
      added: [],
      taken: [],
      replaces: null,
      remaining: [{ poa: { id: 'older' }, powers: ['budget.settle'] }],
    });
  });
  it('leaves to each what was left to each', () => {
    const kept = planFor(standing, { ...choice, 'budget.settle': null }, term, giver);
    expect(kept.powers).toContain('budget.settle');
    expect(kept.remaining).toEqual([]);
  });
  it('is not made where there is nothing to make', () => {
    const nobody = standingOf(worker, [], today);
    const none = choiceFor([nobody]);
    const plan = (...parts: Parameters<typeof planFor>) => planFor(...parts).obstacle;
    expect(plan(nobody, none, term, giver)).toBe('same');
    expect(plan(standing, none, term, giver)).toBe('nothing-left');
    expect(plan(standing, choice, term, { ...giver, iin: worker.iin })).toBe('oneself');
    const gone = standingOf(employee({ state: 'invited' }), [], today);
    expect(plan(gone, choice, term, giver)).toBe('not-employed');
    const same = standingOf(worker, [powerOfAttorney({ until: term.until })], today);
    expect(plan(same, choiceFor([same]), term, giver)).toBe('same');
    expect(plan(same, choiceFor([same]), { ...term, until: '2028-01-01' }, giver)).toBeNull();
  });
  it('says where the work ends first', () => {
    expect(planFor(standing, choice, { since: today, until: '2028-01-01' }, giver).endsWithWork).toBe(
      worker.until,
    );
    expect(planFor(standing, choice, term, giver).endsWithWork).toBeNull();
  });
});

describe('a term', () => {
  it('is checked before anybody signs', () => {
    expect(termFault({}, { today })).toBe('missing');
    expect(termFault({ since: '2027-01-01', until: '2026-12-01' }, { today })).toBe('reversed');
    expect(termFault({ since: '2026-01-01', until: '2026-11-21' }, { today })).toBe('past');
    expect(termFault(term, { today, last: '2027-11-20' })).toBe('too-long');
    expect(termFault(term, { today, last: '2027-11-21' })).toBeNull();
    const begun = { since: '2026-11-21', until: term.until };
    expect(termFault(begun, { today })).toBeNull();
    expect(termFault(begun, { today, first: today })).toBe('early');
    expect(termFault({ ...begun, since: today }, { today, first: today })).toBeNull();
  });
  it('is a year, or as long as all that it depends on', () => {
    expect(suggestedEnd('2026-11-22', [])).toBe('2027-11-21');
    expect(suggestedEnd('2028-02-29', [])).toBe('2029-02-27');
    expect(suggestedEnd(today, ['2027-05-01', null, '2027-02-01'])).toBe('2027-02-01');
    // What is over already is no help.
    expect(suggestedEnd(today, ['2026-01-01'])).toBe('2027-11-21');
  });
  it('ends with the first of the giver’s own powers that is handed on', () => {
    const own = all.map(each => (each.power === 'budget.settle' ? { ...each, until: '2027-01-31' } : each));
    const choice = choiceFor([standingOf(worker, [newer], today)]);
    expect(lastDayFor(choice, own)).toBeNull();
    expect(lastDayFor({ ...choice, 'budget.settle': true }, own)).toBe('2027-01-31');
  });
});
