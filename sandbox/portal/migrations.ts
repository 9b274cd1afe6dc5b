/**
 * The tables, in the order in which they came; a migration that was released is never edited. Times are ISO 8601 in UTC.
 * A profile is "iin acts for tin as type": those of employees and their powers will be further tables that point at it.
 */
export const migrations: readonly string[] = [
  `
CREATE TABLE taxpayers (
  tin TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('person', 'entity')),
  name TEXT NOT NULL, name_kk TEXT NOT NULL, address TEXT NOT NULL, address_kk TEXT NOT NULL,
  vat TEXT, head TEXT, listed INTEGER NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE TABLE register_entries (
  tin TEXT NOT NULL REFERENCES taxpayers, category TEXT NOT NULL, since TEXT NOT NULL, until TEXT,
  PRIMARY KEY (tin, category)
) STRICT;
CREATE TABLE contracts (
  number TEXT NOT NULL, kind TEXT NOT NULL, tin TEXT NOT NULL REFERENCES taxpayers, role TEXT NOT NULL, date TEXT NOT NULL,
  PRIMARY KEY (number, tin)
) STRICT;
CREATE TABLE accounts (
  iin TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, password TEXT NOT NULL,
  document TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE profiles (
  id TEXT PRIMARY KEY, iin TEXT NOT NULL REFERENCES accounts, tin TEXT NOT NULL, type TEXT NOT NULL,
  name TEXT NOT NULL, project TEXT, status TEXT NOT NULL, logged_in INTEGER NOT NULL DEFAULT 0,
  registration TEXT, version INTEGER NOT NULL DEFAULT 1, created_at TEXT NOT NULL,
  UNIQUE (iin, tin, type)
) STRICT;
CREATE INDEX profiles_by_tin ON profiles (tin, type);
CREATE TABLE registrations (
  id TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1,
  categories TEXT NOT NULL, project TEXT, iin TEXT NOT NULL, bin TEXT, replaces_head INTEGER NOT NULL,
  data TEXT, password TEXT, contract TEXT, created_at TEXT NOT NULL, expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX registrations_by_iin ON registrations (iin, state);
CREATE TABLE challenges (
  id TEXT PRIMARY KEY, purpose TEXT NOT NULL, iin TEXT NOT NULL, bin TEXT, subject TEXT, data TEXT, text TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT
) STRICT;
CREATE TABLE signatures (
  challenge TEXT PRIMARY KEY REFERENCES challenges, signature TEXT NOT NULL, certificate TEXT NOT NULL, accepted_at TEXT NOT NULL
) STRICT;
CREATE TABLE links (
  hash TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;
CREATE TABLE mails (
  id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, kind TEXT NOT NULL, link TEXT, details TEXT NOT NULL, sent_at TEXT NOT NULL
) STRICT;
CREATE TABLE logins (
  hash TEXT PRIMARY KEY, iin TEXT NOT NULL, bin TEXT, expires_at TEXT NOT NULL, used_at TEXT
) STRICT;
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY, public_id TEXT NOT NULL, channel TEXT NOT NULL, iin TEXT NOT NULL, profile TEXT REFERENCES profiles,
  opened_at TEXT NOT NULL, used_at TEXT NOT NULL, ended_at TEXT
) STRICT;
CREATE INDEX sessions_by_iin ON sessions (iin, ended_at);
CREATE TABLE attempts (subject TEXT PRIMARY KEY, failures INTEGER NOT NULL, first_at TEXT NOT NULL, blocked_until TEXT) STRICT;
CREATE TABLE idempotency (
  key TEXT PRIMARY KEY, operation TEXT NOT NULL, request TEXT NOT NULL, answer TEXT NOT NULL, created_at TEXT NOT NULL
) STRICT;
CREATE TABLE history (id INTEGER PRIMARY KEY, at TEXT NOT NULL, iin TEXT, tin TEXT, what TEXT NOT NULL, subject TEXT) STRICT;
`,
  `
CREATE TABLE employees (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tin TEXT NOT NULL, iin TEXT NOT NULL, state TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1, position TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, email TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX employees_current ON employees (tin, iin) WHERE state IN ('invited', 'inactive', 'active');
CREATE INDEX employees_by_iin ON employees (iin);
CREATE INDEX employees_by_tin ON employees (tin, seq);
CREATE TABLE powers_of_attorney (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tin TEXT NOT NULL, employee TEXT NOT NULL REFERENCES employees (id),
  attorney TEXT NOT NULL, attorney_name TEXT NOT NULL, giver TEXT NOT NULL, giver_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'signed', 'sent', 'revoked', 'discarded')), version INTEGER NOT NULL DEFAULT 1,
  text TEXT NOT NULL, signature TEXT, powers TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, replaces TEXT,
  replaced_from TEXT, warned INTEGER, created_at TEXT NOT NULL, changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX poa_by_tin ON powers_of_attorney (tin, seq);
CREATE INDEX poa_by_employee ON powers_of_attorney (employee, state);
CREATE TABLE record_history (
  seq INTEGER PRIMARY KEY, record TEXT NOT NULL, version INTEGER NOT NULL, at TEXT NOT NULL, iin TEXT, what TEXT NOT NULL
) STRICT;
CREATE INDEX record_history_by_record ON record_history (record, seq);
`,
  // The indexes hold all that a search asks: the texts and signatures of the rows themselves are far longer than what is looked at.
  `
CREATE INDEX poa_newest ON powers_of_attorney (tin, seq, state, since, until, replaced_from, employee, attorney_name, attorney, id);
CREATE INDEX poa_ending ON powers_of_attorney (tin, until, seq, state, since, replaced_from, employee, attorney_name, attorney, id);
CREATE INDEX employees_by_state ON employees (state, id);
CREATE INDEX poa_received ON powers_of_attorney (attorney, seq);
`,
  // Names are looked for as people type them: see contract/search.ts.
  `
ALTER TABLE powers_of_attorney ADD COLUMN attorney_sought TEXT NOT NULL DEFAULT '';
UPDATE powers_of_attorney SET attorney_sought = folded(attorney_name);
DROP INDEX poa_newest;
DROP INDEX poa_ending;
CREATE INDEX poa_newest ON powers_of_attorney (tin, seq, state, since, until, replaced_from, employee, attorney_sought, attorney, id);
CREATE INDEX poa_ending ON powers_of_attorney (tin, until, seq, state, since, replaced_from, employee, attorney_sought, attorney, id);
`,
];
