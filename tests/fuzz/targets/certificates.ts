/** Certificates with their chains, and distinguished names by themselves. */
import { elementsOf } from '../../../core/asn1/elements.ts';
import { bytesToHex, concatBytes, equalBytes } from '../../../core/bytes.ts';
import { derElement } from '../../../core/asn1/definite.ts';
import { digest } from '../../../core/crypto/digest.ts';
import { describeCertificate } from '../../../core/x509/certificate-info.ts';
import { parseCertificate, parseCertificates } from '../../../core/x509/certificate.ts';
import { anchorFromCertificate, buildChain } from '../../../core/x509/chain.ts';
import type { ChainRequest } from '../../../core/x509/chain.ts';
import { nameText, readName } from '../../../core/x509/names.ts';
import { issuerName } from '../../../core/xml/key-info.ts';
import { oid, sequence, set } from '../../support/cms-maker.ts';
import { families, midTerm, rootAndSigner } from '../../support/pki.ts';
import { readVectors } from '../../vectors/read-vector.ts';
import { mutateDer } from '../mutators/der.ts';
import { sampleAnchors, samples } from '../samples.ts';
import type { Claims, Seed, Target } from '../target.ts';

/** What trusted authorities have certified. Of an anchor itself nothing is believed but its name and key. */
function read(der: Uint8Array, trust: Omit<ChainRequest, 'certificate'>): Claims {
  const [first] = parseCertificates(der);
  const certificate = first!;
  describeCertificate(certificate);
  const { status, anchor } = buildChain({ ...trust, certificate });
  if (status !== 'ok') return [];
  const { tbs, spkiDer, subjectDer } = certificate;
  const isAnchor = equalBytes(anchor!.spkiDer, spkiDer) && equalBytes(anchor!.subjectDer, subjectDer);
  return [bytesToHex(digest('sha256', isAnchor ? concatBytes(spkiDer, subjectDer) : tbs))];
}

function vectorSeeds(): Seed[] {
  return readVectors(import.meta.dirname, '..', '..', 'vectors', 'x509').map(vector => {
    const trust = {
      anchors: [anchorFromCertificate(parseCertificate(vector.bytes('trust')))],
      intermediates: vector.has('links')
        ? elementsOf(vector.bytes('links'), 8).map(({ raw }) => parseCertificate(raw))
        : [],
      at: new Date(vector.text('at')),
    };
    return { name: vector.name, bytes: vector.file(), read: input => read(input, trust) };
  });
}

function sampleSeeds(): Seed[] {
  const trust = { anchors: sampleAnchors(), intermediates: [], at: midTerm };
  const files = [['certs'], ['ca', 'test'], ['ca', 'prod']].flatMap(folder => samples(folder));
  return files.map(({ name, bytes }) => ({ name, bytes, read: input => read(input, trust) }));
}

export const certificate: Target = {
  name: 'certificate',
  share: 1_200,
  mutate: mutateDer,
  seeds: () => [...vectorSeeds(), ...sampleSeeds()],
};

function readNameTexts(der: Uint8Array): Claims {
  nameText(readName(der));
  issuerName(der);
  return [];
}

/** Names prove nothing; they must be readable or refused. */
export const name: Target = {
  name: 'name',
  share: 400,
  isInner: true,
  mutate: mutateDer,
  seeds: () =>
    families.map(family => ({
      name: family,
      bytes: rootAndSigner(family).signer.certificate.subjectDer,
      read: readNameTexts,
    })),
  costly: () => [
    {
      name: '4,000 attributes',
      bytes: sequence(
        ...Array.from({ length: 4_000 }, () => set(sequence(oid('2.5.4.3'), derElement(12, concatBytes())))),
      ),
      read: readNameTexts,
    },
  ],
};
