/** For whom one gives powers: as the taxpayer registry has them. */
import type { Principal } from '../../../contract/portal/employees.ts';
import type { HandlersOf, PortalContext } from '../context.ts';
import { findAccount } from '../registration-record.ts';
import { authorityOf, managingKey } from './authority.ts';
import type { Authority } from './authority.ts';

export function principalHandlers(context: PortalContext): HandlersOf<'principal'> {
  return {
    'principal.read': async ({ caller, now }) => showPrincipal(context, authorityOf(context, now, caller)),
  };
}

export function showPrincipal(context: PortalContext, authority: Authority): Principal {
  const { tin, iin, basis, grants } = authority;
  const row = context.db.get<{ name: string; name_kk: string; address: string; address_kk: string }>(
    'SELECT name, name_kk, address, address_kk FROM taxpayers WHERE tin = ?',
    tin,
  )!;
  return {
    tin,
    name: row.name,
    nameKk: row.name_kk,
    address: row.address,
    addressKk: row.address_kk,
    giver: { iin, name: findAccount(context, iin)?.name ?? '', basis },
    grants: [...grants].map(([power, until]) => ({ power, until })),
    requirement: managingKey(context, authority),
  };
}
