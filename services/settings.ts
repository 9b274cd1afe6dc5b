/** The person's settings: one JSON file, never a secret in it. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TanbaError } from '../contract/errors/index.ts';
import { settingsSchema } from '../contract/settings.ts';
import type { Settings } from '../contract/settings.ts';
import { writeFileAtomic } from './files/atomic-write.ts';
import { replaceFile } from './files/rename.ts';
import { systemCode } from './files/system-errors.ts';

export interface SettingsStore {
  get(): Settings;
  /** Changes the given settings, writes the file, tells the listeners; answers with all settings. */
  set(change: Partial<Settings>): Promise<Settings>;
  onChange(listener: (settings: Settings) => void): void;
  /** settings.damaged where the file could not be understood at start: it was kept aside, and the defaults are used. */
  readonly damage: TanbaError | null;
}

export interface SettingsOptions {
  /** Null: kept in memory only, as the command line does. */
  readonly file: string | null;
  readonly defaults: Settings;
}

export async function openSettings({ file, defaults }: SettingsOptions): Promise<SettingsStore> {
  const found = file === null ? { settings: defaults, damage: null } : await load(file, defaults);
  const listeners = new Set<(settings: Settings) => void>();
  let settings = found.settings;
  let writing: Promise<void> = Promise.resolve();
  return {
    damage: found.damage,
    get: () => settings,
    onChange: listener => void listeners.add(listener),
    async set(change) {
      const changed = { ...settings, ...change };
      settings = changed;
      // One after the other, so that the last change is also the last one written.
      writing = writing.catch(() => undefined).then(() => (file === null ? undefined : save(file, changed)));
      await writing;
      for (const listener of listeners) listener(changed);
      return changed;
    },
  };
}

interface Loaded {
  readonly settings: Settings;
  readonly damage: TanbaError | null;
}

async function load(file: string, defaults: Settings): Promise<Loaded> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { settings: defaults, damage: null };
    return { settings: defaults, damage: new TanbaError('settings.damaged', {}, { cause: error }) };
  }
  try {
    return { settings: understand(JSON.parse(text), defaults), damage: null };
  } catch (error) {
    await setAside(file);
    return { settings: defaults, damage: new TanbaError('settings.damaged', {}, { cause: error }) };
  }
}

/** Each setting by itself: one that is missing or that another version wrote gets its default, and the rest is kept. */
function understand(json: unknown, defaults: Settings): Settings {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new TypeError('not an object');
  const valid = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse((json as Record<string, unknown>)[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...defaults, ...(Object.fromEntries(valid) as Partial<Settings>) };
}

async function setAside(file: string): Promise<void> {
  // Where even this fails, the next change overwrites the damaged file: nothing of it could be used anyway.
  await replaceFile(file, `${file}.damaged`).catch(() => undefined);
}

async function save(file: string, settings: Settings): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const content = new TextEncoder().encode(`${JSON.stringify(settings, null, 2)}\n`);
  await writeFileAtomic(file, content, { overwrite: true, inputs: [] });
}
