/** Unfinished flows on the disk: one file each, written whole or not at all, readable by their owner only. */
import { mkdir, readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { flowStateSchema } from '../../contract/flow.ts';
import type { FlowState } from '../../contract/flow.ts';
import { writeFileAtomic } from '../files/atomic-write.ts';
import { replaceFile } from '../files/rename.ts';

export interface FlowStore {
  all(): FlowState[];
  get(id: string): FlowState | undefined;
  /** Resolves when the state is on the disk. */
  put(state: FlowState): Promise<void>;
  remove(id: string): Promise<void>;
}

/** @param folder null: kept in memory only */
export async function openFlowStore(folder: string | null): Promise<FlowStore> {
  const states = folder === null ? new Map<string, FlowState>() : await load(folder);
  const fileOf = (id: string): string | null => (folder === null ? null : join(folder, `${id}.json`));
  return {
    all: () => [...states.values()],
    get: id => states.get(id),
    async put(state) {
      const file = fileOf(state.id);
      if (file !== null) {
        const text = `${JSON.stringify(state, null, 2)}\n`;
        const options = { overwrite: true, inputs: [], mode: 0o600 };
        await writeFileAtomic(file, new TextEncoder().encode(text), options);
      }
      states.set(state.id, state);
    },
    async remove(id) {
      states.delete(id);
      const file = fileOf(id);
      if (file !== null) await unlink(file).catch(() => undefined);
    },
  };
}

async function load(folder: string): Promise<Map<string, FlowState>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const states = new Map<string, FlowState>();
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.json')) continue;
    const state = await understand(join(folder, name));
    if (state !== null) states.set(state.id, state);
  }
  return states;
}

/** A file that cannot be understood is set aside: the registration itself is at the portal. */
async function understand(file: string): Promise<FlowState | null> {
  try {
    return flowStateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    await replaceFile(file, `${file}.damaged`).catch(() => undefined);
    return null;
  }
}
