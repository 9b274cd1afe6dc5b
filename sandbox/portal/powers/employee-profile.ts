/** The profile with which an employee logs in for the enterprise. */
import { randomUUID } from 'node:crypto';
import type { ProfileType } from '../../../contract/portal/model.ts';
import type { PortalContext } from '../context.ts';
import { employeeProfileOf } from './authority.ts';

interface Employment {
  readonly tin: string;
  readonly iin: string;
}

/** In a transaction: the employee can log in for the enterprise. */
export function openProfile({ db }: PortalContext, now: Date, { tin, iin }: Employment): void {
  const { name, kind } = db.get<{ name: string; kind: string }>(
    'SELECT name, kind FROM taxpayers WHERE tin = ?',
    tin,
  )!;
  db.run(
    `INSERT INTO profiles (id, iin, tin, type, name, status, logged_in, created_at) VALUES (?, ?, ?, ?, ?, 'ACTIVE', 1, ?)
     ON CONFLICT (iin, tin, type) DO UPDATE SET status = 'ACTIVE', version = version + 1`,
    randomUUID(),
    iin,
    tin,
    typeFor(kind),
    name,
    now.toISOString(),
  );
}

/** In a transaction: from now on it cannot be used, also not by who is logged in. */
export function closeProfile({ db }: PortalContext, now: Date, { tin, iin }: Employment): void {
  const profile = db.get<{ id: string }>(
    "SELECT id FROM profiles WHERE iin = ? AND tin = ? AND type IN ('USER', 'ENTREPRENEUR_USER')",
    iin,
    tin,
  );
  if (profile === undefined) return;
  db.run("UPDATE profiles SET status = 'BLOCKED', version = version + 1 WHERE id = ?", profile.id);
  db.run(
    'UPDATE sessions SET ended_at = ? WHERE profile = ? AND ended_at IS NULL',
    now.toISOString(),
    profile.id,
  );
}

function typeFor(kind: string): ProfileType {
  return employeeProfileOf[kind === 'entity' ? 'ADMIN_ENTERPRISE' : 'ENTREPRENEUR']!;
}
