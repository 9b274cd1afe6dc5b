/** What a signature of ours in a document is over, and the signature itself, before programs that are not ours: xmllint and the gost engine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/asn1/byte-source.ts';
import { base64ToBytes, concatBytes, utf8ToBytes } from '../../core/bytes.ts';
import { digest } from '../../core/crypto/digest.ts';
import { openSignature } from '../../core/signing/open-signature.ts';
import { signCms } from '../../core/signing/sign-document.ts';
import { signXml } from '../../core/xml/sign.ts';
import { midTerm, rootAndSigner } from '../support/pki.ts';
import { GostEngine, lacksGostEngine } from './openssl-gost.ts';
import { lacksTool, run } from './xml-tools.ts';

const DS = 'http://www.w3.org/2000/09/xmldsig#';
/** The engine’s name for a key on the same curve; its 34.11-94 has another table, so the hash of GOST-2004 stays ours. */
const FAMILIES = [
  { family: 'GOST-2015-512', digestName: 'streebog512', hash: 'md_gost12_512', key: ['gost2012_512', 'A'] },
  { family: 'GOST-2004', digestName: 'gost34311', hash: null, key: ['gost2001', 'A'] },
] as const;

const missing = lacksGostEngine('documents', 4) || lacksTool('xmllint', 'libxml2-utils', 2);

describe.skipIf(missing).each(FAMILIES)('with $family', ({ family, digestName, hash, key }) => {
  const { signer } = rootAndSigner(family);
  let engine: GostEngine;
  beforeAll(() => {
    engine = new GostEngine();
  });
  afterAll(() => engine.close());

  /** Our public key under the identifiers that the engine knows: both end with X ‖ Y. */
  function spki(): Uint8Array {
    const [algorithm, parameters] = key;
    const theirs = engine.generate(algorithm, parameters).spki;
    const width = digestName === 'streebog512' ? 128 : 64;
    return concatBytes(theirs.slice(0, -width), signer.certificate.spkiDer.slice(-width));
  }
  const hashOf = (octets: Uint8Array): Uint8Array =>
    hash === null ? digest(digestName, octets) : engine.digests(hash, [octets])[0]!;
  const accepts = (octets: Uint8Array, signature: Uint8Array): boolean =>
    engine.verifies(spki(), hashOf(octets), signature);

  it('the gost engine takes the signature of SignedInfo, as xmllint canonicalises it, and the digest of the document', async () => {
    const xml = await signXml({
      xml: '<invoice n="7"><line>сыр &amp; нан</line></invoice>',
      signer,
      layout: 'santuario',
      reference: { kind: 'enveloped' },
    });
    const value = (name: string): Uint8Array =>
      base64ToBytes(new RegExp(`<ds:${name}>([^<]*)`).exec(xml)![1]!.replaceAll('&#13;', ''));
    const standalone = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s
      .exec(xml)![0]
      .replace('<ds:SignedInfo>', `<ds:SignedInfo xmlns:ds="${DS}">`);
    const signedInfo = run('xmllint', ['--c14n', '-'], standalone).output;
    expect(accepts(signedInfo, value('SignatureValue'))).toBe(true);
    expect(accepts(Buffer.concat([signedInfo, Buffer.from(' ')]), value('SignatureValue'))).toBe(false);
    const document = run('xmllint', ['--c14n', '-'], xml.replace(/<ds:Signature .*<\/ds:Signature>/s, ''));
    expect(Buffer.from(hashOf(document.output))).toEqual(Buffer.from(value('DigestValue')));
  });

  it('the gost engine takes the signature of the signed attributes, and the digest in them', async () => {
    const content = utf8ToBytes('Шарт № 7');
    const request = {
      content: bytesSource(content),
      name: 'x',
      signer,
      detached: true,
      signingTime: midTerm,
    };
    const { value } = await signCms(request).next();
    const { data } = await openSignature(bytesSource(value!));
    const { signedAttributes, signature } = data.signers[0]!;
    // RFC 5652 §5.4: signed under the tag of SET, written under [0].
    const octets = signedAttributes!.raw.with(0, 0x31);
    expect(accepts(octets, signature)).toBe(true);
    expect(accepts(octets.with(octets.length - 1, octets.at(-1)! ^ 1), signature)).toBe(false);
    expect(Buffer.from(octets).includes(Buffer.from(hashOf(content)))).toBe(true);
  });
});
