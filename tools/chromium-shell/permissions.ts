/** Electron asks the product about each permission; Chromium is told the answers beforehand, per origin. */
import { isPermissionGranted } from './session.ts';
import type { CdpSession } from './cdp.ts';

/** Electron's name → the names of the web platform that CDP takes. What CDP cannot set is not here. */
const names: Readonly<Record<string, readonly string[]>> = {
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'display-capture': ['display-capture'],
  geolocation: ['geolocation'],
  'idle-detection': ['idle-detection'],
  'local-fonts': ['local-fonts'],
  'local-network': ['local-network'],
  'local-network-access': ['local-network-access'],
  'loopback-network': ['loopback-network'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  notifications: ['notifications'],
  'persistent-storage': ['persistent-storage'],
  'screen-wake-lock': ['screen-wake-lock'],
  'storage-access': ['storage-access'],
  'window-management': ['window-management'],
};

export async function applyPermissions(browser: CdpSession, origin: string): Promise<void> {
  for (const [electronName, webNames] of Object.entries(names)) {
    const setting = isPermissionGranted(electronName) ? 'granted' : 'denied';
    for (const name of webNames)
      await browser.send('Browser.setPermission', { permission: { name }, setting, origin });
  }
}
