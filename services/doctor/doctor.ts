/** The doctor of drivers: what is there of each vendor, whether it works, and what is to be done. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { findings } from '../../contract/doctor.ts';
import type {
  CardService,
  DoctorReport,
  ExaminedLibrary,
  ExaminedVendor,
  Finding,
} from '../../contract/doctor.ts';
import type { Vendor } from '../../contract/vendors.ts';
import { findLibraries } from '../../core/tokens/vendors.ts';
import { checkCardService } from './card-service.ts';
import { examineLibrary } from './examine-library.ts';
import type { ExamineOptions } from './examine-library.ts';
import { reportText } from './report-text.ts';

export interface DoctorOptions extends ExamineOptions {
  readonly version: string;
  readonly vendors: readonly Vendor[];
  /** Libraries that the person named; absolute paths. */
  readonly ownLibraries: () => readonly string[];
  readonly cardService?: () => Promise<CardService>;
}

export interface Doctor {
  /**
   * Loads every library that is there, and those that are named (absolute paths), each in a process of its own; one
   * after the other.
   */
  run(named?: readonly string[]): Promise<DoctorReport>;
}

export function createDoctor(options: DoctorOptions): Doctor {
  const { system, architecture, version, vendors, ownLibraries } = options;
  const cardService = options.cardService ?? (() => checkCardService(system));
  return {
    async run(named = []) {
      /** Vendors share libraries. One after the other: drivers that are loaded at the same time fight for the readers. */
      const examined = new Map<string, Promise<ExaminedLibrary>>();
      let last: Promise<unknown> = Promise.resolve();
      const examine = (path: string): Promise<ExaminedLibrary> => {
        const existing = examined.get(path);
        if (existing !== undefined) return existing;
        const examination = last.then(() => examineLibrary(path, options));
        last = examination;
        examined.set(path, examination);
        return examination;
      };
      const known = vendors.map(async vendor => {
        const paths = findLibraries(vendor, system, existsSync).map(({ path }) => path);
        return ofVendor(vendor, await Promise.all(paths.map(examine)));
      });
      const own = [...new Set([...ownLibraries(), ...named])].map(async path =>
        ofNobody(path, await examine(path)),
      );
      const [service, ...all] = await Promise.all([cardService(), ...own, ...known]);
      const report = { platform: system.platform, architecture, cardService: service, vendors: all };
      return { ...report, text: reportText({ ...report, version }) };
    },
  };
}

function ofVendor(vendor: Vendor, libraries: ExaminedLibrary[]): ExaminedVendor {
  const { id, name, drivers, help, triedOnHardware, quirks } = vendor;
  const absent = quirks.includes('library-unknown') ? 'library-unknown' : 'not-installed';
  return { id, name, finding: best(libraries, absent), libraries, drivers, help, triedOnHardware };
}

function ofNobody(path: string, library: ExaminedLibrary): ExaminedVendor {
  const pages = { drivers: null, help: null, triedOnHardware: false };
  return { id: basename(path), name: null, finding: library.finding, libraries: [library], ...pages };
}

/** `findings` stand in their order: how far a driver came. */
function best(libraries: readonly ExaminedLibrary[], none: Finding): Finding {
  return findings.find(finding => libraries.some(library => library.finding === finding)) ?? none;
}
