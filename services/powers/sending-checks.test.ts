/** What may have ended between signing and sending is seen before anything leaves, and what passes by itself is waited for. */
import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorCode } from '../../contract/errors/index.ts';
import { addDays } from '../../contract/poa/days.ts';
import { writePowerOfAttorney } from '../../contract/poa/document.ts';
import { accountant, company, head, inDays, today } from '../../tests/support/enterprise.ts';
import { detachedCms, signerFor } from '../../tests/support/portal.ts';
import { requirementsOf } from '../../sandbox/portal/key-policy.ts';
import { isPassing } from './at-portal.ts';
import { checkBeforeSending } from './sending-checks.ts';

const DAY_MS = 86_400_000;
const term = { notBefore: new Date(Date.now() - 9 * DAY_MS), notAfter: new Date(Date.now() + 5 * DAY_MS) };
const requirement = { ...requirementsOf('current')['employees.manage'], iin: head.iin, bin: company.bin };
const text = writePowerOfAttorney({
  id: '5d0c7b0e-6f0f-4f0e-9d7e-2b1f6a1f0a01',
  replaces: null,
  issued: today(),
  principal: { tin: company.bin, name: 'А', nameKk: 'А', address: 'Б', addressKk: 'Б' },
  giver: { iin: head.iin, name: 'ТЕҢІЗБАЕВ ЕРЖАН', basis: 'charter' },
  attorney: {
    iin: accountant.iin,
    name: 'АРАЛБАЕВ МҰРАТ',
    document: { number: '1', issued: '2010-01-01', issuer: 'МВД РК' },
  },
  powers: ['invoice.view'],
  since: today(),
  until: inDays(3),
});
const sign = (company_: typeof company | null = company) =>
  detachedCms(text, signerFor({ person: head, term, ...(company_ && { company: company_ }) }));

async function code(of: { text: string; signature: string | null }, inDaysFromNow = 0) {
  const now = new Date(Date.now() + inDaysFromNow * DAY_MS);
  return checkBeforeSending(of, requirement, now).then(
    () => null,
    (error: unknown) => (error as TanbaError).code,
  );
}

describe('before sending', () => {
  it('signature, key and terms are looked at once more', async () => {
    const signature = await sign();
    expect(await code({ text, signature })).toBeNull();
    expect(await code({ text, signature }, 4)).toBe('portal.poa-ended');
    const longer = text.replace(inDays(3), addDays(today(), 30));
    expect(await code({ text: longer, signature })).toBe('portal.signature-broken');
    expect(
      await code(
        { text: longer, signature: await detachedCms(longer, signerFor({ person: head, company, term })) },
        6,
      ),
    ).toBe('key.expired');
    expect(await code({ text, signature: null })).toBe('portal.signature-broken');
    expect(await code({ text, signature: await sign(null) })).toBe('key.wrong-subject');
    expect(await code({ text: `${text} `, signature })).toBe('portal.poa-unreadable');
  });

  it.each<readonly [ErrorCode, boolean]>([
    ['network.unreachable', true],
    ['portal.maintenance', true],
    ['portal.session-over', true],
    ['portal.revocation-unknown', true],
    ['portal.certificate-revoked', false],
    ['portal.poa-differs', false],
    ['key.expired', false],
  ])('%s is waited for: %s', (of, waited) => {
    expect(isPassing(new TanbaError(of as 'portal.poa-known', {}))).toBe(waited);
  });
});
