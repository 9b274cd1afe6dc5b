/** How far long work is, on a terminal only: one line on standard error that replaces itself. */
import { basename } from 'node:path';
import type { DocumentProgress } from '../services/signing/batch.ts';

/** Short work says nothing: a line that flashes by is read by nobody. */
const SILENT_MS = 300;
const CLEAR_LINE = '\r\u001b[K';

export interface ProgressLine {
  show(progress: DocumentProgress): void;
  /** Takes the line away, so that what follows begins at the left. */
  clear(): void;
}

export function createProgressLine(stream: NodeJS.WriteStream, startedAt: number): ProgressLine {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  let shown = false;
  return {
    show(progress) {
      if (Date.now() - startedAt < SILENT_MS) return;
      shown = true;
      stream.write(CLEAR_LINE + progressText(progress).slice(0, stream.columns - 1));
    },
    clear() {
      if (shown) stream.write(CLEAR_LINE);
      shown = false;
    },
  };
}

function progressText({ document, index, count, bytesDone, bytesTotal }: DocumentProgress): string {
  const percent = bytesTotal === 0 ? 0 : Math.floor((100 * bytesDone) / bytesTotal);
  const place = count === 1 ? '' : `${index + 1}/${count}  `;
  return `${String(percent).padStart(3)} %  ${place}${basename(document)}`;
}
