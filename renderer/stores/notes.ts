/** Short messages at the edge of the window, read out by screen readers; some can be undone for a while. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

/** Words are asked for each time they are shown: the language may change while a note is there. */
export type Words = () => string;

export interface Note {
  readonly id: number;
  readonly text: Words;
  readonly tone: 'quiet' | 'wrong';
  readonly action: { readonly label: Words; readonly run: () => void } | null;
  /** Until it is closed. */
  readonly stays: boolean;
  /** Called when the note goes without its action having been taken. */
  readonly gone: (() => void) | null;
}

export interface NoteOptions {
  readonly tone?: Note['tone'];
  readonly action?: Note['action'];
  readonly stays?: boolean;
  readonly gone?: () => void;
}

const shownMs = 6_000;
/** Of notes that only tell something. */
const mostNews = 2;
/** Whoever is to decide on an action gets longer to read. */
const shownWithActionMs = 10_000;

export const useNotes = defineStore('notes', () => {
  const notes = shallowRef<readonly Note[]>([]);
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let last = 0;

  function take(id: number): Note | null {
    const note = notes.value.find(each => each.id === id) ?? null;
    notes.value = notes.value.filter(each => each.id !== id);
    clearTimeout(timers.get(id));
    timers.delete(id);
    return note;
  }

  function close(id: number): void {
    take(id)?.gone?.();
  }

  /** Starts a note's time; also after the pointer has left it. */
  function release(id: number): void {
    const note = notes.value.find(each => each.id === id);
    if (!note || note.stays) return;
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => close(id), note.action ? shownWithActionMs : shownMs),
    );
  }

  function hold(id: number): void {
    clearTimeout(timers.get(id));
  }

  function say(text: Words, options: NoteOptions = {}): void {
    last += 1;
    const { tone = 'quiet', action = null, stays = false, gone = null } = options;
    // The same message again takes the place of the first: two of them say nothing more.
    const same =
      action === null ? notes.value.find(each => each.text() === text() && each.action === null) : null;
    if (same) close(same.id);
    // Whoever works fast reads the last ones: a pile of them would cover the work.
    const news = notes.value.filter(each => each.action === null && each.tone === 'quiet' && !each.stays);
    for (const { id } of news.slice(0, Math.max(0, news.length + 1 - mostNews))) close(id);
    notes.value = [...notes.value, { id: last, text, tone, action, stays, gone }];
    release(last);
  }

  function act(id: number): void {
    take(id)?.action?.run();
  }

  /** Ends all at once, as if their time were over: before the window goes. */
  function flush(): void {
    for (const note of notes.value) close(note.id);
  }

  return { notes, say, close, act, hold, release, flush };
});
