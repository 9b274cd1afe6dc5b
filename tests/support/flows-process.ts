/**
 * The app's side as a process of its own, to be killed: services/flows with what it keeps in a folder, walking one journey to its end.
 * It tells its parent of each thing before it is done, and asks it for the mail's link.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import type { FlowForm, FlowView } from '../../contract/flow.ts';
import { portalConnections } from '../../contract/portal/profiles.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import { createFlows } from '../../services/flows/flows.ts';
import { openFlowStore } from '../../services/flows/flow-store.ts';
import { noProxies } from '../../services/network/proxies.ts';
import { createPortals } from '../../services/portal/portals.ts';
import { systemClock } from '../../services/ports.ts';
import { keyRing, nextAction, startOf } from './flow-walker.ts';
import type { Journey } from './flow-walker.ts';

/** parent → app, once. */
export interface WalkOrder {
  readonly origin: string;
  readonly folder: string;
  readonly journey: Journey;
}

/** app → parent. `kept`: the form as it was found at the start; null where nothing had been begun. */
export type WalkReport =
  | { readonly kept: FlowForm | null }
  | { readonly doing: string }
  | { readonly saved: FlowForm }
  | { readonly linkFor: string }
  | { readonly finished: string };

const tell = (report: WalkReport): void => void process.send?.(report);
const [{ origin, folder, journey }] = (await once(process, 'message')) as [WalkOrder];
const portals = createPortals({
  connection: () => ({ ...portalConnections.sandbox, url: origin }),
  proxies: noProxies,
  keys: keyRing,
  clock: systemClock,
  backoffMs: [50, 100],
});
const store = await openFlowStore(join(folder, 'flows'));
const flows = createFlows({ store, portals, keys: keyRing, clock: systemClock });

async function link(recipient: string): Promise<string> {
  tell({ linkFor: recipient });
  const [found] = (await once(process, 'message')) as [string];
  return found;
}

/** What a person does next: presses "again" where something waits, types, acts. */
async function advance(view: FlowView): Promise<FlowView> {
  if (view.waiting) {
    tell({ doing: `retry at ${view.step}` });
    return flows.retry(view.id);
  }
  const mailed = view.actions.includes('follow-link') && view.recovery?.linkFollowed !== true;
  const secret = mailed ? await link(view.recovery?.email ?? journey.person.email) : '';
  const action = nextAction(view, journey, () => secret);
  if ('form' in action) {
    await flows.save(view.id, action.form);
    tell({ saved: action.form });
  }
  tell({ doing: action.do });
  return flows.act(view.id, action);
}

const [begun] = await flows.list();
tell({ kept: begun?.form ?? null });
// As the window does: the list needs no portal, a flow that is opened asks it which keys it takes.
let view = begun === undefined ? await flows.start(startOf(journey)) : await flows.get(begun.id);
while (!view.finished) {
  const { id } = view;
  view = await advance(view).catch((error: unknown) => {
    if (!(error instanceof TanbaError)) throw error;
    return flows.get(id);
  });
}
tell({ finished: view.id });
process.disconnect();
