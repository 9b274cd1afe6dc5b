/** tanba verify SIGNATURE */
import { isErrorCode, wordsOf } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { SignerReport, VerificationReport, VerificationStep } from '../../contract/model.ts';
import { usageError } from '../arguments.ts';
import type { Command, CommandContext } from '../context.ts';
import { readTime, timeText } from '../time.ts';

export const command: Command = {
  options: ['content', 'trust', 'at'],
  async run(context) {
    const { arguments: args, positionals, words, services, interrupts } = context;
    const [signature, tooMany] = positionals;
    if (signature === undefined) throw usageError(words.usage.argumentMissing(words.argumentNames.signature));
    if (tooMany !== undefined) throw usageError(words.usage.argumentsTooMany(tooMany));
    const at = args.value('at');
    const { report, content } = await services.verification.verify({
      signature,
      content: args.value('content'),
      trust: args.values('trust'),
      at: at === null ? null : readTime(at, words.usage),
      signal: interrupts.signal,
    });
    return {
      text: reportText(report, content, context),
      json: { ...report, content },
      errors: report.valid ? [] : [findingOf(report)],
    };
  },
};

/** What the person has to know first: a step that failed, else one that leaves the rest unproven. */
function findingOf(report: VerificationReport): ErrorData {
  const steps = report.signers.flatMap(signer => signer.steps);
  const finding =
    steps.find(step => step.status === 'failed') ?? steps.find(step => step.status === 'unknown');
  return errorOf(finding) ?? { code: 'signature.wrong', params: {} };
}

function errorOf(step: VerificationStep | undefined): ErrorData | null {
  if (step?.code === undefined || !isErrorCode(step.code)) return null;
  return { code: step.code, params: step.params ?? {} };
}

function reportText(report: VerificationReport, content: string | null, context: CommandContext): string {
  const { verify } = context.words;
  return [
    verify.sentence[report.verdict],
    ...(content === null ? [] : [verify.content(content)]),
    ...report.signers.flatMap(signer => ['', ...signerLines(signer, context)]),
    '',
  ].join('\n');
}

function signerLines(signer: SignerReport, context: CommandContext): string[] {
  const { verify } = context.words;
  return [
    verify.signer(ownerText(signer)),
    ...(signer.signedAt === null ? [] : [verify.signedAt(timeText(signer.signedAt))]),
    ...signer.steps.map(step => `  ${stepText(step, context)}`),
  ];
}

function ownerText({ certificate, subject, iin, bin, algorithm }: SignerReport): string {
  const numbers = [iin === null ? null : `IIN ${iin}`, bin === null ? null : `BIN ${bin}`];
  return [certificate?.name ?? subject, certificate?.organisation ?? null, ...numbers, algorithm]
    .filter(part => part !== null)
    .join(', ');
}

function stepText(step: VerificationStep, { words, language }: CommandContext): string {
  const { step: names, status } = words.verify;
  const line = `${names[step.name]}: ${status[step.status]}`;
  const error = errorOf(step);
  return error === null ? line : `${line} (${wordsOf(error, language)[0]})`;
}
