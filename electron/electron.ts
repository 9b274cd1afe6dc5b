/**
 * The whole Electron surface that the product uses, as narrow types. No other product file names 'electron', and
 * tools/chromium-shell implements exactly these types, so what is not here is neither used nor imitated.
 */
import {
  app as electronApp,
  BrowserWindow as ElectronBrowserWindow,
  contextBridge as electronContextBridge,
  dialog as electronDialog,
  ipcMain as electronIpcMain,
  ipcRenderer as electronIpcRenderer,
  Menu as ElectronMenu,
  nativeTheme as electronNativeTheme,
  protocol as electronProtocol,
  screen as electronScreen,
  session as electronSession,
  shell as electronShell,
  utilityProcess as electronUtilityProcess,
  webUtils as electronWebUtils,
} from 'electron';

export interface Preventable {
  preventDefault(): void;
}

export interface App {
  readonly isPackaged: boolean;
  readonly commandLine: { getSwitchValue(name: string): string };
  whenReady(): Promise<void>;
  quit(): void;
  getVersion(): string;
  getPath(name: 'userData'): string;
  setPath(name: 'userData', path: string): void;
  getPreferredSystemLanguages(): string[];
  /** False where another instance runs on the same user data; that one gets 'second-instance'. */
  requestSingleInstanceLock(): boolean;
  enableSandbox(): void;
  setAppUserModelId(id: string): void;
  /** Makes a program the one that opens links of a scheme, for this user of the system. */
  setAsDefaultProtocolClient(scheme: string, program: string, parameters: string[]): boolean;
  on(
    event: 'second-instance',
    listener: (event: unknown, argv: string[], workingDirectory: string) => void,
  ): unknown;
  on(event: 'open-file', listener: (event: Preventable, path: string) => void): unknown;
  /** macOS: a link of our scheme. Elsewhere it is an argument of a start. */
  on(event: 'open-url', listener: (event: Preventable, url: string) => void): unknown;
  on(event: 'window-all-closed', listener: () => void): unknown;
  on(event: 'web-contents-created', listener: (event: unknown, contents: WebContents) => void): unknown;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowOptions {
  title: string;
  width: number;
  height: number;
  minWidth: number;
  minHeight: number;
  x?: number;
  y?: number;
  show: boolean;
  backgroundColor: string;
  webPreferences: {
    preload: string;
    sandbox: boolean;
    contextIsolation: boolean;
    nodeIntegration: boolean;
    nodeIntegrationInSubFrames: boolean;
    nodeIntegrationInWorker: boolean;
    webviewTag: boolean;
    webSecurity: boolean;
    spellcheck: boolean;
    devTools: boolean;
    navigateOnDragDrop: boolean;
  };
}

export interface WebContents {
  send(channel: string, payload: unknown): void;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  on(event: 'will-navigate', listener: (details: Preventable & { readonly url: string }) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { readonly reason: string }) => void,
  ): unknown;
}

export interface Window {
  readonly webContents: WebContents;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  maximize(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isDestroyed(): boolean;
  getNormalBounds(): Rectangle;
  setMenuBarVisibility(visible: boolean): void;
  on(event: 'ready-to-show' | 'close' | 'closed', listener: () => void): unknown;
}

/** A window that is never shown, to be printed. */
export interface PrintWindow {
  readonly webContents: {
    printToPDF(options: {
      pageSize: 'A4';
      preferCSSPageSize: boolean;
      printBackground: boolean;
    }): Promise<Uint8Array>;
  };
  loadURL(url: string): Promise<void>;
  destroy(): void;
}

export interface WindowConstructor {
  new (options: WindowOptions): Window;
}

/** Who calls: the frame, null where it is gone already. `origin` is serialised as in RFC 6454. */
export interface Frame {
  readonly origin: string;
  readonly parent: Frame | null;
}

export interface IpcMain {
  handle(
    channel: string,
    listener: (event: { readonly senderFrame: Frame | null }, input: unknown) => Promise<unknown>,
  ): void;
}

export interface Session {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void;
  readonly webRequest: {
    onBeforeRequest(
      listener: (details: { readonly url: string }, answer: (response: { cancel: boolean }) => void) => void,
    ): void;
  };
  on(event: 'will-download', listener: (event: Preventable) => void): unknown;
  /** In the form of proxy auto-configuration: `PROXY a:3128; DIRECT`. */
  resolveProxy(url: string): Promise<string>;
}

export interface Protocol {
  registerSchemesAsPrivileged(
    schemes: {
      scheme: string;
      privileges: { standard: boolean; secure: boolean; supportFetchAPI: boolean };
    }[],
  ): void;
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
}

export interface OpenDialogOptions {
  title?: string;
  defaultPath?: string;
  filters?: { name: string; extensions: string[] }[];
  properties: ('openFile' | 'openDirectory' | 'multiSelections' | 'createDirectory')[];
}

export interface SaveDialogOptions {
  defaultPath: string;
  filters: { name: string; extensions: string[] }[];
}

export interface Dialog {
  showSaveDialog(
    window: Window,
    options: SaveDialogOptions,
  ): Promise<{ canceled: boolean; filePath: string }>;
  showOpenDialog(
    window: Window,
    options: OpenDialogOptions,
  ): Promise<{ canceled: boolean; filePaths: string[] }>;
  showErrorBox(title: string, content: string): void;
}

export interface Shell {
  showItemInFolder(path: string): void;
  /** The empty string where it worked, else why not. */
  openPath(path: string): Promise<string>;
  openExternal(url: string): Promise<void>;
}

export interface NativeTheme {
  themeSource: 'system' | 'light' | 'dark';
  readonly shouldUseDarkColors: boolean;
}

export interface Screen {
  getAllDisplays(): { readonly workArea: Rectangle }[];
}

/** Standard commands; the system names them and gives them their keys. */
export interface MenuItem {
  role:
    | 'undo'
    | 'redo'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'selectAll'
    | 'zoomIn'
    | 'zoomOut'
    | 'resetZoom'
    | 'togglefullscreen'
    | 'quit';
  accelerator?: string;
}
export type Menu = readonly { label: string; submenu: MenuItem[] }[];
export interface Menus {
  setApplicationMenu(menu: Menu): void;
}

export interface UtilityProcess {
  /** Undefined until 'spawn', and after 'exit'. */
  readonly pid: number | undefined;
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'spawn', listener: () => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}
export interface UtilityProcessStarter {
  fork(
    modulePath: string,
    parameters: string[],
    options: {
      serviceName: string;
      stdio: 'ignore' | 'inherit';
      env: Record<string, string>;
      /** Switches of Chromium, not options of Node. */
      execArgv: string[];
    },
  ): UtilityProcess;
}

/** Renderer side, as far as a sandboxed preload needs it. */
export interface IpcRenderer {
  invoke(channel: string, input: unknown): Promise<unknown>;
  on(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
  removeListener(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
}
export interface ContextBridge {
  exposeInMainWorld(name: string, api: unknown): void;
}
export interface WebUtils {
  /** Electron answers at once; the stand-in has to ask its browser. */
  getPathForFile(file: File): string | Promise<string>;
}

export const app: App = electronApp;
export const BrowserWindow: WindowConstructor = ElectronBrowserWindow;
export const openPrintWindow = (): PrintWindow =>
  new ElectronBrowserWindow({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      javascript: false,
      devTools: false,
    },
  });
export const ipcMain: IpcMain = electronIpcMain;
export const protocol: Protocol = electronProtocol;
export const session: { readonly defaultSession: Session } = electronSession;
export const dialog: Dialog = {
  showOpenDialog: (window, options) =>
    electronDialog.showOpenDialog(window as ElectronBrowserWindow, options),
  showSaveDialog: (window, options) =>
    electronDialog.showSaveDialog(window as ElectronBrowserWindow, options),
  showErrorBox: (title, content) => electronDialog.showErrorBox(title, content),
};
export const shell: Shell = electronShell;
export const nativeTheme: NativeTheme = electronNativeTheme;
export const screen: Screen = electronScreen;
export const utilityProcess: UtilityProcessStarter = electronUtilityProcess;
export const menus: Menus = {
  setApplicationMenu: menu => ElectronMenu.setApplicationMenu(ElectronMenu.buildFromTemplate([...menu])),
};
export const ipcRenderer: IpcRenderer = electronIpcRenderer;
export const contextBridge: ContextBridge = electronContextBridge;
export const webUtils: WebUtils = electronWebUtils;
