/** Light or dark: as chosen, or as the system says and as it changes its mind. */
import type { Settings } from '../../contract/settings.ts';

const system = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Settings['theme'] = 'system';

function paint(): void {
  const dark = chosen === 'dark' || (chosen === 'system' && system.matches);
  document.documentElement.classList.toggle('dark', dark);
}

system.addEventListener('change', paint);

export function followTheme(theme: Settings['theme']): void {
  chosen = theme;
  paint();
}
