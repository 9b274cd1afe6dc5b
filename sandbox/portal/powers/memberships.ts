/** Enterprises as the employee sees them: invited, accepted, left; and what the employee may do there. */
import { checkChallenge, createChallenge, spendChallenge } from '../challenges.ts';
import type { HandlersOf, PortalContext, PortalHandlers } from '../context.ts';
import { readLink } from '../links.ts';
import { refusal } from '../refuse.ts';
import { requireSession } from '../sessions.ts';
import { authorityOf } from './authority.ts';
import { closeProfile } from './employee-profile.ts';
import {
  assertNotOver,
  assertState,
  currentEmployee,
  employmentsOf,
  findEmployee,
  showMembership,
} from './employee-record.ts';
import type { EmployeeRow } from './employee-record.ts';
import { endPoasOf } from './poa.ts';
import { changeRecord, remember } from './records.ts';
import { acceptanceText } from './texts.ts';

type Accepting = 'memberships.challenge' | 'memberships.accept';

export function membershipHandlers(context: PortalContext): HandlersOf<'memberships'> {
  return { ...reading(context), ...accepting(context), ...leaving(context) };
}

function reading(context: PortalContext): Pick<PortalHandlers, 'memberships.list' | 'memberships.find'> {
  return {
    'memberships.list': async ({ caller, now }) => ({
      memberships: employmentsOf(context, requireSession(caller).iin).map(row =>
        showMembership(context, now, row),
      ),
    }),

    'memberships.find': async ({ body, caller, now, commit }) => {
      const session = requireSession(caller);
      const id = readLink(context, now, 'invitation', body.link);
      return commit(() => showMembership(context, now, findEmployee(context, id, { iin: session.iin })));
    },
  };
}

function accepting(context: PortalContext): Pick<PortalHandlers, Accepting> {
  const { requirements } = context;
  return {
    'memberships.challenge': async ({ params, body, caller, now, commit }) => {
      const { iin } = requireSession(caller);
      return commit(() => {
        const row = findEmployee(context, params.id, { iin });
        assertState(row, 'invited');
        assertNotOver(now, row);
        return createChallenge(context, now, {
          purpose: 'invitation.accept',
          iin,
          bin: null,
          subject: row.id,
          data: null,
          body: acceptanceText(showMembership(context, now, row), body.language),
          language: body.language,
        });
      });
    },

    'memberships.accept': async ({ params, body, caller, now, commit }) => {
      const { iin } = requireSession(caller);
      findEmployee(context, params.id, { iin });
      const accepted = await checkChallenge(context, now, body, {
        purpose: 'invitation.accept',
        subject: params.id,
        requirement: requirements['invitation.accept'],
      });
      if (accepted.iin !== iin) throw refusal('portal.signed-by-other', {});
      return commit(() => {
        const row = findEmployee(context, params.id, { iin });
        assertState(row, 'invited');
        spendChallenge(context, now, accepted);
        return move(context, now, row, row.version, 'inactive', 'accepted');
      });
    },
  };
}

function leaving(context: PortalContext): Pick<PortalHandlers, 'memberships.decline' | 'memberships.leave'> {
  return {
    'memberships.decline': async ({ params, body, caller, now, commit }) =>
      commit(() => {
        const row = findEmployee(context, params.id, { iin: requireSession(caller).iin });
        assertState(row, 'invited');
        return move(context, now, row, body.version, 'declined', 'declined');
      }),

    'memberships.leave': async ({ params, body, caller, now, commit }) =>
      commit(() => {
        const row = findEmployee(context, params.id, { iin: requireSession(caller).iin });
        assertState(row, 'inactive', 'active');
        return leave(context, now, row, body.version);
      }),
  };
}

function leave(context: PortalContext, now: Date, row: EmployeeRow, version: number) {
  const left = move(context, now, row, version, 'left', 'left');
  closeProfile(context, now, row);
  endPoasOf(context, now, row.id, row.iin);
  return left;
}

/** In a transaction: whoever has become the head needs no powers from others, and nobody there switches the head on and off. */
export function endEmployment(
  context: PortalContext,
  now: Date,
  { tin, iin }: { readonly tin: string; readonly iin: string },
): void {
  const row = currentEmployee(context, tin, iin);
  if (row?.state === 'invited') move(context, now, row, row.version, 'declined', 'declined');
  else if (row !== undefined) leave(context, now, row, row.version);
}

function move(
  context: PortalContext,
  now: Date,
  { id, iin }: EmployeeRow,
  version: number,
  state: EmployeeRow['state'],
  what: string,
) {
  const next = changeRecord(context, 'employees', { id, version }, { state });
  remember(context, now, { record: id, version: next, iin, what });
  return showMembership(context, now, findEmployee(context, id, { iin }));
}

export function powerHandlers(context: PortalContext): HandlersOf<'powers'> {
  return {
    'powers.mine': async ({ caller, now }) => {
      const { grants } = authorityOf(context, now, caller);
      return { powers: [...grants].map(([power, until]) => ({ power, until })) };
    },
    'powers.use': async ({ params: { power }, caller, now }) => {
      const { tin, grants } = authorityOf(context, now, caller);
      const until = grants.get(power);
      if (until === undefined) throw refusal('portal.no-power', { power });
      return { tin, until };
    },
  };
}
