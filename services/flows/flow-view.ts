/** A flow as the window sees it, and which keys its step takes. */
import { stepActions, stepsOf } from '../../contract/flow.ts';
import type { FlowState, FlowView } from '../../contract/flow.ts';
import { iinFault } from '../../contract/identifiers.ts';
import type { KeyRequirement, KeyStep } from '../../contract/portal/model.ts';

export type Requirements = Readonly<Record<KeyStep, KeyRequirement>>;

/**
 * In the order in which keys are presented: the person's, the entity's.
 * @param requirements null where the portal has not been reached yet: what it asks for is not known
 */
export function requirementsAt(state: FlowState, requirements: Requirements | null): KeyRequirement[] {
  if (state.step === 'agreement') return state.registration?.requirements ?? [];
  if (requirements === null) return [];
  if (state.step === 'certificate') {
    const personal = state.categories.some(category => category !== 'legal');
    return [
      ...(personal ? [requirements['registration.individual']] : []),
      ...(state.categories.includes('legal') ? [requirements['registration.legal']] : []),
    ];
  }
  const iin = state.recovery?.iin ?? state.form.iin ?? '';
  // Half a number is nobody's: until it is whole, any key may be the right one.
  const recovery = { ...requirements.recovery, iin: iinFault(iin) === null ? iin : null };
  return state.step === 'email-request' || state.step === 'password-link' ? [recovery] : [];
}

export function viewOf(state: FlowState, requirements: Requirements | null): FlowView {
  const { token: _token, pending, recovery, ...rest } = state;
  const steps = stepsOf(state.flow, state.project);
  const current = steps.indexOf(state.step);
  return {
    ...rest,
    steps: steps.map((id, index) => ({
      id,
      state: state.finished || index < current ? 'done' : index === current ? 'current' : 'ahead',
    })),
    actions: state.finished ? [] : [...stepActions[state.step]],
    requirements: requirementsAt(state, requirements),
    waiting: pending !== null,
    recovery: recovery && { iin: recovery.iin, email: recovery.email, linkFollowed: recovery.link !== null },
  };
}
