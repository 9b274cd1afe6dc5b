/** Chooses the shell: Electron where its binary is, else the Chromium stand-in. Specs never ask which. */
import { findElectron } from '../../tools/electron-binary.ts';
import { launchOnChromium } from './chromium-driver.ts';
import { launchOnElectron } from './electron-driver.ts';
import type { AppDriver, LaunchOptions } from './app-driver.ts';

export function launchApp(options: LaunchOptions): Promise<AppDriver> {
  const electron = findElectron();
  return electron === null ? launchOnChromium(options) : launchOnElectron(electron, options);
}
