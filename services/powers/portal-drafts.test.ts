/** What was begun at the portal itself: signed as it is there, sent from where it is, or thrown away. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPowerOfAttorney, writePowerOfAttorney } from '../../contract/poa/document.ts';
import { head } from '../../tests/support/enterprise.ts';
import { keyRef, keyRing } from '../../tests/support/flow-walker.ts';
import { job, key, openPowersWorkplace, refused, wish } from '../../tests/support/powers-workplace.ts';
import type { PowersWorkplace } from '../../tests/support/powers-workplace.ts';
import { withPortalKey } from '../portal/sign-text.ts';

let at: PowersWorkplace;
beforeAll(async () => {
  at = await openPowersWorkplace();
});
afterAll(() => at.close());
beforeEach(() => at.clear());

describe('a draft of the portal', () => {
  /** As it is made in the portal's own cabinet, or at another computer. */
  async function begin(signature: string | null = null): Promise<string> {
    const [item] = await at.powers.prepare([wish], { dryRun: true });
    const token = at.portals.sessionToken();
    const body = { text: item!.text, signature, send: false };
    return (await at.portals.client().call('poa.create', { body, token })).id;
  }

  it('is signed over the text that the portal keeps, and sent', async () => {
    const id = await begin();
    const { text } = await at.powers.read(id);
    expect(await at.powers.sign(key, job(), [id])).toMatchObject([{ id, text, state: 'signed' }]);
    await at.restart();
    expect(await at.powers.send(job(), [id])).toMatchObject([{ state: 'sent', error: null }]);
    expect(await at.powers.read(id)).toMatchObject({ text, state: 'active', version: 3 });
    expect([at.powers.outbox(), at.atPortal()]).toEqual([[], 1]);
  });

  it.each(['poa.create', 'poa.read', 'poa.sign', 'poa.send'])(
    'goes on from where it is after the answer to %s was lost',
    async operation => {
      const id = await begin();
      await at.powers.read(id);
      await at.powers.sign(key, job(), [id]);
      at.portal.faults.set([{ kind: 'answer-lost', operation, count: 1, milliseconds: 0 }]);
      await refused(at.powers.send(job(), [id]));
      at.portal.faults.set([]);
      await at.restart();
      await at.powers.send(job());
      expect([(await at.powers.read(id)).state, at.powers.outbox(), at.atPortal()]).toEqual([
        'active',
        [],
        1,
      ]);
    },
  );

  it('that says something else when it is to be signed is not signed', async () => {
    const id = await begin();
    expect(await refused(at.powers.sign(key, job(), [id]))).toBe('portal.changed-meanwhile');
    const { text } = await at.powers.read(id);
    const other = writePowerOfAttorney({ ...readPowerOfAttorney(text)!, powers: ['employee.powers'] });
    at.portal.db.run('UPDATE powers_of_attorney SET text = ? WHERE id = ?', other, id);
    expect(await refused(at.powers.sign(key, job(), [id]))).toBe('portal.changed-meanwhile');
    expect([at.powers.outbox(), (await at.powers.read(id)).signature]).toEqual([[], null]);
    // Nor is it signed under the name of something else.
    const sign = withPortalKey(
      { keys: keyRing, clock: at.clock },
      key,
      at.powers.directory().principal.requirement,
      signer => signer.text({ id, text }),
    );
    expect(await refused(sign)).toBe('portal.text-altered');
  });

  it('leaves nothing here where it was not signed, and is thrown away there', async () => {
    const id = await begin();
    await at.powers.read(id);
    expect(await refused(at.powers.sign({ key: keyRef({ person: head }) }, job(), [id]))).toBe(
      'key.wrong-subject',
    );
    expect([at.powers.outbox(), (await at.powers.read(id)).state]).toEqual([[], 'draft']);
    expect(await at.powers.send(job(), [id])).toEqual([]);
    at.portal.faults.set([{ kind: 'answer-lost', operation: 'poa.discard', count: 1, milliseconds: 0 }]);
    expect(await refused(at.powers.discard([id]))).toBe('network.unreachable');
    await at.powers.discard([id]);
    expect(await refused(at.powers.read(id))).toBe('portal.record-gone');
  });

  it('that was signed there only goes; what was thrown away there meanwhile is refused', async () => {
    const [item] = await at.powers.prepare([wish]);
    const [signed] = await at.powers.sign(key, job());
    const token = at.portals.sessionToken();
    const { signature } = signed!;
    const body = { text: item!.text, signature, send: false };
    const { id, version } = await at.portals.client().call('poa.create', { body, token });
    await at.powers.discard([id]);
    expect(await at.powers.send(job(), [id])).toMatchObject([{ state: 'sent' }]);
    expect((await at.powers.read(id)).signature).toBe(signature);
    expect(version).toBe(1);

    const gone = await begin();
    await at.powers.read(gone);
    await at.powers.sign(key, job(), [gone]);
    const [kept] = at.powers.outbox();
    await at.portals.client().call('poa.discard', { params: { id: gone }, body: { version: 1 }, token });
    expect(kept).toMatchObject({ id: gone, state: 'signed' });
    expect(await at.powers.send(job())).toMatchObject([
      { state: 'refused', error: { code: 'portal.record-gone' } },
    ]);
  });
});
