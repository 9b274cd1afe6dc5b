/** Registration in four steps; each is kept, so that it goes on after any interruption. */
import { randomUUID } from 'node:crypto';
import { passwordFaults } from '../../contract/password.ts';
import { passwordAttempts } from './attempts.ts';
import { checkChallenge, createChallenge, spendChallenge } from './challenges.ts';
import type { AcceptedChallenge } from './challenges.ts';
import { completeLink } from './completion.ts';
import { later } from './context.ts';
import type { HandlersOf, PortalContext, PortalHandlers, Request } from './context.ts';
import { assertContract, assertEligible, assertSameNames } from './eligibility.ts';
import { createLink, readLink } from './links.ts';
import { maskEmail, note, sendMail } from './mails.ts';
import { refusal } from './refuse.ts';
import {
  categoriesOf,
  changeRegistration,
  findAccount,
  readRegistration,
  requirementsFor,
  showRegistration,
} from './registration-record.ts';
import type { RegistrationRow } from './registration-record.ts';
import { hashPassword, hashSecret, newSecret, passwordHolds } from './secrets.ts';
import { agreementBody, agreementTitle } from './texts.ts';

export function registrationHandlers(context: PortalContext): HandlersOf<'registration'> {
  return { ...beginning(context), ...filling(context), ...signing(context) };
}

/** The one that the caller began; another's is not told from one that is not there. */
function own(
  context: PortalContext,
  { params, caller, now }: Pick<Request<'registration.read'>, 'params' | 'caller' | 'now'>,
): RegistrationRow {
  if (caller.registration !== params.id) throw refusal('portal.not-allowed', {});
  return readRegistration(context, now, params.id);
}

function beginning(
  context: PortalContext,
): Pick<PortalHandlers, 'registration.challenge' | 'registration.begin' | 'registration.read'> {
  const { db, limits } = context;

  return {
    'registration.challenge': async ({ body: { iin, bin }, now, commit }) =>
      commit(() =>
        createChallenge(context, now, {
          purpose: 'registration.certificate',
          iin,
          bin,
          subject: null,
          data: null,
          body: 'ИС ЭСФ / ЭШФ АЖ',
          language: 'ru',
        }),
      ),

    'registration.begin': async request => {
      const { body, caller, now, commit } = request;
      const begun = await checkProofs(context, request);
      const { iin, bin } = begun;
      if (caller.session !== null && caller.session.iin !== iin) throw refusal('portal.signed-by-other', {});
      const categories = [...new Set(body.categories)];
      const wanted = { iin, bin, categories, project: body.project };
      const token = newSecret();
      return commit(() => {
        const candidate = assertEligible(context, now, wanted);
        for (const proof of begun.proofs) assertSameNames(proof.info, candidate);
        for (const proof of begun.proofs) spendChallenge(context, now, proof);
        const id = randomUUID();
        db.run(
          `INSERT INTO registrations (id, token, state, categories, project, iin, bin, replaces_head, created_at, expires_at)
           VALUES (?, ?, 'data', ?, ?, ?, ?, ?, ?, ?)`,
          id,
          hashSecret(token),
          JSON.stringify(categories),
          body.project,
          iin,
          bin,
          Number(candidate.replacesHead),
          now.toISOString(),
          later(now, { days: limits.registrationDays }),
        );
        note(context, now, 'registration.begin', { iin, subject: id, ...(bin !== null && { tin: bin }) });
        return { registration: showRegistration(context, readRegistration(context, now, id)), token };
      });
    },

    'registration.read': async request => showRegistration(context, own(context, request)),
  };
}

function filling(
  context: PortalContext,
): Pick<PortalHandlers, 'registration.data' | 'registration.contract' | 'registration.withdraw'> {
  return {
    'registration.data': async request => {
      const { body, now, commit } = request;
      const row = own(context, request);
      const password = await acceptedPassword(context, now, row, body);
      const { phone, email, document } = body;
      const next = row.project === null ? 'agreement' : 'contract';
      const state = row.contract === null ? next : 'agreement';
      return commit(() =>
        changeRegistration(context, row.id, ['data', 'contract', 'agreement'], {
          state,
          data: JSON.stringify({ phone, email, document }),
          password,
        }),
      );
    },

    'registration.contract': async request => {
      const { body, commit } = request;
      const row = own(context, request);
      if (row.project === null) throw refusal('portal.not-this-step', {});
      assertContract(context, row.bin ?? row.iin, row.project, body);
      const changes = { state: 'agreement', contract: JSON.stringify(body) } as const;
      return commit(() => changeRegistration(context, row.id, ['contract', 'agreement'], changes));
    },

    'registration.withdraw': async request => {
      const row = own(context, request);
      return request.commit(() =>
        changeRegistration(context, row.id, ['data', 'contract', 'agreement'], { state: 'withdrawn' }),
      );
    },
  };
}

function signing(
  context: PortalContext,
): Pick<
  PortalHandlers,
  'registration.agreement' | 'registration.submit' | 'registration.resend' | 'registration.confirm'
> {
  return {
    'registration.agreement': async request => {
      const { language } = request.body;
      const row = own(context, request);
      if (row.state !== 'agreement') throw refusal('portal.not-this-step', {});
      return request.commit(() => ({
        title: agreementTitle[language],
        language,
        challenges: agreementChallenges(context, request.now, row, language),
      }));
    },

    'registration.submit': async request => {
      const { now, commit } = request;
      const row = own(context, request);
      if (row.state !== 'agreement') throw refusal('portal.not-this-step', {});
      const signed = await checkSigned(context, row, request);
      return commit(() => {
        assertEligible(context, now, { ...row, categories: categoriesOf(row) });
        for (const accepted of signed) spendChallenge(context, now, accepted);
        const registration = changeRegistration(context, row.id, ['agreement'], { state: 'awaiting-link' });
        mailLink(context, now, row);
        note(context, now, 'registration.submit', { iin: row.iin, subject: row.id });
        return registration;
      });
    },

    'registration.resend': async request => {
      const row = own(context, request);
      return request.commit(() => {
        const registration = changeRegistration(context, row.id, ['awaiting-link'], {
          state: 'awaiting-link',
        });
        mailLink(context, request.now, row);
        return registration;
      });
    },

    'registration.confirm': async ({ body: { link }, now, commit }) => {
      const row = readRegistration(context, now, readLink(context, now, 'registration', link));
      return commit(() => completeLink(context, now, row, link));
    },
  };
}

/** Step 1: one signature for each kind of key that the categories ask for, all of one person. */
async function checkProofs(
  context: PortalContext,
  { body, now }: Request<'registration.begin'>,
): Promise<{
  readonly proofs: readonly AcceptedChallenge[];
  readonly iin: string;
  readonly bin: string | null;
}> {
  const wanted = requirementsFor(context, { categories: body.categories, iin: '', bin: null });
  if (wanted.length !== body.proofs.length) throw refusal('portal.bad-request', { field: 'proofs' });
  const proofs: AcceptedChallenge[] = [];
  for (const [index, requirement] of wanted.entries()) {
    const signed = body.proofs[index]!;
    proofs.push(
      await checkChallenge(context, now, signed, { purpose: 'registration.certificate', requirement }),
    );
  }
  const { iin } = proofs[0]!;
  if (proofs.some(proof => proof.iin !== iin)) throw refusal('portal.signed-by-other', {});
  const bin = proofs.find(proof => proof.bin !== null)?.bin ?? null;
  // The text of an entity's key names its BIN; without it nobody knows for whom one registers.
  if (body.categories.includes('legal') !== (bin !== null))
    throw refusal('portal.bad-request', { field: 'bin' });
  return { proofs, iin, bin };
}

/** Step 3: as step 1, with the owners that step 1 found; another's signature is said to be that and nothing else. */
async function checkSigned(
  context: PortalContext,
  row: RegistrationRow,
  { body, now }: Request<'registration.submit'>,
): Promise<AcceptedChallenge[]> {
  const wanted = requirementsFor(context, { ...row, categories: categoriesOf(row) });
  if (wanted.length !== body.signatures.length) throw refusal('portal.bad-request', { field: 'signatures' });
  const accepted: AcceptedChallenge[] = [];
  for (const [index, requirement] of wanted.entries()) {
    const signed = body.signatures[index]!;
    const expected = { purpose: 'registration.agreement', subject: row.id, requirement } as const;
    accepted.push(await checkChallenge(context, now, signed, expected));
  }
  return accepted;
}

/** One password and one address for all profiles of a person. The hash that is kept until the link is followed. */
async function acceptedPassword(
  context: PortalContext,
  now: Date,
  row: RegistrationRow,
  { password, email }: { readonly password: string; readonly email: string },
): Promise<string> {
  const account = findAccount(context, row.iin);
  if (account === undefined) {
    if (passwordFaults(password).length > 0) throw refusal('portal.bad-request', { field: 'password' });
    return hashPassword(password, context.passwordCost);
  }
  const attempts = passwordAttempts(context, row.iin);
  attempts.assertOpen(now);
  if (!(await passwordHolds(password, account.password, context.passwordCost))) {
    throw refusal('portal.existing-password', { left: attempts.left() }, () => attempts.failed(now));
  }
  if (account.email.toLowerCase() !== email.toLowerCase()) {
    throw refusal('portal.existing-email', { email: maskEmail(account.email) });
  }
  return account.password;
}

function agreementChallenges(context: PortalContext, now: Date, row: RegistrationRow, language: 'kk' | 'ru') {
  const { subject, data, categories } = showRegistration(context, row);
  if (data === null) throw refusal('portal.not-this-step', {});
  const body = agreementBody(language, {
    ...subject,
    categories: row.project === null ? categories : [...categories, row.project],
    email: data.email,
    phone: data.phone,
  });
  return requirementsFor(context, { ...row, categories }).map(({ iin, bin }) =>
    createChallenge(context, now, {
      purpose: 'registration.agreement',
      iin: iin ?? row.iin,
      bin,
      subject: row.id,
      data: null,
      body,
      language,
    }),
  );
}

function mailLink(context: PortalContext, now: Date, row: RegistrationRow): void {
  const { data, subject } = showRegistration(context, row);
  const link = createLink(context, now, 'registration', row.id);
  const details = {
    name: subject.organisation ?? subject.name,
    until: later(now, { hours: context.limits.linkHours }),
  };
  sendMail(context, now, { kind: 'registration-link', recipient: data?.email ?? '', link, details });
}
