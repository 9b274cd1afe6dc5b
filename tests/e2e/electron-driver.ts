/** Runs the app on Electron itself, where its binary is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { _electron } from '@playwright/test';
import { pageParts } from './app-driver.ts';
import { processTree, stillRunning } from './processes.ts';
import type { ElectronApplication } from '@playwright/test';
import type { AppDriver, LaunchOptions } from './app-driver.ts';

const parametersOf = (options: LaunchOptions) => [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  options.entry,
  `--user-data-dir=${options.userData}`,
  ...(options.parameters ?? []),
];

export async function launchOnElectron(executablePath: string, options: LaunchOptions): Promise<AppDriver> {
  const env = { TANBA_TOKEN_LIBRARIES: '', ...process.env, ...options.env } as Record<string, string>;
  const application = await _electron.launch({ executablePath, args: parametersOf(options), env });
  const page = await application.firstWindow();
  await page.waitForFunction(() => 'tanba' in window && document.readyState === 'complete');
  const parts = await pageParts(page);
  await recordOpened(application);
  const main = application.process();
  const ended = once(main, 'exit');
  const family = () => processTree(main.pid ?? 0);
  return {
    shell: 'electron',
    page,
    userData: options.userData,
    ...parts,
    answerDialog: paths =>
      application.evaluate(({ dialog }, filePaths) => {
        const original = dialog.showOpenDialog;
        const answer = async () => {
          dialog.showOpenDialog = original;
          return { canceled: filePaths.length === 0, filePaths: [...filePaths] };
        };
        dialog.showOpenDialog = answer;
      }, paths),
    openedBySystem: () =>
      application.evaluate(() => (globalThis as { openedInTest?: string[] }).openedInTest?.splice(0) ?? []),
    startAgain: async parameters => {
      const again = parametersOf({ ...options, parameters });
      await once(spawn(executablePath, again, { env, stdio: 'ignore' }), 'exit');
    },
    processes: family,
    hosts: () => family().filter(info => info.command.includes('node.mojom.NodeService')),
    closeWindow: async () => {
      await page.close();
      await ended;
    },
    kill: async () => {
      main.kill('SIGKILL');
      await ended;
    },
    dispose: async () => {
      const before = family();
      await application.close().catch(() => undefined);
      for (const { pid } of stillRunning(before)) process.kill(pid, 'SIGKILL');
    },
  };
}

/** Nothing may really open in a test run; the paths are kept for the test instead. */
function recordOpened(application: ElectronApplication): Promise<void> {
  return application.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as { openedInTest?: string[] }).openedInTest = opened;
    shell.openPath = async path => {
      opened.push(path);
      return '';
    };
    shell.openExternal = async url => void opened.push(url);
    shell.showItemInFolder = path =>
      void opened.push(path.slice(0, Math.max(0, path.search(/[\\/][^\\/]*$/))));
  });
}
