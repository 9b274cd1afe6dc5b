/** The doctor's report as text for support: in English, and without anything that tells whose computer it is. */
import { homedir } from 'node:os';
import type { DoctorReport, ExaminedLibrary, ExaminedVendor } from '../../contract/doctor.ts';
import { cardServiceWords, findingWords } from '../../contract/doctor-words.ts';

/** Enough to tell two tokens apart, too little to find one. */
const SERIAL_END = 4;

export interface ReportSubject extends Omit<DoctorReport, 'text'> {
  readonly version: string;
}

export function reportText(subject: ReportSubject, home = homedir()): string {
  const { version, platform, architecture, cardService, vendors } = subject;
  const [service] = cardServiceWords(cardService, 'en');
  return [
    `Tanba ${version}, ${platform} ${architecture}; ${service}`,
    ...vendors.flatMap(vendor => vendorLines(vendor, architecture, home)),
    '',
  ].join('\n');
}

function vendorLines(
  { id, finding, libraries }: ExaminedVendor,
  architecture: string,
  home: string,
): string[] {
  const params = { vendor: id, architecture, missing: '' };
  return [
    `${id}: ${findingWords(finding, params, 'en')[0]}`,
    ...libraries.flatMap(library => libraryLines(library, home)),
  ];
}

function libraryLines(
  { path, finding, architectures, missing, error, info, slots, tokens }: ExaminedLibrary,
  home: string,
) {
  const facts = [
    architectures.join('+') || 'no library',
    finding,
    ...(missing === null ? [] : [`missing ${missing}`]),
    // The number and the name of an answer code, not the token's label, which may be a person's name.
    ...(error === null
      ? []
      : [[error.code, error.params['name'], error.params['number']].filter(Boolean).join(' ')]),
    ...(info === null ? [] : [`${info.manufacturer}, ${info.description}, ${info.version}; ${slots} slots`]),
  ];
  return [
    `  ${withoutHome(path, home)}: ${facts.join('; ')}`,
    ...tokens.map(
      ({ manufacturer, model, serial, initialised, locked, finalTry, certificates }) =>
        `    token ${manufacturer} ${model} …${serial.slice(-SERIAL_END)}: ${[
          `${certificates} certificates`,
          ...(initialised ? [] : ['blank']),
          ...(locked ? ['PIN locked'] : []),
          ...(finalTry ? ['one try left'] : []),
        ].join(', ')}`,
    ),
  ];
}

/** The name of the person's folder is often the person's name. */
function withoutHome(path: string, home: string): string {
  return home !== '' && path.startsWith(home) ? `~${path.slice(home.length)}` : path;
}
