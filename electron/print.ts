/** A page of ours as PDF: in a window that nobody sees, which runs no script and fetches nothing. */
import type { PrintWindow } from './electron.ts';

/** A4 with the margins that the page's own style asks for. */
const paper = { pageSize: 'A4', preferCSSPageSize: true, printBackground: true } as const;

export async function printToPdf(openWindow: () => PrintWindow, html: string): Promise<Uint8Array> {
  const window = openWindow();
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`);
    return new Uint8Array(await window.webContents.printToPDF(paper));
  } finally {
    window.destroy();
  }
}
