/** How a step is done: keys are asked for, the action is sent, and whatever goes wrong gets buttons that mend it. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { errorFromData } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { FlowAction, FlowView } from '../../contract/flow.ts';
import type { KeyRequirement as PortalRequirement } from '../../contract/portal/model.ts';
import { faultOf } from '../logic/faults.ts';
import { roleOf } from '../logic/portal-key.ts';
import { useFlows } from '../stores/flows.ts';
import { useKeys } from '../stores/keys.ts';
import { usePortal } from '../stores/portal.ts';
import { storeKey } from '../logic/store-key.ts';
import { useEsfActions } from './esf-actions.ts';
import { settlePick } from './picker.ts';
import type { PickedKey } from './picker.ts';
import { portalKey, stopDefault } from './portal-key.ts';
import type { RemedyActions } from './remedies.ts';
import { attempt } from './say-fault.ts';

export interface KeyUse {
  readonly key: PickedKey['ref'];
  readonly pin?: Uint8Array;
}
/** Asks for the keys of the step; null where the person cancelled. */
export type AskKeys = (purpose: (requirement: PortalRequirement) => string) => Promise<KeyUse[] | null>;
type Make = (keys: AskKeys) => Promise<FlowAction | null>;

function wipe(action: FlowAction): void {
  if ('password' in action) action.password.fill(0);
  for (const { pin } of 'keys' in action ? action.keys : 'key' in action ? [action.key] : []) pin?.fill(0);
}

/** The second key of a step is of the same person as the first. */
function ofSamePerson(requirement: PortalRequirement, before: PickedKey | undefined): PortalRequirement {
  if (!before || requirement.iin !== null) return requirement;
  const store = useKeys().stores.find(each => storeKey(each.ref) === storeKey(before.ref.store));
  const iin = store?.keys.find(({ alias }) => alias === before.ref.alias)?.iin ?? null;
  return { ...requirement, iin };
}

/** Asks for the keys of a step, one after the other. */
function useStepKeys() {
  const flows = useFlows();
  const portal = usePortal();

  /** The flow was opened while the portal could not be reached: which keys it asks for is learnt now. */
  async function askPortal({ id }: FlowView): Promise<FlowView['requirements']> {
    await portal.load();
    if (portal.state?.error) throw errorFromData(portal.state.error);
    return (await flows.get(id)).requirements;
  }

  async function keysOf(shown: FlowView, ask: boolean, ...[purpose]: Parameters<AskKeys>) {
    const asked = shown.requirements.length > 0 ? shown.requirements : await askPortal(shown);
    const picked: PickedKey[] = [];
    for (const each of asked) {
      const requirement = ofSamePerson(each, picked[0]);
      const key = await portalKey({ requirement, purpose: () => purpose(requirement), ask });
      if (!key) {
        for (const { pin } of picked) pin?.fill(0);
        return null;
      }
      picked.push(key);
    }
    return picked.map(({ ref: key, pin }): KeyUse => ({ key, ...(pin && { pin }) }));
  }
  return keysOf;
}

/** Call in the setup of the view that shows the flow. */
export function useFlowRun(flow: () => FlowView | null) {
  const flows = useFlows();
  const keysOf = useStepKeys();
  const busy = ref(false);
  const own = shallowRef<ErrorData | null>(null);
  /** What was refused before the program was closed is still said when it is opened again. */
  const fault = computed(() => own.value ?? (busy.value ? null : (flow()?.error ?? null)));
  let last: Make | null = null;
  onScopeDispose(() => settlePick(null));

  /** @param ask opens the picker even where a default key is set. @returns whether it was done. */
  async function run(make: Make, ask = false): Promise<boolean> {
    const shown = flow();
    if (!shown || busy.value) return false;
    last = make;
    busy.value = true;
    own.value = null;
    try {
      const action = await make(purpose => keysOf(shown, ask, purpose));
      if (action === null) return false;
      try {
        await flows.act(shown.id, action);
      } finally {
        wipe(action);
      }
      return true;
    } catch (thrown) {
      own.value = faultOf(thrown);
      return false;
    } finally {
      busy.value = false;
    }
  }

  async function again(): Promise<void> {
    const shown = flow();
    if (shown?.waiting !== true) return void (last && (await run(last)));
    busy.value = true;
    own.value = null;
    try {
      await flows.retry(shown.id);
    } catch (thrown) {
      own.value = faultOf(thrown);
    } finally {
      busy.value = false;
    }
  }

  /** The button "Key": whatever the setting says, the person chooses. */
  const withOtherKey = async (): Promise<void> => void (last && (await run(last, true)));

  async function withoutDefault(): Promise<void> {
    const [asked] = flow()?.requirements ?? [];
    const role = asked ? roleOf(asked) : 'SIGN';
    await attempt(() => stopDefault(role));
    await withOtherKey();
  }

  const general = useEsfActions();
  const actions = computed((): RemedyActions => ({
    ...general,
    retry: () => void again(),
    'unlock-again': () => void again(),
    'choose-fitting-key': () => void withOtherKey(),
    'choose-other-key': () => void withOtherKey(),
    'stop-default-key': () => void withoutDefault(),
    'resend-mail': () => void run(async () => ({ do: 'resend-mail' })),
  }));

  return { busy, fault, run, actions };
}

export type FlowRun = ReturnType<typeof useFlowRun>['run'];
