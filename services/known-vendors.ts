/** The vendors of resources/vendors.json, and this computer as their libraries see it. */
import file from '../resources/vendors.json' with { type: 'json' };
import { platforms, vendorsSchema } from '../contract/vendors.ts';
import type { Platform, Vendor } from '../contract/vendors.ts';
import type { LibrarySystem } from '../core/tokens/vendors.ts';

export const knownVendors = (): readonly Vendor[] => vendorsSchema.parse(file).vendors;

/** Processors of 32 bits, as Node names them. */
const narrow: ReadonlySet<string> = new Set(['ia32', 'arm', 'mips', 'mipsel', 'ppc', 's390']);

/** A system that is none of the three has its libraries where Linux has them, if it has any. */
export function thisSystem(environment: NodeJS.ProcessEnv = process.env): LibrarySystem {
  const platform: Platform = platforms.find(it => it === process.platform) ?? 'linux';
  const bits = narrow.has(process.arch) ? 32 : 64;
  // Windows tells a 32-bit program of the wider system below it.
  const wider = environment['PROCESSOR_ARCHITEW6432'] !== undefined;
  return { platform, bits, systemBits: wider ? 64 : bits, environment };
}
