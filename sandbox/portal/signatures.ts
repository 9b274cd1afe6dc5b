/** Checks what people sign for the portal: the signature, its certificate, whose it is, and that it fits the step. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorCode } from '../../contract/errors/index.ts';
import type { CertificateInfo } from '../../contract/keys.ts';
import type { SignerReport, StepName, VerificationReport } from '../../contract/report.ts';
import type { KeyRequirement } from '../../contract/portal/model.ts';
import { bytesSource } from '../../core/asn1/byte-source.ts';
import { base64ToBytes, utf8ToBytes } from '../../core/bytes.ts';
import type { EvidenceSource } from '../../core/signing/evidence.ts';
import { keyFault } from '../../core/signing/key-fit.ts';
import { attachContent } from '../../core/signing/attach.ts';
import { verifyCms } from '../../core/signing/verify-document.ts';
import { parseXml } from '../../core/xml/parse.ts';
import { childElements } from '../../core/xml/tree.ts';
import type { XmlElement } from '../../core/xml/tree.ts';
import { verifyXml } from '../../core/xml/verify.ts';
import { Refusal } from './context.ts';
import type { PortalOptions } from './options.ts';
import { refusal } from './refuse.ts';

export interface SignatureChecker {
  /**
   * A detached CMS over exactly this text.
   * @throws Refusal
   */
  text(text: string, signature: string, requirement: KeyRequirement, at: Date): Promise<CertificateInfo>;
  /** The ticket with one enveloped signature over all of it. */
  ticket(ticket: string, signedXml: string, requirement: KeyRequirement, at: Date): Promise<CertificateInfo>;
}

type Trust = Pick<PortalOptions, 'anchors' | 'intermediates' | 'evidence'>;

export function createSignatureChecker(trust: Trust): SignatureChecker {
  return {
    async text(text, signature, requirement, at) {
      const bytes = decoded(signature);
      const report = await orBroken(() =>
        verifyCms({
          signature: bytesSource(bytes),
          content: bytesSource(utf8ToBytes(text)),
          anchors: trust.anchors,
          intermediates: trust.intermediates,
          at,
          now: at,
          ...evidenceOf(trust),
        }),
      );
      // It is kept as the signature of the text that is kept, and nothing else: no second copy of the text, no wrapping.
      if (report.attached || !isBare(bytes)) throw refusal('portal.signature-broken', {});
      return judge(report, requirement, trust, at);
    },
    async ticket(ticket, signedXml, requirement, at) {
      const report = await orBroken(() => {
        if (!isSameTicket(ticket, signedXml)) throw refusal('portal.text-altered', {});
        return verifyXml({
          xml: signedXml,
          anchors: trust.anchors,
          certificates: trust.intermediates,
          at,
          now: at,
          ...evidenceOf(trust),
        });
      });
      if (report.signers[0]?.covers?.some(({ path }) => path === '/') !== true) {
        throw refusal('portal.text-altered', {});
      }
      return judge(report, requirement, trust, at);
    },
  };
}

/** One CMS in DER from the first byte to the last, such as can be put around its text. */
function isBare(bytes: Uint8Array): boolean {
  try {
    return attachContent(bytes, new Uint8Array()).length > bytes.length;
  } catch {
    return false;
  }
}

/** The alphabet is the schema's; padding and the bits behind it are not. @throws Refusal */
function decoded(signature: string): Uint8Array {
  try {
    return base64ToBytes(signature);
  } catch {
    throw refusal('portal.signature-broken', {});
  }
}

function evidenceOf({ evidence }: Trust): { readonly evidence?: EvidenceSource } {
  return evidence === null ? {} : { evidence };
}

/** What is no signature at all is thrown by core; to the portal it is a broken one. */
async function orBroken(
  verify: () => VerificationReport | Promise<VerificationReport>,
): Promise<VerificationReport> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof TanbaError) throw refusal('portal.signature-broken', {});
    throw error;
  }
}

/** How a step that is not ok is answered, in the order of asking. Purpose is judged by the requirement of the step. */
const verdicts: readonly (readonly [StepName, ErrorCode])[] = [
  ['format', 'portal.signature-broken'],
  ['digest', 'portal.text-altered'],
  ['signature', 'portal.signature-broken'],
  ['chain', 'portal.certificate-untrusted'],
];

function judge(
  report: VerificationReport,
  requirement: KeyRequirement,
  trust: Trust,
  at: Date,
): CertificateInfo {
  const [signer] = report.signers;
  const info = signer?.certificate ?? null;
  if (signer === undefined || info === null || report.signers.length !== 1)
    throw refusal('portal.signature-broken', {});
  for (const [step, code] of verdicts) {
    if (statusOf(signer, step) !== 'ok') throw new Refusal({ code, params: {} });
  }
  const fault = keyFault(info, requirement, at);
  if (fault !== null) throw new Refusal(fault);
  if (statusOf(signer, 'validity') !== 'ok') throw refusal('portal.signature-broken', {});
  assertNotRevoked(signer, trust);
  return info;
}

/** Not known is not good: a key that may have been stolen is asked about again later. */
function assertNotRevoked(signer: SignerReport, { evidence }: Trust): void {
  const step = signer.steps.find(({ name }) => name === 'revocation');
  if (evidence === null || step?.status === 'ok') return;
  if (step?.status !== 'failed') throw refusal('portal.revocation-unknown', {});
  throw refusal('portal.certificate-revoked', { date: String(step.params?.['date'] ?? '–') });
}

function statusOf(signer: SignerReport, name: StepName): string {
  return signer.steps.find(step => step.name === name)?.status ?? 'unknown';
}

/** Whether both say the same, but for one signature that may stand last in the signed one. */
function isSameTicket(ticket: string, signedXml: string): boolean {
  const [given, signed] = [parseXml(ticket).root, parseXml(signedXml).root];
  const rest = childElements(signed).filter(({ local }) => local !== 'Signature');
  return (
    given.name === signed.name &&
    childElements(signed).length === rest.length + 1 &&
    JSON.stringify(childElements(given).map(content)) === JSON.stringify(rest.map(content))
  );
}

function content(element: XmlElement): unknown {
  const { name, attributes, children } = element;
  const words = children.map(child => (child.kind === 'text' ? child.data : child.kind));
  return [name, attributes.map(attribute => [attribute.name, attribute.value]), words];
}
