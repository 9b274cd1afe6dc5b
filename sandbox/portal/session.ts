/** Logging in: whose key it is, then the cabinet's password, then the profile. */
import { profileTypeOf, projects } from '../../contract/portal/model.ts';
import type { Category } from '../../contract/portal/model.ts';
import { passwordAttempts } from './attempts.ts';
import { completeOnLogin } from './completion.ts';
import { later } from './context.ts';
import type { HandlersOf, PortalContext } from './context.ts';
import { assertEligible } from './eligibility.ts';
import { supportEmail } from './options.ts';
import { refusal } from './refuse.ts';
import { findAccount } from './registration-record.ts';
import { hashSecret, newSecret, passwordHolds } from './secrets.ts';
import { assertUsable, openSession, profilesOf, requireSession, showSession } from './sessions.ts';
import { createTicket, takeTicket } from './tickets.ts';

const LOGIN_MINUTES = 10;

export function sessionHandlers(context: PortalContext): HandlersOf<'session'> & HandlersOf<'profile'> {
  const { db } = context;
  return {
    'session.ticket': async ({ body: { iin }, now, commit }) =>
      commit(() => createTicket(context, now, iin, 30)),

    'session.identify': async ({ body, now, commit }) => {
      const info = await takeTicket(context, now, body.ticket, body.signedXml);
      const { iin, bin } = info;
      const offer = enterpriseOffer(context, now, iin, bin);
      const account = findAccount(context, iin);
      if (account === undefined && offer === null) throw refusal('portal.not-registered', {});
      const login = newSecret();
      return commit(() => {
        info.spend();
        db.run(
          'INSERT INTO logins (hash, iin, bin, expires_at) VALUES (?, ?, ?, ?)',
          hashSecret(login),
          iin,
          bin,
          later(now, { minutes: LOGIN_MINUTES }),
        );
        return { login, iin, name: account?.name ?? info.name, offer };
      });
    },

    'session.open': async ({ body, now, commit }) => {
      const login = readLogin(context, now, body.login);
      const account = findAccount(context, login.iin);
      const attempts = passwordAttempts(context, login.iin);
      attempts.assertOpen(now);
      if (account === undefined) throw refusal('portal.not-registered', {});
      if (!(await passwordHolds(body.password, account.password, context.passwordCost))) {
        throw refusal('portal.password-wrong', { left: attempts.left() }, () => attempts.failed(now));
      }
      const token = newSecret();
      return commit(() => {
        completeOnLogin(context, now, login.iin);
        const profile = chosenProfile(context, login, body.profile);
        const used = db.run(
          'UPDATE logins SET used_at = ? WHERE hash = ? AND used_at IS NULL',
          now.toISOString(),
          login.hash,
        );
        if (used !== 1) throw refusal('portal.session-over', {});
        attempts.clear();
        openSession(context, now, { iin: login.iin, token, profile, channel: 'rest' });
        return { token, session: showSession(context, hashSecret(token)) };
      });
    },

    'session.choose': async ({ body, caller, now, commit }) => {
      const { hash, iin } = requireSession(caller);
      return commit(() => {
        const profile = profilesOf(context, iin).find(({ id }) => id === body.profile);
        if (profile === undefined) throw refusal('portal.profile-unknown', {});
        assertUsable(profile);
        db.run('UPDATE sessions SET profile = ? WHERE hash = ?', profile.id, hash);
        // A registration that was confirmed while the person was logged in is complete before anybody acts by it.
        completeOnLogin(context, now, iin);
        return showSession(context, hash);
      });
    },

    'session.read': async ({ caller }) => showSession(context, requireSession(caller).hash),

    'session.close': async ({ caller, now, commit }) => {
      const { hash } = requireSession(caller);
      return commit(() => {
        db.run('UPDATE sessions SET ended_at = ? WHERE hash = ?', now.toISOString(), hash);
        return { closed: true };
      });
    },

    'profile.registrable': async ({ caller, now }) => {
      const { iin } = requireSession(caller);
      const personal: Category[] = ['individual', 'entrepreneur', 'lawyer', 'notary', 'mediator', 'bailiff'];
      const has = (tin: string, project: string) =>
        db.get('SELECT 1 AS one FROM contracts WHERE tin = ? AND role = ?', tin, project) !== undefined;
      return {
        profiles: profilesOf(context, iin),
        categories: personal.filter(category => isEligible(context, now, iin, null, category)),
        projects: projects.filter(project => has(iin, project)),
      };
    },
  };
}

function isEligible(
  context: PortalContext,
  now: Date,
  iin: string,
  bin: string | null,
  category: Category,
): boolean {
  try {
    assertEligible(context, now, { iin, bin, categories: [category], project: null });
    return true;
  } catch {
    return false;
  }
}

/** The entity of the certificate, where it can be registered now. */
function enterpriseOffer(context: PortalContext, now: Date, iin: string, bin: string | null) {
  if (bin === null || !isEligible(context, now, iin, bin, 'legal')) return null;
  const name = context.db.get<{ name: string }>('SELECT name FROM taxpayers WHERE tin = ?', bin)?.name;
  return name === undefined ? null : ({ category: 'legal', bin, name } as const);
}

interface LoginRow {
  readonly hash: string;
  readonly iin: string;
  readonly bin: string | null;
}

function readLogin({ db }: PortalContext, now: Date, login: string): LoginRow {
  const row = db.get<LoginRow>(
    'SELECT hash, iin, bin FROM logins WHERE hash = ? AND used_at IS NULL AND expires_at > ?',
    hashSecret(login),
    now.toISOString(),
  );
  if (row === undefined) throw refusal('portal.session-over', {});
  return row;
}

/**
 * The one asked for, else the only one that can be used; null where there are several to choose from.
 * @throws Refusal where none can be used
 */
function chosenProfile(context: PortalContext, { iin, bin }: LoginRow, wanted: string | null): string | null {
  const profiles = profilesOf(context, iin);
  if (wanted !== null) {
    const profile = profiles.find(({ id }) => id === wanted);
    if (profile === undefined) throw refusal('portal.profile-unknown', {});
    assertUsable(profile);
    return profile.id;
  }
  // The certificate of an entity says for whom one logs in; a head who was replaced, and is no employee, is told so.
  const ofEntity = profiles.filter(({ tin }) => tin === bin && bin !== null);
  const named =
    ofEntity.find(({ status }) => status === 'ACTIVE') ??
    ofEntity.find(({ type }) => type === profileTypeOf.legal);
  if (named !== undefined) assertUsable(named);
  const usable = profiles.filter(({ status }) => status === 'ACTIVE');
  if (usable.length === 0 && profiles[0] !== undefined) assertUsable(profiles[0]);
  if (usable.length === 0) throw refusal('portal.user-blocked', { support: supportEmail });
  return named?.id ?? (usable.length === 1 ? usable[0]!.id : null);
}
