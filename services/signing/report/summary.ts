/** A report in a few sentences. What is not known is said, and whose authority was relied on where it is not Kazakhstan's own. */
import { isErrorCode } from '../../../contract/errors/index.ts';
import type { ErrorData } from '../../../contract/errors/index.ts';
import type { PolicyFinding, VerificationReport, VerificationStep } from '../../../contract/report.ts';
import type { ReportWords } from './words.ts';

/** The first sentence is the verdict. */
export function summarySentences(report: VerificationReport, words: ReportWords): string[] {
  const { verdict, signers, policy } = report;
  const isOpen = ({ name, status }: VerificationStep): boolean =>
    name === 'revocation' && status === 'unknown';
  const open = verdict !== 'invalid' && signers.some(({ steps }) => steps.some(isOpen));
  const environments = signers.flatMap(({ trust, timestamp }) => [trust, timestamp?.trust ?? null]);
  const warnings = (['test', 'sandbox', 'own'] as const).filter(name => environments.includes(name));
  return [
    words.sentence[verdict],
    ...(open ? [words.revocationOpen] : []),
    ...warnings.map(name => words.trust[name]),
    ...(policy.some(isUnmet) ? [words.policyFailed] : []),
  ];
}

export function isUnmet({ status }: PolicyFinding): boolean {
  return status === 'failed';
}

/** The catalogue's error for a step or a demand that is not met; null where it has none. */
export function findingError({
  code,
  params = {},
}: Pick<VerificationStep, 'code' | 'params'>): ErrorData | null {
  return code !== undefined && isErrorCode(code) ? { code, params } : null;
}
