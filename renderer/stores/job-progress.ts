/** The progress of one job at a time, by its documents; the screen is told once a frame, though events may come by the thousand. */
import { shallowRef, triggerRef } from 'vue';
import type { ShallowRef } from 'vue';
import type { Progress } from '../../contract/documents.ts';
import { listen } from '../api.ts';

export interface JobProgress {
  readonly progress: ShallowRef<Map<string, Progress>>;
  /** Begins a new job, with nothing known of it; its name for the calls. */
  readonly begin: () => string;
  /** The name of the job that was begun last. */
  readonly current: () => string;
}

export function useJobProgress(): JobProgress {
  const progress = shallowRef(new Map<string, Progress>());
  let job = '';
  let told = true;

  function tellSoon(): void {
    if (!told) return;
    told = false;
    requestAnimationFrame(() => {
      told = true;
      triggerRef(progress);
    });
  }

  listen('signing.progress', step => {
    if (step.job !== job) return;
    progress.value.set(step.document, step);
    tellSoon();
  });

  function begin(): string {
    job = crypto.randomUUID();
    progress.value = new Map();
    return job;
  }

  return { progress, begin, current: () => job };
}
