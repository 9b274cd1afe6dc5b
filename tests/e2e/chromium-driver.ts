/** Runs the app on the Chromium stand-in and attaches Playwright to the browser that it starts. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from '../../tools/run.ts';
import { pageParts } from './app-driver.ts';
import { processTree, stillRunning } from './processes.ts';
import type { ChildProcess } from 'node:child_process';
import type { Browser, Page } from '@playwright/test';
import type { ControlReport, ControlRequest } from '../../tools/chromium-shell/control.ts';
import type { AppDriver, LaunchOptions, PageParts } from './app-driver.ts';

const launcher = join(root, 'tools', 'chromium-shell', 'launch.ts');
const startMs = 20_000;

const parametersOf = (options: LaunchOptions) => [
  options.entry,
  `--user-data-dir=${options.userData}`,
  ...(options.parameters ?? []),
];

export async function launchOnChromium(options: LaunchOptions): Promise<AppDriver> {
  const main = fork(launcher, parametersOf(options), {
    cwd: root,
    env: { TANBA_TOKEN_LIBRARIES: '', ...process.env, ...options.env },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output: string[] = [];
  main.stdout?.on('data', chunk => output.push(String(chunk)));
  main.stderr?.on('data', chunk => output.push(String(chunk)));
  const opened: string[] = [];
  main.on('message', (report: ControlReport) => {
    if (report.event === 'opened') opened.push(report.path);
  });
  try {
    const endpoint = await browserEndpoint(main);
    const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true, isLocal: true });
    const page = await appPage(browser);
    return driverFor({ main, browser, page, parts: await pageParts(page), opened }, options);
  } catch (cause) {
    main.kill('SIGKILL');
    throw new Error(`The app did not start: ${output.join('')}`, { cause });
  }
}

interface Running {
  readonly main: ChildProcess;
  readonly browser: Browser;
  readonly page: Page;
  readonly parts: PageParts;
  /** What the stand-in reported as opened. */
  readonly opened: string[];
}

function driverFor({ main, browser, page, parts, opened }: Running, options: LaunchOptions): AppDriver {
  const ended = once(main, 'exit');
  const family = () => processTree(main.pid ?? 0);
  return {
    shell: 'chromium',
    page,
    userData: options.userData,
    ...parts,
    answerDialog: async paths => {
      const prepared = waitForReport(main, 'dialog-prepared');
      main.send({ command: 'answer-dialog', paths } satisfies ControlRequest);
      await prepared;
    },
    openedBySystem: async () => opened.splice(0),
    startAgain: async parameters => {
      const again = parametersOf({ ...options, parameters });
      await once(spawn(process.execPath, [launcher, ...again], { cwd: root, stdio: 'ignore' }), 'exit');
    },
    processes: family,
    hosts: () => family().filter(info => /\b(token-)?host\.js\b/.test(info.command)),
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
      await browser.close().catch(() => undefined);
      if (main.connected) main.disconnect();
      const late = setTimeout(() => main.kill('SIGKILL'), 5_000);
      if (main.exitCode === null && main.signalCode === null) await ended;
      clearTimeout(late);
      for (const { pid } of stillRunning(before)) process.kill(pid, 'SIGKILL');
    },
  };
}

function waitForReport<E extends ControlReport['event']>(
  main: ChildProcess,
  event: E,
): Promise<ControlReport & { event: E }> {
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => finish(() => reject(new Error(`No '${event}' came`))), startMs);
    const finish = (settle: () => void) => {
      clearTimeout(tooLong);
      main.off('message', onMessage);
      main.off('exit', onExit);
      settle();
    };
    const onMessage = (report: ControlReport) => {
      if (report.event === event) finish(() => resolve(report as ControlReport & { event: E }));
    };
    const onExit = (code: number | null) => finish(() => reject(new Error(`The app ended with ${code}`)));
    main.on('message', onMessage);
    main.on('exit', onExit);
  });
}

async function browserEndpoint(main: ChildProcess): Promise<string> {
  return (await waitForReport(main, 'browser')).endpoint;
}

/** The window's page, once it shows the app and no longer the failed first load. */
async function appPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (!page) throw new Error('The browser shows no window');
  await page.waitForFunction(() => 'tanba' in window && document.readyState === 'complete');
  return page;
}
