/**
 * What a test may tell the stand-in: answers of file dialogs, and where Playwright can attach. The channel is the IPC channel
 * of a parent process that started us with one; without such a parent it does not exist, and the product knows nothing of it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { extraFlags, openWindows } from './window.ts';

/** test → stand-in. */
export type ControlRequest =
  { readonly command: 'answer-dialog'; readonly paths: readonly string[] } | { readonly command: 'quit' };

/** stand-in → test. */
export type ControlReport =
  | { readonly event: 'browser'; readonly endpoint: string }
  | { readonly event: 'dialog-prepared' }
  | { readonly event: 'opened'; readonly path: string };

interface Control {
  /** Paths for the next dialog; null where the test prepared none, so that the real one opens. */
  nextDialogAnswer(): string[] | null;
  /** A document or folder that the system's program would open now. */
  opened(path: string): void;
}

/** Several windows may lie over one another on the display of a test run; none may fall asleep for that. */
const flagsOfTests = [
  '--remote-debugging-port=0',
  '--disable-gpu',
  '--force-prefers-reduced-motion',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
];

function openControl(): Control {
  const dialogs: string[][] = [];
  const report = (message: ControlReport) => process.send?.(message);
  extraFlags.push(...flagsOfTests);
  process.on('message', (request: ControlRequest) => {
    if (request.command === 'quit') app.quit();
    else {
      dialogs.push([...request.paths]);
      report({ event: 'dialog-prepared' });
    }
  });
  process.once('disconnect', () => app.quit());
  const timer = setInterval(() => {
    const endpoint = debuggerEndpoint();
    if (endpoint === null) return;
    clearInterval(timer);
    report({ event: 'browser', endpoint });
  }, 20);
  return {
    nextDialogAnswer: () => dialogs.shift() ?? null,
    opened: path => void report({ event: 'opened', path }),
  };
}

/** Chromium writes port and path into its profile as soon as it listens. */
function debuggerEndpoint(): string | null {
  const profile = [...openWindows][0]?.profile;
  const file = join(profile ?? '', 'DevToolsActivePort');
  if (!profile || !existsSync(file)) return null;
  const [port, path] = readFileSync(file, 'utf8').split('\n');
  return port && path ? `ws://127.0.0.1:${port}${path}` : null;
}

export const control: Control | null = process.send ? openControl() : null;
