/** No attack of attacks/ is accepted; each is refused for its own reason. */
import { beforeAll, describe, expect, it } from 'vitest';
import { TanbaError } from '../../../contract/errors/index.ts';
import { signXml } from '../../../core/xml/sign.ts';
import type { XmlReferenceRequest } from '../../../core/xml/sign.ts';
import { verifyXml } from '../../../core/xml/verify.ts';
import { anchorFromCertificate } from '../../../core/x509/chain.ts';
import { asSigner, commonName, issue, midTerm, rootAndSigner } from '../../support/pki.ts';
import { ATTACKS, DOCUMENTS } from './attacks/index.ts';
import type { AttackedDocument } from './attacks/index.ts';

const { root, signer } = rootAndSigner('GOST-2015-512');
const stranger = issue({
  name: commonName('БӨТЕН'),
  seed: 'stranger',
  family: 'GOST-2015-512',
  issuer: root,
  extensions: asSigner,
});

interface Case {
  readonly reference: XmlReferenceRequest;
  readonly expected?: string;
}

const CASES: Readonly<Record<AttackedDocument, Case>> = {
  enveloped: { reference: { kind: 'enveloped' } },
  byId: { reference: { kind: 'id', id: 'o1' }, expected: '/doc/order' },
  wsse: { reference: { kind: 'wsse', keyIdentifier: 'X509v3', bodyId: 'body' } },
};

const signed = new Map<AttackedDocument, string>();

beforeAll(async () => {
  for (const on of ['enveloped', 'byId', 'wsse'] as const) {
    const { reference } = CASES[on];
    signed.set(on, await signXml({ xml: DOCUMENTS[on], signer, layout: 'compact', reference }));
  }
});

/** The first thing that is not ok, in the order of the steps; 'valid' where there is none. */
async function findingOf(xml: string, on: AttackedDocument): Promise<string> {
  const { expected } = CASES[on];
  try {
    const report = await verifyXml({
      xml,
      anchors: [anchorFromCertificate(root.certificate)],
      at: midTerm,
      ...(expected === undefined ? {} : { expected }),
    });
    if (report.valid) return 'valid';
    const steps = report.signers.flatMap(({ steps: all }) => all);
    const decisive = steps.filter(({ name }) => name !== 'revocation' && name !== 'timestamp');
    return decisive.find(({ status }) => status !== 'ok')?.code ?? 'nothing';
  } catch (error) {
    if (error instanceof TanbaError) return error.code;
    throw error;
  }
}

describe('before the attack', () => {
  it.each(Object.keys(CASES) as AttackedDocument[])('%s is valid', async on => {
    expect(await findingOf(signed.get(on)!, on)).toBe('valid');
  });
});

describe('attack', () => {
  it.each(Object.entries(ATTACKS))('%s', async (_name, { on, forge, finding }) => {
    const forged = forge(signed.get(on)!, stranger.certificate.der);
    expect(forged).not.toBe(signed.get(on));
    expect(await findingOf(forged, on)).toBe(finding);
  });

  it('by Id is not taken for the document even where the asker names no element', async () => {
    const report = await verifyXml({
      xml: signed.get('byId')!,
      anchors: [anchorFromCertificate(root.certificate)],
      at: midTerm,
    });
    expect(report.verdict).toBe('unproven');
    expect(report.signers[0]?.covers).toEqual([{ path: '/doc/order', id: 'o1' }]);
  });
});
