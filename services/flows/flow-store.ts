/** Unfinished flows: what was begun outlives the program. */
import { TanbaError } from '../../contract/errors/index.ts';
import { flowStateSchema } from '../../contract/flow.ts';
import type { FlowState } from '../../contract/flow.ts';
import type { OnDamage } from '../files/kept-json.ts';
import { openRecordFolder } from '../files/record-folder.ts';
import type { RecordFolder } from '../files/record-folder.ts';

export type FlowStore = RecordFolder<FlowState>;

/** @param folder null: kept in memory only @param onDamage told flow.damaged; the registration itself is at the portal */
export function openFlowStore(folder: string | null, onDamage?: OnDamage): Promise<FlowStore> {
  return openRecordFolder<FlowState>({
    folder,
    schema: flowStateSchema,
    onDamaged: count => onDamage?.(new TanbaError('flow.damaged', { count })),
  });
}
