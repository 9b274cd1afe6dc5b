/**
 * What kind of library a file is, from its first headers: ELF (System V ABI, chapter 4), PE (Microsoft PE format), Mach-O
 * (mach-o/loader.h, mach-o/fat.h). Hostile files are read as carefully as sound ones: nothing is followed further than a cap.
 */

/** Bytes of a file from an offset on; fewer where it ends. */
export type ReadAt = (offset: number, length: number) => Uint8Array;

export interface LibraryFile {
  readonly format: 'elf' | 'pe' | 'mach-o';
  /** As Node names them (process.arch): x64, ia32, arm64, arm; others as a number in hex. */
  readonly architectures: readonly string[];
  /** Names of the libraries that a PE file needs; empty for the others, whose loaders tell by themselves. */
  readonly imports: readonly string[];
}

const HEADER_BYTES = 4096;
const MAX_SECTIONS = 96;
const MAX_IMPORTS = 256;
const MAX_NAME = 256;
const MAX_ARCHITECTURES = 16;

const elfMachines: ReadonlyMap<number, string> = new Map([
  [0x3e, 'x64'],
  [0x03, 'ia32'],
  [0xb7, 'arm64'],
  [0x28, 'arm'],
]);
const peMachines: ReadonlyMap<number, string> = new Map([
  [0x8664, 'x64'],
  [0x14c, 'ia32'],
  [0xaa64, 'arm64'],
  [0x1c4, 'arm'],
]);
const machMachines: ReadonlyMap<number, string> = new Map([
  [0x0100_0007, 'x64'],
  [0x7, 'ia32'],
  [0x0100_000c, 'arm64'],
  [0xc, 'arm'],
]);

const nameOf = (machines: ReadonlyMap<number, string>, number: number): string =>
  machines.get(number) ?? `0x${number.toString(16)}`;

function viewAt(read: ReadAt, offset: number, length: number): DataView {
  const bytes = read(offset, length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Null where the file is no library of any system, or ends within its headers. */
export function readLibraryFile(read: ReadAt): LibraryFile | null {
  try {
    const head = viewAt(read, 0, HEADER_BYTES);
    const magic = head.getUint32(0, false);
    if (magic === 0x7f45_4c46) return readElf(head);
    if (magic === 0xcafe_babe) return readFat(head);
    if (magic >>> 16 === 0x4d5a) return readPe(read, head);
    const thin = head.getUint32(0, true);
    return thin === 0xfeed_facf || thin === 0xfeed_face
      ? { format: 'mach-o', architectures: [nameOf(machMachines, head.getUint32(4, true))], imports: [] }
      : null;
  } catch (error) {
    // DataView throws it at the end of what was read.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** e_ident, e_type (3: ET_DYN), e_machine. */
function readElf(head: DataView): LibraryFile | null {
  const littleEndian = head.getUint8(5) === 1;
  if (head.getUint16(16, littleEndian) !== 3) return null;
  const machine = head.getUint16(18, littleEndian);
  return { format: 'elf', architectures: [nameOf(elfMachines, machine)], imports: [] };
}

/** A universal file: count, then cputype in five words each, big-endian. Java's class files begin alike, with a larger count. */
function readFat(head: DataView): LibraryFile | null {
  const count = head.getUint32(4, false);
  if (count === 0 || count > MAX_ARCHITECTURES) return null;
  const architectures = Array.from({ length: count }, (_, index) =>
    nameOf(machMachines, head.getUint32(8 + index * 20, false)),
  );
  return { format: 'mach-o', architectures, imports: [] };
}

const IMAGE_FILE_DLL = 0x2000;

/** The COFF header stands behind the signature to which the word at 0x3c leads. */
function readPe(read: ReadAt, head: DataView): LibraryFile | null {
  const start = head.getUint32(0x3c, true);
  const pe = viewAt(read, start, HEADER_BYTES);
  if (pe.getUint32(0, false) !== 0x5045_0000) return null;
  if ((pe.getUint16(22, true) & IMAGE_FILE_DLL) === 0) return null;
  return {
    format: 'pe',
    architectures: [nameOf(peMachines, pe.getUint16(4, true))],
    imports: peImports(read, pe),
  };
}

/** The import directory is the second of the data directories, which begin at 96 (PE32) or 112 (PE32+) of the optional header. */
function peImports(read: ReadAt, pe: DataView): readonly string[] {
  const optional = 24;
  const directories = optional + (pe.getUint16(optional, true) === 0x20b ? 112 : 96);
  const table = pe.getUint32(directories + 8, true);
  if (table === 0) return [];
  const toOffset = sectionMap(pe, optional + pe.getUint16(20, true));
  const names: string[] = [];
  for (let index = 0; index < MAX_IMPORTS; index += 1) {
    const name = viewAt(read, toOffset(table) + index * 20, 20).getUint32(12, true);
    if (name === 0) return names;
    names.push(zeroEnded(read(toOffset(name), MAX_NAME)));
  }
  return names;
}

/** From an address in memory to an offset in the file. @throws RangeError where no section has it */
function sectionMap(pe: DataView, sections: number): (address: number) => number {
  const count = Math.min(pe.getUint16(6, true), MAX_SECTIONS);
  return address => {
    for (let index = 0; index < count; index += 1) {
      const section = sections + index * 40;
      const within = address - pe.getUint32(section + 12, true);
      if (within >= 0 && within < pe.getUint32(section + 16, true)) {
        return pe.getUint32(section + 20, true) + within;
      }
    }
    throw new RangeError('no section');
  };
}

function zeroEnded(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder('latin1').decode(bytes.subarray(0, end < 0 ? bytes.length : end));
}
