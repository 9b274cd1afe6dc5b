/** tanba verify SIGNATURE */
import { wordsOf } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type {
  PolicyFinding,
  SignerReport,
  VerificationPolicy,
  VerificationReport,
  VerificationStep,
} from '../../contract/report.ts';
import type { SignedPowerOfAttorney } from '../../contract/poa/document.ts';
import { viewPowerOfAttorney } from '../../contract/poa/view.ts';
import { findingError, isUnmet, summarySentences } from '../../services/signing/report/summary.ts';
import { reportWords } from '../../services/signing/report/words.ts';
import { usageError } from '../arguments.ts';
import type { Command, CommandContext } from '../context.ts';
import { readTime, timeText } from '../time.ts';
import type { CliWords } from '../words/words.ts';

export const command: Command = {
  options: ['content', 'trust', 'at', 'policy', 'evidence', 'offline'],
  async run(context) {
    const { arguments: args, positionals, words, services, interrupts } = context;
    const [signature, tooMany] = positionals;
    if (signature === undefined) throw usageError(words.usage.argumentMissing(words.argumentNames.signature));
    if (tooMany !== undefined) throw usageError(words.usage.argumentsTooMany(tooMany));
    const [at, evidence] = [args.value('at'), args.value('evidence')];
    const { report, content, powerOfAttorney } = await services.verification.verify({
      signature,
      content: args.value('content'),
      trust: args.values('trust'),
      at: at === null ? null : readTime(at, words.usage),
      policy: readPolicy(args.value('policy'), words.usage),
      ...(args.has('offline') && { offline: true }),
      ...(evidence !== null && { evidence }),
      signal: interrupts.signal,
    });
    return {
      text: reportText(report, content, context) + poaText(powerOfAttorney, context),
      json: { ...report, content, powerOfAttorney },
      errors: [
        ...(report.valid ? [] : [findingOf(report)]),
        ...report.policy.filter(isUnmet).flatMap(errorIn),
      ],
    };
  },
};

/** The document as people read it; it is in Kazakh and Russian. */
function poaText(signed: SignedPowerOfAttorney | null, { language }: CommandContext): string {
  const view = signed === null ? null : viewPowerOfAttorney(signed.text, language === 'kk' ? 'kk' : 'ru');
  if (view === null) return '';
  const lines = view.lines.map(({ label, value }) => `  ${label}: ${value}`);
  const listed = view.actions.map(text => `  - ${text}`);
  return ['', view.title, ...lines, `  ${view.actionsTitle}`, ...listed, ''].join('\n');
}

const NUMBERS = ['iin', 'bin'] as const;
const FLAGS = ['revocation', 'timestamp', 'production'] as const;

/** `iin=…,bin=…,revocation,timestamp,production`; a number may stand several times: any of them will do. */
function readPolicy(text: string | null, words: CliWords['usage']): Partial<VerificationPolicy> {
  const numbers: Record<(typeof NUMBERS)[number], string[]> = { iin: [], bin: [] };
  const flags: Partial<Record<(typeof FLAGS)[number], boolean>> = {};
  for (const demand of text?.split(',') ?? []) {
    const [name = '', value] = demand.trim().split('=');
    const flag = FLAGS.find(known => known === name);
    const number = NUMBERS.find(known => known === name);
    if (flag !== undefined && value === undefined) flags[flag] = true;
    else if (number !== undefined && /^\d{12}$/.test(value ?? '')) numbers[number].push(value!);
    else throw usageError(words.valueUnknown('--policy', demand, POLICY_FORM));
  }
  return { ...numbers, ...flags };
}

const POLICY_FORM = 'iin=123456789012, bin=123456789012, revocation, timestamp, production';

/** What the person has to know first: a step that failed, else one that leaves the rest unproven. */
function findingOf(report: VerificationReport): ErrorData {
  const steps = report.signers.flatMap(signer => signer.steps);
  const open = ({ name, status }: VerificationStep): boolean =>
    status === 'unknown' && name !== 'revocation' && name !== 'timestamp';
  const finding = steps.find(step => step.status === 'failed') ?? steps.find(open);
  return errorIn(finding ?? {})[0] ?? { code: 'signature.wrong', params: {} };
}

function errorIn(finding: Pick<VerificationStep, 'code' | 'params'>): ErrorData[] {
  const error = findingError(finding);
  return error === null ? [] : [error];
}

function reportText(report: VerificationReport, content: string | null, context: CommandContext): string {
  const words = reportWords[context.language];
  return [
    ...summarySentences(report, words),
    ...(content === null ? [] : [words.content(content)]),
    ...report.policy.map(finding => policyText(finding, context)),
    ...report.signers.flatMap(signer => ['', ...signerLines(signer, context)]),
    '',
  ].join('\n');
}

function signerLines(signer: SignerReport, context: CommandContext): string[] {
  const words = reportWords[context.language];
  const { trustedTime, timestamp, signedAt } = signer;
  const proven = trustedTime !== null && timestamp !== null;
  return [
    `${words.signer}: ${ownerText(signer)}`,
    ...(proven ? [words.provenAt(timeText(trustedTime), timestamp.authority)] : []),
    ...(signedAt === null || proven ? [] : [words.signedAt(timeText(signedAt))]),
    ...signer.steps.map(step => `  ${findingText(words.step[step.name], step, context)}`),
    ...(timestamp === null
      ? []
      : [
          `  ${words.stampedBy}: ${timestamp.authority}`,
          ...timestamp.steps.map(step => `    ${findingText(words.step[step.name], step, context)}`),
        ]),
  ];
}

function ownerText({ certificate, subject, iin, bin, algorithm }: SignerReport): string {
  const numbers = [iin === null ? null : `IIN ${iin}`, bin === null ? null : `BIN ${bin}`];
  return [certificate?.name ?? subject, certificate?.organisation ?? null, ...numbers, algorithm]
    .filter(part => part !== null)
    .join(', ');
}

function policyText({ demand, ...finding }: PolicyFinding, context: CommandContext): string {
  return findingText(reportWords[context.language].demand[demand], finding, context);
}

function findingText(
  name: string,
  finding: Pick<VerificationStep, 'status' | 'code' | 'params'>,
  { language }: CommandContext,
): string {
  const line = `${name}: ${reportWords[language].status[finding.status]}`;
  const error = findingError(finding);
  return error === null ? line : `${line} (${wordsOf(error, language)[0]})`;
}
