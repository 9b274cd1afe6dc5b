/** The person's settings: one JSON file, never a secret in it. */
import { TanbaError } from '../contract/errors/index.ts';
import { settingsSchema } from '../contract/settings.ts';
import type { Settings } from '../contract/settings.ts';
import { readKept, writeKept } from './files/kept-json.ts';
import type { OnDamage } from './files/kept-json.ts';
import { ordered } from './ordered.ts';

export interface SettingsStore {
  get(): Settings;
  /** Changes the given settings, writes the file, tells the listeners; answers with all settings. */
  set(change: Partial<Settings>): Promise<Settings>;
  onChange(listener: (settings: Settings) => void): void;
}

export interface SettingsOptions {
  /** Null: kept in memory only, as the command line does. */
  readonly file: string | null;
  readonly defaults: Settings;
  /** Told settings.damaged where the file could not be understood: it was set aside, and the defaults are used. */
  readonly onDamage?: OnDamage;
}

export async function openSettings({ file, defaults, onDamage }: SettingsOptions): Promise<SettingsStore> {
  const kept = file === null ? null : await readKept(file, json => understand(json, defaults));
  if (kept?.damaged === true) onDamage?.(new TanbaError('settings.damaged', {}));
  let settings = kept?.value ?? defaults;
  const listeners = new Set<(settings: Settings) => void>();
  const inOrder = ordered();
  return {
    get: () => settings,
    onChange: listener => void listeners.add(listener),
    async set(change) {
      const changed = { ...settings, ...change };
      settings = changed;
      // One after the other, so that the last change is also the last one written.
      if (file !== null) await inOrder(() => writeKept(file, changed));
      for (const listener of listeners) listener(changed);
      return changed;
    },
  };
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
