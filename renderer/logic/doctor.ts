/** What the doctor's report comes to, in one line, and how grave each finding is. */
import type { DoctorReport, ExaminedVendor, Finding } from '../../contract/doctor.ts';

export type Tone = 'good' | 'idle' | 'warn' | 'absent';

/** idle: the driver is well, and something is still to be done. absent: nothing of this vendor is here, which is no fault. */
const tones: Readonly<Record<Finding, Tone>> = {
  works: 'good',
  'no-certificate': 'idle',
  'no-token': 'idle',
  fails: 'warn',
  hangs: 'warn',
  crashes: 'warn',
  'not-pkcs11': 'warn',
  'does-not-load': 'warn',
  'dependency-missing': 'warn',
  'not-a-library': 'warn',
  'wrong-architecture': 'warn',
  'not-installed': 'absent',
  'library-unknown': 'absent',
};

export const toneOf = (finding: Finding): Tone => tones[finding];

export type Headline = 'works' | 'locked' | 'service' | 'noToken' | 'broken' | 'none';

/** A reader of a program, or of a token that was never set up, is there and of no use. */
const hasToken = ({ finding, libraries }: ExaminedVendor): boolean =>
  finding === 'no-certificate' &&
  libraries.some(library => library.tokens.some(({ initialised }) => initialised));

/** The one thing to say first. A service that does not run explains every token that is not seen. */
export function headlineOf({ vendors, cardService }: DoctorReport): Headline {
  const has = (...wanted: readonly Finding[]) => vendors.some(({ finding }) => wanted.includes(finding));
  if (has('works')) return 'works';
  if (vendors.some(hasToken)) return 'locked';
  if (cardService === 'stopped' || cardService === 'not-installed') return 'service';
  if (has('no-token', 'no-certificate')) return 'noToken';
  return vendors.some(({ finding }) => toneOf(finding) === 'warn') ? 'broken' : 'none';
}

const order: readonly Tone[] = ['good', 'idle', 'warn', 'absent'];

/** Those that are here, what works first, and those that are not. */
export function sortVendors(vendors: readonly ExaminedVendor[]): {
  readonly here: readonly ExaminedVendor[];
  readonly absent: readonly ExaminedVendor[];
} {
  const rank = ({ finding }: ExaminedVendor): number => order.indexOf(toneOf(finding));
  const isAbsent = ({ finding }: ExaminedVendor): boolean => toneOf(finding) === 'absent';
  return {
    here: vendors.filter(vendor => !isAbsent(vendor)).sort((a, b) => rank(a) - rank(b)),
    absent: vendors.filter(isAbsent),
  };
}
