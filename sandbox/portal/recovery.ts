/** Recovery: another e-mail address, then another password. Both are signed, and both take a link that was mailed. */
import { checkChallenge, createChallenge, spendChallenge } from './challenges.ts';
import { passwordAttempts } from './attempts.ts';
import { later } from './context.ts';
import type { HandlersOf, PortalContext, PortalHandlers } from './context.ts';
import { createLink, readLink, spendLink } from './links.ts';
import { note, sendMail } from './mails.ts';
import { refusal } from './refuse.ts';
import { findAccount } from './registration-record.ts';
import type { AccountRow } from './registration-record.ts';
import { hashPassword } from './secrets.ts';
import { endSessions } from './sessions.ts';

export function recoveryHandlers(context: PortalContext): HandlersOf<'recovery'> {
  return { ...emailRecovery(context), ...passwordRecovery(context) };
}

function account(context: PortalContext, iin: string): AccountRow {
  const row = findAccount(context, iin);
  if (row === undefined) throw refusal('portal.not-registered', {});
  return row;
}

type EmailSteps = 'recovery.email.challenge' | 'recovery.email.submit' | 'recovery.email.confirm';

function emailRecovery(context: PortalContext): Pick<PortalHandlers, EmailSteps> {
  const { db, requirements, limits } = context;
  const requirement = requirements.recovery;
  return {
    'recovery.email.challenge': async ({ body: { iin, email }, now, commit }) =>
      commit(() => {
        account(context, iin);
        return createChallenge(context, now, {
          purpose: 'recovery.email',
          iin,
          bin: null,
          subject: null,
          data: { email },
          body: `Прошу заменить адрес электронной почты на / Электрондық пошта мекенжайын ауыстыруды сұраймын: ${email}`,
          language: 'ru',
        });
      }),

    'recovery.email.submit': async ({ body, now, commit }) => {
      const accepted = await checkChallenge(context, now, body, { purpose: 'recovery.email', requirement });
      const email = accepted.data['email'] ?? '';
      return commit(() => {
        spendChallenge(context, now, accepted);
        // What the link changes is in the signed text's own record: the link only says that the mailbox is the person's.
        const link = createLink(context, now, 'email', accepted.id);
        const details = {
          name: account(context, accepted.iin).name,
          until: later(now, { hours: limits.linkHours }),
        };
        sendMail(context, now, { kind: 'email-link', recipient: email, link, details });
        return { email };
      });
    },

    'recovery.email.confirm': async ({ body: { link }, now, commit }) => {
      const challenge = readLink(context, now, 'email', link);
      const row = db.get<{ iin: string; data: string }>(
        'SELECT iin, data FROM challenges WHERE id = ?',
        challenge,
      );
      if (row === undefined) throw refusal('portal.link-invalid', {});
      const { email } = JSON.parse(row.data) as { email: string };
      return commit(() => {
        spendLink(context, now, link);
        const former = account(context, row.iin);
        db.run('UPDATE accounts SET email = ?, version = version + 1 WHERE iin = ?', email, row.iin);
        // To the former address, so that its owner learns of a change that he did not make.
        const details = { name: former.name };
        sendMail(context, now, { kind: 'email-changed', recipient: former.email, link: null, details });
        note(context, now, 'email.changed', { iin: row.iin });
        return { iin: row.iin };
      });
    },
  };
}

type PasswordSteps = Exclude<keyof HandlersOf<'recovery'>, EmailSteps>;

function passwordRecovery(context: PortalContext): Pick<PortalHandlers, PasswordSteps> {
  const { db, requirements, limits } = context;
  const requirement = requirements.recovery;
  return {
    'recovery.password.request': async ({ body: { iin, email }, now, commit }) =>
      commit(() => {
        const row = findAccount(context, iin);
        if (row !== undefined && row.email.toLowerCase() === email.toLowerCase()) {
          const link = createLink(context, now, 'password', iin);
          const details = { name: row.name, until: later(now, { hours: limits.linkHours }) };
          sendMail(context, now, { kind: 'password-link', recipient: row.email, link, details });
        }
        return { sent: true };
      }),

    'recovery.password.challenge': async ({ body: { link }, now, commit }) => {
      const iin = readLink(context, now, 'password', link);
      return commit(() =>
        createChallenge(context, now, {
          purpose: 'recovery.password',
          iin,
          bin: null,
          subject: null,
          data: null,
          body: 'Прошу заменить пароль кабинета / Кабинеттің құпиясөзін ауыстыруды сұраймын',
          language: 'ru',
        }),
      );
    },

    'recovery.password.submit': async ({ body, now, commit }) => {
      const iin = readLink(context, now, 'password', body.link);
      const accepted = await checkChallenge(context, now, body, {
        purpose: 'recovery.password',
        requirement,
      });
      if (accepted.iin !== iin) throw refusal('portal.signed-by-other', {});
      const password = await hashPassword(body.password, context.passwordCost);
      return commit(() => {
        spendChallenge(context, now, accepted);
        spendLink(context, now, body.link);
        const { name, email } = account(context, iin);
        db.run('UPDATE accounts SET password = ?, version = version + 1 WHERE iin = ?', password, iin);
        passwordAttempts(context, iin).clear();
        endSessions(context, now, iin);
        sendMail(context, now, { kind: 'password-changed', recipient: email, link: null, details: { name } });
        note(context, now, 'password.changed', { iin });
        return { iin };
      });
    },
  };
}
