/** All libraries of tokens on this computer, each in a host of its own, and the tokens that they show. */
import { basename } from 'node:path';
import type { DriverDescription, TokenRef } from '../../contract/keys.ts';
import type { TokenDescription } from '../../contract/token-host.ts';
import type { Vendor } from '../../contract/vendors.ts';
import type { Clock } from '../ports.ts';
import { describeVendor, vendorOf } from './describe-token.ts';
import { createTokenDriver } from './token-driver.ts';
import type { TokenDriver } from './token-driver.ts';
import type { TokenHosts } from './token-hosts.ts';
import type { TokenLibrary } from './token-libraries.ts';

/** A token with the library that shows it. */
export interface ShownToken {
  readonly ref: TokenRef;
  readonly token: TokenDescription;
  readonly driver: TokenDriver;
  readonly vendor: Vendor | null;
}

export interface TokenDrivers {
  /** The tokens that are plugged in, as last seen; each once. */
  tokens(): readonly ShownToken[];
  find(ref: TokenRef): ShownToken | undefined;
  /** Undefined for a library that is not used: nobody may have another one loaded by naming it. */
  driverOf(ref: TokenRef): TokenDriver | undefined;
  describe(): DriverDescription[];
  /** Looks at all of them, or at some, and waits for what they say. */
  refresh(modules?: readonly string[]): Promise<void>;
  /** Begins to watch for tokens that come and go. */
  watch(): void;
  retry(module: string): Promise<void>;
  /** Which libraries there are is asked anew. */
  reload(): void;
  close(): void;
}

export interface TokenDriversOptions {
  readonly libraries: () => readonly TokenLibrary[];
  readonly hosts: TokenHosts;
  readonly clock: Clock;
  readonly changed: () => void;
  /** For each library that was asked, the tokens that are open in it. */
  readonly stillOpen: (module: string, open: readonly TokenRef[]) => void;
}

export function createTokenDrivers(options: TokenDriversOptions): TokenDrivers {
  const { libraries, hosts, clock, changed, stillOpen } = options;
  let watching = false;
  let drivers: ReadonlyMap<string, TokenDriver> | null = null;

  function create(library: TokenLibrary): TokenDriver {
    const { path } = library;
    const driver = createTokenDriver({
      library,
      host: hosts.of({ provider: 'pkcs11', library: path }),
      clock,
      changed,
      stillOpen: open => stillOpen(path, open),
    });
    if (watching) driver.watch();
    return driver;
  }

  /** Searched for when somebody asks for the first time: who signs with a file never does. */
  function all(): ReadonlyMap<string, TokenDriver> {
    drivers ??= new Map(libraries().map(library => [library.path, create(library)]));
    return drivers;
  }

  function reload(): void {
    if (drivers === null) return;
    const before = drivers;
    const wanted = libraries();
    drivers = new Map(wanted.map(library => [library.path, before.get(library.path) ?? create(library)]));
    for (const [path, driver] of before) if (!drivers.has(path)) retire(path, driver);
    if ([...before.keys()].join('\n') !== [...drivers.keys()].join('\n')) changed();
  }

  function retire(path: string, driver: TokenDriver): void {
    driver.close();
    hosts.forget({ provider: 'pkcs11', library: path });
  }

  function tokens(): readonly ShownToken[] {
    const shown = [...(drivers?.values() ?? [])].flatMap(tokensOf);
    return shown.filter((it, index) => !shown.slice(0, index).some(earlier => isSame(earlier, it)));
  }

  return {
    tokens,
    find: ref => tokens().find(it => isRef(it.ref, ref)),
    driverOf: ref => all().get(ref.module),
    describe: () => [...all().values()].map(describeDriver),
    async refresh(modules) {
      const chosen = [...all()].filter(([path]) => modules?.includes(path) ?? true);
      await Promise.all(chosen.map(([, driver]) => driver.refresh()));
    },
    watch() {
      watching = true;
      for (const driver of all().values()) driver.watch();
    },
    async retry(module) {
      await all().get(module)?.retry();
    },
    reload,
    close: () => drivers?.forEach(driver => driver.close()),
  };
}

const isRef = (a: TokenRef, b: TokenRef): boolean =>
  a.module === b.module && a.serial === b.serial && a.label === b.label;

/**
 * Two libraries may serve one token (OpenSC besides the vendor's own): it is shown once, by the first. One library that shows a
 * serial twice shows two tokens of one device.
 */
function isSame(a: ShownToken, b: ShownToken): boolean {
  if (a.ref.module === b.ref.module) return isRef(a.ref, b.ref);
  return a.ref.serial !== '' && a.ref.serial === b.ref.serial;
}

function tokensOf(driver: TokenDriver): readonly ShownToken[] {
  const { library, status } = driver;
  return status.tokens.flatMap(token => {
    const vendor = vendorOf(library.vendors, token);
    // A program that stands in for a token offers a blank one at any time: nobody has plugged it in.
    if (!token.initialised && vendor?.quirks.includes('no-hardware') === true) return [];
    const ref = { kind: 'token', module: library.path, serial: token.serial, label: token.label } as const;
    return [{ ref, token, driver, vendor }];
  });
}

function describeDriver(driver: TokenDriver): DriverDescription {
  const { library, status } = driver;
  const [vendor] = library.vendors;
  return {
    module: library.path,
    name: basename(library.path),
    vendor: vendor === undefined ? null : describeVendor(vendor),
    state: status.state,
    error: status.error,
    tokens: tokensOf(driver).length,
  };
}
