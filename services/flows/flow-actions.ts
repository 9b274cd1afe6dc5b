/** What each action of a flow does: prepare, sign where it has to be signed, and send one change. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ActionName, FlowAction, FlowState } from '../../contract/flow.ts';
import { passwordFaults } from '../../contract/password.ts';
import type { KeyRequirement, SignedChallenge } from '../../contract/portal/model.ts';
import type { OperationName, PortalBody, PortalParams, PortalResponse } from '../../contract/portal-api.ts';
import { bytesToUtf8 } from '../../core/bytes.ts';
import type { PortalClient } from '../portal/client.ts';
import { withPortalKey } from '../portal/sign-text.ts';
import type { KeyUse, SigningKeys } from '../portal/sign-text.ts';
import type { Clock } from '../ports.ts';
import { badField, contractBody, dataBody, emailBody, passwordRequestBody } from './flow-form.ts';
import { isOpen } from './reducer.ts';
import type { FlowEvent } from './reducer.ts';

/** One flow while an action works on it. */
export interface FlowRun {
  readonly state: () => FlowState;
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly client: PortalClient;
  readonly requirements: readonly KeyRequirement[];
  /** Applies an event and puts the state on the disk. */
  apply(event: FlowEvent): Promise<void>;
  /** Sends a change exactly once: it is on the disk before it leaves, unless its body is a secret. */
  send<N extends OperationName>(operation: N, change: Change<N>): Promise<void>;
}

export interface Change<N extends OperationName> {
  readonly params?: PortalParams<N>;
  readonly body: PortalBody<N>;
  /** Holds a password: not kept, and asked for again where the answer is lost. */
  readonly secret?: boolean;
}

type ActionOf<A extends ActionName> = Extract<FlowAction, { do: A }>;
type Actions = { readonly [A in ActionName]: (run: FlowRun, action: ActionOf<A>) => Promise<void> };

const actions: Actions = {
  continue: run => run.apply({ type: 'continued' }),

  async 'present-key'(run, { keys }) {
    const { categories, project } = run.state();
    const proofs = await presentKeys(run, keys);
    await run.send('registration.begin', { body: { categories, project, proofs } });
  },

  async 'send-data'(run, { form, password }) {
    await run.apply({ type: 'typed', form });
    const text = readPassword(password);
    const exists = run.state().registration?.account.exists === true;
    // Of an account that exists any password may be the right one; the portal says.
    if (!exists && passwordFaults(text).length > 0) throw badField('password');
    const body = { ...dataBody(run.state().form, run.clock.now()), password: text };
    await run.send('registration.data', { params: idOf(run), body, secret: true });
  },

  async 'send-contract'(run, { form }) {
    await run.apply({ type: 'typed', form });
    await run.send('registration.contract', { params: idOf(run), body: contractBody(run.state().form) });
  },

  async 'open-agreement'(run, { language }) {
    await run.send('registration.agreement', { params: idOf(run), body: { language } });
  },

  async 'sign-agreement'(run, { keys }) {
    const challenges = run.state().agreement?.challenges ?? [];
    if (challenges.length !== keys.length) throw new TanbaError('flow.not-this-step', { step: 'agreement' });
    const signatures: SignedChallenge[] = [];
    for (const [index, key] of keys.entries()) {
      const requirement = run.requirements[index];
      const challenge = challenges[index];
      if (requirement === undefined || challenge === undefined) throw badField('keys');
      signatures.push(await withPortalKey(run, key, requirement, signer => signer.text(challenge)));
    }
    await run.send('registration.submit', { params: idOf(run), body: { signatures } });
  },

  'resend-mail': run => run.send('registration.resend', { params: idOf(run), body: undefined }),
  refresh: run => run.send('registration.read', { params: idOf(run), body: undefined }),

  async 'follow-link'(run, { link }) {
    const { step } = run.state();
    // The link for a password is used together with the new password.
    if (step === 'password-link') await run.apply({ type: 'link-followed', link });
    else if (step === 'email-link') await run.send('recovery.email.confirm', { body: { link } });
    else await run.send('registration.confirm', { body: { link } });
  },

  async 'sign-email'(run, { form, key }) {
    await run.apply({ type: 'typed', form });
    const body = emailBody(run.state().form);
    const requirement = { ...run.requirements[0]!, iin: body.iin };
    const signed = await withPortalKey(run, key, requirement, async signer =>
      signer.text(await ask(run, 'recovery.email.challenge', body)),
    );
    await run.apply({ type: 'mailed', ...body });
    await run.send('recovery.email.submit', { body: signed });
  },

  async 'request-password'(run, { form }) {
    await run.apply({ type: 'typed', form });
    const body = passwordRequestBody(run.state().form);
    await run.apply({ type: 'mailed', ...body });
    await run.send('recovery.password.request', { body });
  },

  async 'sign-password'(run, { key, password }) {
    const link = run.state().recovery?.link ?? null;
    if (link === null) throw new TanbaError('portal.link-invalid', {});
    const text = readPassword(password);
    if (passwordFaults(text).length > 0) throw badField('password');
    const signed = await withPortalKey(run, key, run.requirements[0]!, async signer =>
      signer.text(await ask(run, 'recovery.password.challenge', { link })),
    );
    await run.send('recovery.password.submit', { body: { ...signed, link, password: text }, secret: true });
  },
};

/** Asks for a text to sign. That changes nothing, so it is not kept to be repeated; a refusal is kept to be seen. */
async function ask<N extends OperationName>(
  run: FlowRun,
  operation: N,
  body: PortalBody<N>,
): Promise<PortalResponse<N>> {
  try {
    return await run.client.call(operation, { body });
  } catch (error) {
    if (error instanceof TanbaError && !isOpen(error))
      await run.apply({ type: 'refused', error: error.toData() });
    throw error;
  }
}

/** Does one action. @throws TanbaError */
export function perform(run: FlowRun, action: FlowAction): Promise<void> {
  const act = actions[action.do] as (run: FlowRun, action: FlowAction) => Promise<void>;
  return act(run, action);
}

function idOf(run: FlowRun): { readonly id: string } {
  const { registration, step } = run.state();
  if (registration === null) throw new TanbaError('flow.not-this-step', { step });
  return { id: registration.id };
}

/** All keys are looked at before the first one signs, and all are of one person. */
async function presentKeys(run: FlowRun, keys: readonly KeyUse[]): Promise<SignedChallenge[]> {
  if (keys.length !== run.requirements.length) throw badField('keys');
  const proofs: SignedChallenge[] = [];
  let iin: string | null = null;
  for (const [index, key] of keys.entries()) {
    const requirement: KeyRequirement = { ...run.requirements[index]!, iin };
    proofs.push(
      await withPortalKey(run, key, requirement, async signer => {
        iin = signer.info.iin;
        if (iin === null)
          throw new TanbaError('key.wrong-subject', { needed: 'individual', given: signer.info.subjectType });
        const bin = requirement.subjectTypes.includes('legal') ? signer.info.bin : null;
        return signer.text(await ask(run, 'registration.challenge', { iin, bin }));
      }),
    );
  }
  return proofs;
}

/** @throws TanbaError portal.bad-request where it is no text */
export function readPassword(password: Uint8Array): string {
  try {
    return bytesToUtf8(password);
  } catch {
    throw badField('password');
  }
}
