import { describe, expect, it } from 'vitest';
import { changeOf, edit, mergeDraft, noEdits, resolve, settle, termsOf, undo } from './employee-edits.ts';
import { employee } from './testing/employees.ts';

const worker = employee();
const other = employee({ id: 'other', state: 'inactive' });

describe('edits', () => {
  it('are undone one by one, several employees at once being one', () => {
    const one = edit(noEdits, [[worker, { position: 'Аудитор' }]]);
    const two = edit(one, [
      [worker, { active: false }],
      [other, { active: true }],
    ]);
    expect([...two.drafts.keys()]).toEqual([worker.id, 'other']);
    expect(undo(two).drafts).toEqual(one.drafts);
    expect(undo(undo(two))).toEqual(noEdits);
    expect(undo(noEdits)).toEqual(noEdits);
  });
  it('that change nothing are none; what is as it was again is no draft', () => {
    expect(edit(noEdits, [[worker, { active: true }]])).toBe(noEdits);
    const back = edit(edit(noEdits, [[worker, { active: false }]]), [[worker, { active: true }]]);
    expect(back.drafts.size).toBe(0);
    expect(undo(back).drafts.get(worker.id)?.terms.active).toBe(false);
  });
  it('touch nobody who has not accepted or has gone', () => {
    for (const state of ['invited', 'declined', 'withdrawn', 'left'] as const)
      expect(edit(noEdits, [[employee({ state }), { active: true }]])).toBe(noEdits);
  });
  it('name the version they were made from, and are gone when saved', () => {
    const edits = edit(noEdits, [[worker, { until: '2028-01-01' }]]);
    expect(changeOf(edits.drafts.get(worker.id)!)).toEqual({
      id: worker.id,
      version: 3,
      ...termsOf(worker),
      until: '2028-01-01',
    });
    expect(settle(edits, new Set([worker.id]))).toEqual(noEdits);
    // Somebody else's end leaves the steps back as they are.
    expect(settle(edits, new Set(['other']))).toBe(edits);
  });
});

describe('somebody else was faster', () => {
  const draft = { base: worker, terms: { ...termsOf(worker), position: 'Аудитор', active: false } };
  const theirs = employee({ version: 4, position: 'Кассир', email: 'new@sandbox.example' });
  const merge = mergeDraft(draft, theirs);

  it('what both changed is a conflict, what one changed stays', () => {
    expect(merge.conflicts).toEqual([
      { field: 'position', was: 'Бухгалтер', mine: 'Аудитор', theirs: 'Кассир' },
    ]);
    expect(merge.arrived).toEqual([
      { field: 'email', was: 'aizhan@sandbox.example', is: 'new@sandbox.example' },
    ]);
  });
  it('the person says which, and the draft stands on the new version', () => {
    expect(changeOf(resolve(merge, new Set(['position'])))).toMatchObject({
      version: 4,
      position: 'Аудитор',
      active: false,
      email: 'new@sandbox.example',
    });
    expect(resolve(merge, new Set()).terms.position).toBe('Кассир');
  });
  it('the same change on both sides is no conflict', () => {
    expect(mergeDraft(draft, employee({ version: 4, position: 'Аудитор' })).conflicts).toEqual([]);
  });
});
