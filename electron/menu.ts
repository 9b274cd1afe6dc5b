/**
 * A menu that nobody sees: the window has its own navigation. What is wanted of it are the keys for editing (macOS has them
 * only through a menu), for zooming, and for leaving; and that Electron's own menu with its developer tools is gone.
 */
import type { Menu } from './electron.ts';

export const menu: Menu = [
  { label: 'Tanba', submenu: [{ role: 'quit' }] },
  {
    label: 'Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  },
  {
    label: 'View',
    submenu: [
      { role: 'zoomIn' },
      // The same key without Shift, as people press it.
      { role: 'zoomIn', accelerator: 'CommandOrControl+=' },
      { role: 'zoomOut' },
      { role: 'resetZoom' },
      { role: 'togglefullscreen' },
    ],
  },
];
