import type { AppClient } from '../contract/app-api.ts';

declare global {
  interface Window {
    /** What the preload lets through; see contract/app-api.ts. */
    readonly tanba: AppClient;
  }
}
