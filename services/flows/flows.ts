/** The flows of a person: begun, gone on with after any interruption, submitted exactly once, finished or given up. */
import { randomUUID } from 'node:crypto';
import { TanbaError } from '../../contract/errors/index.ts';
import { flowDefinitions, stepActions, stepsOf } from '../../contract/flow.ts';
import type { FlowAction, FlowForm, FlowStart, FlowState, FlowView } from '../../contract/flow.ts';
import { zeroize } from '../../core/bytes.ts';
import type { Portals } from '../portal/portals.ts';
import type { SigningKeys } from '../portal/sign-text.ts';
import type { Clock } from '../ports.ts';
import { perform } from './flow-actions.ts';
import type { FlowRun } from './flow-actions.ts';
import { FlowSender } from './flow-sender.ts';
import type { FlowStore } from './flow-store.ts';
import { requirementsAt, viewOf } from './flow-view.ts';

export interface Flows {
  /** Of the portal that is chosen, the last touched first; finished ones stay until they are discarded. */
  list(): Promise<FlowView[]>;
  /** @throws TanbaError portal.session-over where it begins at a profile and nobody is logged in */
  start(start: FlowStart): Promise<FlowView>;
  get(id: string): Promise<FlowView>;
  /** Keeps what was typed, without sending anything. */
  save(id: string, form: FlowForm): Promise<FlowView>;
  /**
   * Does what the person wants at this step; what is on its way unanswered is settled first. Passwords are zeroed.
   * @throws TanbaError
   */
  act(id: string, action: FlowAction): Promise<FlowView>;
  /** Sends again what was not answered. */
  retry(id: string): Promise<FlowView>;
  /** Gives the flow up, here and at the portal where that is still possible. */
  discard(id: string): Promise<void>;
}

export interface FlowsOptions {
  readonly store: FlowStore;
  readonly portals: Portals;
  readonly keys: SigningKeys;
  readonly clock: Clock;
}

export function createFlows({ store, portals, keys, clock }: FlowsOptions): Flows {
  const inTurn = oneAtATime();

  const sender = new FlowSender(store, portals, clock);
  const find = (id: string): FlowState => sender.find(id);

  /** What was begun is there to be seen although the portal cannot be reached; only its keys are not known then. */
  async function view(id: string): Promise<FlowView> {
    return viewOf(find(id), await portals.requirements().catch(() => portals.knownRequirements()));
  }

  function onPortal(id: string): FlowState {
    const state = find(id);
    if (state.portal !== portals.connection().id)
      throw new TanbaError('flow.other-portal', { portal: state.portal });
    return state;
  }

  async function runOf(id: string): Promise<FlowRun> {
    return {
      state: () => find(id),
      keys,
      clock,
      client: portals.client(),
      requirements: requirementsAt(find(id), await portals.requirements()),
      apply: event => sender.apply(id, event),
      send: (operation, change) => sender.send(id, operation, change),
    };
  }

  /** Where the portal cannot be told, its registration ends by itself after some days. */
  async function withdraw({ id, registration, step, portal }: FlowState): Promise<void> {
    const open = registration !== null && ['data', 'contract', 'agreement'].includes(step);
    if (!open || portal !== portals.connection().id) return;
    const change = { params: { id: registration.id }, body: undefined };
    await sender.send(id, 'registration.withdraw', change).catch(() => undefined);
  }

  return {
    async list() {
      const requirements = portals.knownRequirements();
      const chosen = portals.connection().id;
      const own = store.all().filter(({ portal }) => portal === chosen);
      return own
        .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
        .map(state => viewOf(state, requirements));
    },
    async start(start) {
      portals.client();
      const state = newFlow(start, portals.connection().id, clock.now());
      if (flowDefinitions[start.flow].needsSession && portals.sessionToken() === null) {
        throw new TanbaError('portal.session-over', {});
      }
      await store.put(state);
      return view(state.id);
    },
    get: view,
    async save(id, form) {
      await inTurn(id, () => sender.apply(id, { type: 'typed', form }));
      return viewOf(find(id), portals.knownRequirements());
    },
    act: (id, action) =>
      inTurn(id, async () => {
        try {
          const { step } = onPortal(id);
          await sender.settle(id);
          // What was on its way has arrived: the person looks at what came of it before going on.
          if (find(id).step !== step) return await view(id);
          if (!stepActions[step].includes(action.do)) throw new TanbaError('flow.not-this-step', { step });
          await perform(await runOf(id), action);
          return await view(id);
        } finally {
          wipe(action);
        }
      }),
    retry: id =>
      inTurn(id, async () => {
        onPortal(id);
        await sender.settle(id);
        return view(id);
      }),
    discard: id =>
      inTurn(id, async () => {
        await withdraw(find(id));
        await store.remove(id);
      }),
  };
}

function newFlow(
  { flow, categories, project }: FlowStart,
  portal: FlowState['portal'],
  now: Date,
): FlowState {
  const allowed = flowDefinitions[flow].categories;
  const [only] = allowed;
  const chosen = allowed.length === 1 && only !== undefined ? [only] : [...new Set(categories)];
  const fits =
    chosen.every(category => allowed.includes(category)) && chosen.length > 0 === allowed.length > 0;
  if (!fits) throw new TanbaError('portal.bad-request', { field: 'categories' });
  const at = now.toISOString();
  return {
    id: randomUUID(),
    flow,
    portal,
    step: stepsOf(flow, project)[0]!,
    categories: chosen,
    project,
    form: {},
    registration: null,
    token: null,
    agreement: null,
    recovery: null,
    pending: null,
    error: null,
    finished: false,
    createdAt: at,
    updatedAt: at,
  };
}

function wipe(action: FlowAction): void {
  if ('password' in action) zeroize(action.password);
}

/** Two presses of a button are one after the other. */
function oneAtATime(): <T>(id: string, act: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (id, act) => {
    const turn = (last.get(id) ?? Promise.resolve()).then(act, act);
    last.set(id, turn);
    return turn;
  };
}
