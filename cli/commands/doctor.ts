/** tanba doctor [LIBRARY...] */
import { resolve } from 'node:path';
import type { DoctorReport, ExaminedVendor } from '../../contract/doctor.ts';
import { cardServiceWords, findingWords } from '../../contract/doctor-words.ts';
import { wordsOf } from '../../contract/errors/index.ts';
import type { ErrorData, Language } from '../../contract/errors/index.ts';
import type { Command } from '../context.ts';
import type { CliWords } from '../words/words.ts';

export const command: Command = {
  options: [],
  async run({ positionals, services, words, language }) {
    const report = await services.doctor.run(positionals.map(path => resolve(path)));
    return { text: reportLines(report, words.doctor, language), json: { ...report }, errors: [] };
  },
};

function reportLines(report: DoctorReport, words: CliWords['doctor'], language: Language): string {
  const [service, next] = cardServiceWords(report.cardService, language);
  const vendors = report.vendors.flatMap(vendor => vendorLines(vendor, report, words, language));
  return [`${words.service}: ${service}. ${next}`, ...vendors].map(line => `${line}\n`).join('');
}

/** What is found and what to do; where the libraries lie, and what the driver itself said. */
function vendorLines(
  vendor: ExaminedVendor,
  { architecture }: DoctorReport,
  { library: libraryWord }: CliWords['doctor'],
  language: Language,
): string[] {
  const { name, id, finding, libraries } = vendor;
  const deciding = libraries.find(library => library.finding === finding);
  const params = { vendor: name ?? id, architecture, missing: deciding?.missing ?? '' };
  const [what, next] = findingWords(finding, params, language);
  const page = finding === 'not-installed' && vendor.drivers !== null ? ` ${vendor.drivers}` : '';
  return [
    `${name ?? id}: ${what}. ${next}${page}`,
    ...libraries.flatMap(({ path, architectures, info, tokens, error }) => [
      `  ${libraryWord}: ${[path, architectures.join('+'), info && `${info.description} ${info.version}`].filter(Boolean).join(', ')}`,
      ...(error === null ? [] : [`  ${said(error, language)}`]),
      ...tokens.map(token => `  ${[token.label, token.model, token.serial].filter(Boolean).join(', ')}`),
    ]),
  ];
}

function said(error: ErrorData, language: Language): string {
  const [what, why, next] = wordsOf(error, language);
  return `${what}. ${why} ${next}`;
}
