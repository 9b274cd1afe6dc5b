/** A report as it leaves the program: JSON for programs, a page for people and for the printer. */
import { basename } from 'node:path';
import { wordsOf } from '../../../contract/errors/index.ts';
import type { Language } from '../../../contract/errors/index.ts';
import type {
  SignerReport,
  TimestampReport,
  VerificationReport,
  VerificationStep,
} from '../../../contract/report.ts';
import { escapeHtml } from '../../html.ts';
import { findingError, summarySentences } from './summary.ts';
import { reportWords } from './words.ts';
import type { ReportWords } from './words.ts';

export interface FinishedReport {
  /** Paths; of them only the names leave the program. */
  readonly signature: string;
  readonly content: string | null;
  readonly report: VerificationReport;
}

export interface ExportOptions {
  readonly version: string;
  readonly language: Language;
}

/** One JSON object with a line end. The answers of authorities that decided stand with each signer. */
export function reportJson(
  { signature, content, report }: FinishedReport,
  { version, language }: ExportOptions,
): string {
  const whole = {
    program: `Tanba ${version}`,
    signature: basename(signature),
    content: content === null ? null : basename(content),
    summary: summarySentences(report, reportWords[language]),
    ...report,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** A page that needs nothing from outside and runs nothing: no script, no link, no picture. */
export function reportPage(
  { signature, content, report }: FinishedReport,
  { version, language }: ExportOptions,
): string {
  const words = reportWords[language];
  const { page } = words;
  const [verdict = '', ...others] = summarySentences(report, words);
  const facts: Fact[] = [
    [page.signature, basename(signature)],
    ...(content === null ? [] : [[page.document, basename(content)] as const]),
    [page.checkedAt, timeText(report.checkedAt)],
  ];
  const policy = report.policy.map(({ demand, ...finding }) =>
    row(words.demand[demand], finding, { words, language }),
  );
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(page.title)}</title>`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<style>${style}</style></head><body>`,
    `<h1>${escapeHtml(page.title)}</h1>`,
    `<p class="verdict ${report.verdict}"><strong>${escapeHtml(verdict)}</strong></p>`,
    ...others.map(sentence => `<p>${escapeHtml(sentence)}</p>`),
    factTable(facts),
    ...(policy.length === 0 ? [] : [`<h2>${escapeHtml(page.policy)}</h2>`, table(policy)]),
    ...report.signers.flatMap(signer => signerPart(signer, { words, language })),
    `<footer>${escapeHtml(page.madeBy(version))}</footer>`,
    '</body></html>',
    '',
  ].join('\n');
}

interface Speech {
  readonly words: ReportWords;
  readonly language: Language;
}
type Fact = readonly [name: string, value: string];

function signerPart(signer: SignerReport, speech: Speech): string[] {
  const { words } = speech;
  const { page } = words;
  const { certificate } = signer;
  const facts: Fact[] = [
    ...(signer.iin === null ? [] : [['IIN', signer.iin] as const]),
    ...(signer.bin === null ? [] : [['BIN', signer.bin] as const]),
    [page.certificate, `${signer.subject} (${signer.algorithm})`],
    ...(certificate === null
      ? []
      : ([
          [page.issuer, certificate.issuer],
          [page.serial, certificate.serial],
          [page.term, `${timeText(certificate.notBefore)} – ${timeText(certificate.notAfter)}`],
        ] as const)),
  ];
  const times = [
    signer.trustedTime === null
      ? null
      : words.provenAt(timeText(signer.trustedTime), signer.timestamp?.authority ?? ''),
    signer.signedAt === null ? null : words.signedAt(timeText(signer.signedAt)),
  ].filter(time => time !== null);
  return [
    `<h2>${escapeHtml(`${words.signer}: ${certificate?.name ?? signer.subject}`)}</h2>`,
    ...times.map(time => `<p>${escapeHtml(time)}</p>`),
    factTable(facts),
    stepTable(signer.steps, signer.revocation, speech),
    ...(signer.timestamp === null ? [] : stampPart(signer.timestamp, speech)),
  ];
}

function stampPart(stamp: TimestampReport, speech: Speech): string[] {
  const title = `${speech.words.stampedBy}: ${timeText(stamp.time)}, ${stamp.authority} (${stamp.algorithm})`;
  return [`<h3>${escapeHtml(title)}</h3>`, stepTable(stamp.steps, stamp.revocation, speech)];
}

function stepTable(
  steps: readonly VerificationStep[],
  answer: SignerReport['revocation'],
  speech: Speech,
): string {
  return table(
    steps.map(step => {
      const source =
        step.name === 'revocation' && answer !== null
          ? speech.words.page.answer(answer.source.toUpperCase(), timeText(answer.thisUpdate))
          : '';
      return row(speech.words.step[step.name], step, speech, source);
    }),
  );
}

function row(
  name: string,
  finding: Pick<VerificationStep, 'status' | 'code' | 'params'>,
  { words, language }: Speech,
  remark = '',
): string {
  const error = findingError(finding);
  const why = error === null ? remark : wordsOf(error, language).slice(0, 2).join('. ');
  const cells = [name, words.status[finding.status], why].map(text => `<td>${escapeHtml(text)}</td>`);
  return `<tr class="${finding.status}">${cells.join('')}</tr>`;
}

const table = (rows: readonly string[]): string => `<table>${rows.join('')}</table>`;

function factTable(facts: readonly Fact[]): string {
  return table(
    facts.map(([name, value]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`),
  );
}

function timeText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

const style = `@page{margin:18mm}body{font:11pt/1.4 sans-serif;color:#111;margin:2em auto;max-width:48em}
h1{font-size:16pt}h2{font-size:13pt;margin:1.2em 0 .3em}h3{font-size:11pt;margin:1em 0 .3em}
table{border-collapse:collapse;width:100%;margin:.4em 0}th,td{text-align:left;vertical-align:top;padding:.2em .6em .2em 0;border-bottom:1px solid #ddd;overflow-wrap:anywhere}
th{font-weight:normal;color:#555;width:12em}td:first-child{width:17em}tr{break-inside:avoid}
.verdict{font-size:14pt;border-left:.4em solid #8a6d00;padding-left:.6em}.verdict.valid{border-color:#1a7f37}.verdict.invalid{border-color:#b3261e}
.failed td:nth-child(2){color:#b3261e;font-weight:bold}.unknown td:nth-child(2){color:#8a6d00}.ok td:nth-child(2){color:#1a7f37}
footer{margin-top:2em;color:#555;font-size:9pt}`;
