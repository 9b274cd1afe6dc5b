/** Calls of the probe's API from a test. */
import type { Page } from '@playwright/test';
import type { Client } from '../../../contract/define.ts';
import type { probeApi } from './api.ts';

/** The page's window, as far as a test looks at it. */
export interface ProbeWindow {
  readonly tanba: Client<typeof probeApi> & { pathForFile(file: File): Promise<string> };
  readonly preloadWasThere?: boolean;
}

/** Calls the API in the page and brings the envelope out; bytes travel as arrays of numbers, since Playwright speaks JSON. */
export function call(page: Page, name: string, input?: unknown): Promise<unknown> {
  return page.evaluate(
    async ([channel, value]) => {
      const client = (window as unknown as { tanba: Record<string, (input: unknown) => Promise<unknown>> })
        .tanba;
      return client[channel as string]?.(value);
    },
    [name, input] as const,
  );
}
