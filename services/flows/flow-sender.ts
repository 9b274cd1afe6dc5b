/** Sends the changes of flows, each once: what is sent is on the disk before it leaves, and is sent again until it is answered. */
import { randomUUID } from 'node:crypto';
import { TanbaError } from '../../contract/errors/index.ts';
import type { FlowState, PendingChange } from '../../contract/flow.ts';
import type { OperationName, PortalBody, PortalParams } from '../../contract/portal-api.ts';
import type { Portals } from '../portal/portals.ts';
import type { Clock } from '../ports.ts';
import type { Change } from './flow-actions.ts';
import type { FlowStore } from './flow-store.ts';
import { isOpen, reduce } from './reducer.ts';
import type { FlowAnswer, FlowEvent } from './reducer.ts';

export class FlowSender {
  readonly #store: FlowStore;
  readonly #portals: Portals;
  readonly #clock: Clock;

  constructor(store: FlowStore, portals: Portals, clock: Clock) {
    this.#store = store;
    this.#portals = portals;
    this.#clock = clock;
  }

  /** @throws TanbaError flow.not-found */
  find(id: string): FlowState {
    const state = this.#store.get(id);
    if (state === undefined) throw new TanbaError('flow.not-found', {});
    return state;
  }

  async apply(id: string, event: FlowEvent): Promise<void> {
    await this.#store.put(reduce(this.find(id), event, this.#clock.now()));
  }

  async send<N extends OperationName>(id: string, operation: N, change: Change<N>): Promise<void> {
    const { params, body, secret = false } = change;
    const json = body as PendingChange['body'];
    const key = randomUUID();
    const kept: PendingChange = {
      operation,
      params: { ...(params as Readonly<Record<string, string>> | undefined) },
      ...(json !== undefined && { body: json }),
      key,
    };
    await this.apply(id, { type: 'sending', change: secret ? null : kept });
    await this.#exchange(id, operation, { params, body, key });
  }

  /** Sends again what is on its way; whether it was done the first time is the portal's to know. */
  async settle(id: string): Promise<void> {
    const { pending } = this.find(id);
    if (pending === null) return;
    const { operation, params, body, key } = pending;
    await this.#exchange(id, operation as OperationName, { params, body, key } as Sent<OperationName>);
  }

  async #exchange<N extends OperationName>(id: string, operation: N, sent: Sent<N>): Promise<void> {
    try {
      const token = tokenFor(this.find(id), operation, this.#portals.sessionToken());
      const { params, ...rest } = sent;
      const request = { ...rest, ...(params !== undefined && { params }), token };
      const value = await this.#portals.client().call(operation, request);
      const answer = { operation, value } as FlowAnswer;
      await this.apply(id, { type: 'answered', answer });
      await this.#tellOthers(id, answer);
    } catch (error) {
      if (!(error instanceof TanbaError)) throw error;
      await this.apply(id, { type: isOpen(error) ? 'unanswered' : 'refused', error: error.toData() });
      throw error;
    }
  }

  /** A link says nothing of what it is for: it may have been that of another registration that waits as well. */
  async #tellOthers(id: string, answer: FlowAnswer): Promise<void> {
    if (answer.operation !== 'registration.confirm') return;
    const meant = this.#store
      .all()
      .find(state => state.id !== id && state.registration?.id === answer.value.registration);
    if (meant !== undefined) await this.apply(meant.id, { type: 'answered', answer });
  }
}

interface Sent<N extends OperationName> {
  readonly params: PortalParams<N> | undefined;
  readonly body: PortalBody<N>;
  readonly key: string;
}

function tokenFor(state: FlowState, operation: OperationName, session: string | null): string | null {
  if (operation === 'registration.begin') return state.flow === 'from-profile' ? session : null;
  return operation.startsWith('registration.') ? state.token : null;
}
