import { expect, it } from 'vitest';
import { writePowerOfAttorney } from '../../contract/poa/document.ts';
import type { PortalPoa } from '../../contract/portal/powers-of-attorney.ts';
import { accountant, company, head, inDays, today } from '../../tests/support/enterprise.ts';
import { openedPoa } from './outbox-view.ts';
import { poaCms } from './poa-file.ts';
import { qrOf } from './qr.ts';

const [signed, filed] = ['5d0c7b0e-6f0f-4f0e-9d7e-2b1f6a1f0a01', '5d0c7b0e-6f0f-4f0e-9d7e-2b1f6a1f0a02'];
const people = {
  principal: { tin: company.bin, name: 'А', nameKk: 'А', address: 'Б', addressKk: 'Б' },
  giver: { iin: head.iin, name: 'ТЕҢІЗБАЕВ ЕРЖАН', basis: 'charter' as const },
  attorney: {
    iin: accountant.iin,
    name: 'АРАЛБАЕВ МҰРАТ',
    document: { number: '1', issued: '2010-01-01', issuer: 'МВД РК' },
  },
};
const terms = { replaces: null, powers: ['invoice.view' as const], since: today(), until: inDays(3) };
const text = writePowerOfAttorney({ id: signed, issued: today(), ...people, ...terms });

it.each([text, 'no power of attorney'])('the code beside the document is of the number in it', async of => {
  const poa: PortalPoa = {
    ...{ ...people, ...terms, id: filed, text: of, tin: company.bin, version: 1, state: 'draft' },
    ...{ employee: filed, replacedFrom: null, changedAt: '', signature: null, history: [] },
  };
  const { qr, mark } = await openedPoa(poa, null, new Date());
  expect([qr, mark]).toEqual([qrOf(of === text ? signed : ''), null]);
});

it('what is no signature in DER is not made into a file', () => {
  const broken: unknown = expect.objectContaining({ code: 'portal.signature-broken' });
  for (const signature of ['MIAA', 'LS0tLS1CRUdJTg=='])
    expect(() => poaCms({ text, signature })).toThrow(broken as Error);
});
