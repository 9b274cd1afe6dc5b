/** nativeTheme: what pages see as prefers-color-scheme. */
import { Emitter } from './emitter.ts';
import type { NativeTheme } from '../../electron/electron.ts';

let source: NativeTheme['themeSource'] = 'system';
export const themeChanges = new Emitter<{ changed: [] }>();

export const nativeTheme: NativeTheme = {
  get themeSource() {
    return source;
  },
  set themeSource(value) {
    source = value;
    themeChanges.emit('changed');
  },
  /** The system's own wish is known to Chromium only. */
  get shouldUseDarkColors() {
    return source === 'dark';
  },
};

/** For Emulation.setEmulatedMedia; the empty value is no emulation. */
export function colorSchemeFeature(): { name: string; value: string } {
  return { name: 'prefers-color-scheme', value: source === 'system' ? '' : source };
}
