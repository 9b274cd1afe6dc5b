/** Keyboard shortcuts. The screen (or the dialog above it) says what they mean; the topmost one that says so gets them. */
import { onActivated, onBeforeUnmount, onDeactivated, onMounted, onScopeDispose } from 'vue';

export interface ScreenActions {
  /** Ctrl+O. */
  readonly open?: () => void;
  /** Ctrl+Enter, and Enter where nothing else would take it. */
  readonly submit?: () => void;
  /** Esc. */
  readonly escape?: () => void;
}

const stack: ScreenActions[] = [];

function leave(actions: ScreenActions): void {
  const place = stack.indexOf(actions);
  if (place >= 0) stack.splice(place, 1);
}

function enter(actions: ScreenActions): void {
  leave(actions);
  stack.push(actions);
}

/** The actions of the component that calls this, for as long as it is on the screen. */
export function useScreenActions(actions: ScreenActions): void {
  onMounted(() => enter(actions));
  onActivated(() => enter(actions));
  onDeactivated(() => leave(actions));
  onBeforeUnmount(() => leave(actions));
}

export interface WindowActions {
  readonly help: () => void;
  readonly settings: () => void;
  /** Ctrl+1 … in the order of the navigation. */
  readonly screens: readonly (() => void)[];
  /** Esc before the screen gets it; true where it was used up. */
  readonly escape: () => boolean;
}

/** Keys by their place and not by their letter: on a Kazakh or Russian layout Ctrl+O arrives as Ctrl+щ, and Ctrl+1 as a letter. */
function commandOf(pressed: KeyboardEvent, window: WindowActions): (() => void) | undefined {
  const top = stack.at(-1);
  if (pressed.code === 'F1') return window.help;
  const command = (pressed.ctrlKey || pressed.metaKey) && !pressed.altKey && !pressed.shiftKey;
  if (!command) return undefined;
  if (pressed.code === 'KeyO') return top?.open;
  if (pressed.code === 'Enter' || pressed.code === 'NumpadEnter') return top?.submit;
  if (stack.length > 1) return undefined;
  if (pressed.code === 'Comma') return window.settings;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(pressed.code)?.[1];
  return digit ? window.screens[Number(digit) - 1] : undefined;
}

/** Enter on nothing in particular means the screen's primary action. */
function isPlainEnter(pressed: KeyboardEvent): boolean {
  const target = pressed.target instanceof Element ? pressed.target : null;
  const taken = target?.closest('button, a, input, select, textarea, summary');
  return pressed.key === 'Enter' && !pressed.ctrlKey && !pressed.altKey && !pressed.metaKey && !taken;
}

function onEscape(window: WindowActions): void {
  if (!window.escape()) stack.at(-1)?.escape?.();
}

/** Call once, in the frame of the window. */
export function useWindowShortcuts(actions: WindowActions): void {
  function onKey(pressed: KeyboardEvent): void {
    if (pressed.defaultPrevented || pressed.isComposing) return;
    if (pressed.key === 'Escape') return onEscape(actions);
    const run = commandOf(pressed, actions) ?? (isPlainEnter(pressed) ? stack.at(-1)?.submit : undefined);
    if (!run) return;
    pressed.preventDefault();
    run();
  }
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
}
