/** What becomes of a flow when something happens to it: a pure function, so that every path can be walked in a test. */
import type { ErrorData, TanbaError } from '../../contract/errors/index.ts';
import { stepsOf } from '../../contract/flow.ts';
import type { FlowForm, FlowState, PendingChange, StepId } from '../../contract/flow.ts';
import type { PortalRegistration, RegistrationState } from '../../contract/portal/model.ts';
import type { OperationName, PortalResponse } from '../../contract/portal-api.ts';

/** The answer to an operation, with its name. */
export type FlowAnswer = {
  [N in OperationName]: { readonly operation: N; readonly value: PortalResponse<N> };
}[OperationName];

export type FlowEvent =
  | { readonly type: 'typed'; readonly form: FlowForm }
  /** A change is about to be sent; null where its body is a secret that is not kept. */
  | { readonly type: 'sending'; readonly change: PendingChange | null }
  | { readonly type: 'answered'; readonly answer: FlowAnswer }
  /** The portal said no: nothing was done. */
  | { readonly type: 'refused'; readonly error: ErrorData }
  /** Nobody knows whether it was done: what was sent stays, to be sent again. */
  | { readonly type: 'unanswered'; readonly error: ErrorData }
  | { readonly type: 'continued' }
  | { readonly type: 'mailed'; readonly iin: string; readonly email: string }
  | { readonly type: 'link-followed'; readonly link: string };

/** Not a word about whether it was done: the way there or back failed, or the portal did while it worked. */
export function isOpen({ code }: TanbaError): boolean {
  return (
    code.startsWith('network.') ||
    code === 'host.cancelled' ||
    code === 'portal.failed' ||
    code === 'portal.maintenance'
  );
}

export function reduce(state: FlowState, event: FlowEvent, now: Date): FlowState {
  return { ...state, ...changesOf(state, event), updatedAt: now.toISOString() };
}

function changesOf(state: FlowState, event: FlowEvent): Partial<FlowState> {
  switch (event.type) {
    case 'typed':
      return { form: { ...state.form, ...event.form } };
    case 'sending':
      return { pending: event.change, error: null };
    case 'answered':
      return { pending: null, error: null, ...answered(state, event.answer) };
    case 'refused':
      return { pending: null, error: event.error, ...refused(state, event.error) };
    case 'unanswered':
      return { error: event.error };
    case 'continued':
      return { step: stepAfter(state) };
    case 'mailed':
      return { recovery: { iin: event.iin, email: event.email, link: null } };
    case 'link-followed':
      return { recovery: { iin: '', email: '', ...state.recovery, link: event.link } };
  }
}

/** Where a registration stands at the portal decides which step is shown. */
const STEP_OF: Readonly<Record<RegistrationState, StepId>> = {
  data: 'data',
  contract: 'contract',
  agreement: 'agreement',
  'awaiting-link': 'completion',
  confirmed: 'completion',
  completed: 'completion',
  withdrawn: 'certificate',
};
const ENDED: readonly RegistrationState[] = ['confirmed', 'completed', 'withdrawn'];

function atRegistration(registration: PortalRegistration): Partial<FlowState> {
  const { state } = registration;
  return { registration, step: STEP_OF[state], finished: ENDED.includes(state) };
}

function answered(state: FlowState, answer: FlowAnswer): Partial<FlowState> {
  switch (answer.operation) {
    case 'registration.begin':
      return { ...atRegistration(answer.value.registration), token: answer.value.token };
    case 'registration.read':
    case 'registration.data':
    case 'registration.contract':
    case 'registration.resend':
    case 'registration.withdraw':
      return { ...atRegistration(answer.value), agreement: keptAgreement(state, answer.value) };
    case 'registration.submit':
      return { ...atRegistration(answer.value), agreement: null };
    case 'registration.agreement':
      return { agreement: answer.value };
    case 'registration.confirm': {
      const { registration } = state;
      const meant = registration !== null && registration.id === answer.value.registration;
      return meant ? atRegistration({ ...registration, state: 'confirmed' }) : {};
    }
    case 'recovery.email.submit':
      return { step: 'email-link' };
    case 'recovery.password.request':
      return { step: 'password-link' };
    case 'recovery.email.confirm':
    case 'recovery.password.submit': {
      const step = stepAfter(state);
      return {
        step,
        recovery: state.recovery && { ...state.recovery, link: null },
        finished: step === 'done',
      };
    }
    default:
      return {};
  }
}

/** The text is about the data: other data need another text. */
function keptAgreement(state: FlowState, registration: PortalRegistration): FlowState['agreement'] {
  const same = JSON.stringify(state.registration?.data) === JSON.stringify(registration.data);
  return registration.state === 'agreement' && same ? state.agreement : null;
}

function refused(state: FlowState, error: ErrorData): Partial<FlowState> {
  // The registration is begun again, and what was typed is kept.
  if (error.code === 'portal.registration-gone') {
    return { registration: null, token: null, agreement: null, step: stepsOf(state.flow, state.project)[0]! };
  }
  // The link for a password was used, by this program before it was ended, or has become too old: another one is asked for.
  if (error.code === 'portal.link-invalid' && state.step === 'password-link') {
    return { step: 'password-request', recovery: state.recovery && { ...state.recovery, link: null } };
  }
  // A text that was spent or has become too old is asked for anew.
  const stale = error.code === 'portal.challenge-expired' || error.code === 'portal.challenge-spent';
  return stale ? { agreement: null } : {};
}

function stepAfter(state: FlowState): StepId {
  const steps = stepsOf(state.flow, state.project);
  return steps[steps.indexOf(state.step) + 1] ?? state.step;
}
