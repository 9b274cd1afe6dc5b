/** Signed documents damaged at random: never a crash, never long, and valid only where what is signed has stayed the same. */
import { beforeAll, expect, it } from 'vitest';
import { TanbaError } from '../../../contract/errors/index.ts';
import { canonicalize } from '../../../core/xml/c14n.ts';
import { readText } from '../../../core/xml/encoding.ts';
import { parseXml } from '../../../core/xml/parse.ts';
import { findSignatures } from '../../../core/xml/read-signature.ts';
import { signXml } from '../../../core/xml/sign.ts';
import { childElements } from '../../../core/xml/tree.ts';
import type { XmlDocument, XmlElement } from '../../../core/xml/tree.ts';
import { verifyXml } from '../../../core/xml/verify.ts';
import { anchorFromCertificate } from '../../../core/x509/chain.ts';
import { choices } from '../../support/choices.ts';
import { costOf } from '../../support/cost.ts';
import { midTerm, rootAndSigner } from '../../support/pki.ts';

const RUNS = 3_000;
const { root, signer } = rootAndSigner('GOST-2015-512');
const anchors = [anchorFromCertificate(root.certificate)];

interface Seed {
  readonly bytes: Buffer;
  readonly covered: (document: XmlDocument) => XmlDocument | XmlElement | undefined;
}
const seeds: Seed[] = [];

beforeAll(async () => {
  const whole = '<p:doc xmlns:p="urn:p"><a b="c">d</a><?x y?></p:doc>';
  const soap =
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a>1</a></s:Body></s:Envelope>';
  const enveloped = { xml: whole, signer, layout: 'santuario', reference: { kind: 'enveloped' } } as const;
  const reference = { kind: 'wsse', keyIdentifier: 'X509v3', bodyId: 'b' } as const;
  seeds.push(
    { bytes: Buffer.from(await signXml(enveloped)), covered: document => document },
    {
      bytes: Buffer.from(await signXml({ xml: soap, signer, layout: 'compact', reference })),
      covered: document => childElements(document.root).at(-1),
    },
  );
});

/** What the signature covers, in one form. */
function coveredText({ covered }: Seed, bytes: Uint8Array): string {
  const document = parseXml(readText(bytes));
  const how = { exclusive: true, comments: false, inclusivePrefixes: [] };
  return Buffer.from(
    canonicalize(covered(document)!, how, new Set(findSignatures(document.root))),
  ).toString();
}

const TOKENS = [
  '<',
  '>',
  '&',
  '"',
  ' Id="b"',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '?>',
  'xmlns="u:"',
  'ds:',
  '#',
  '\0',
  '\r',
  '<ds:Object/>',
  '&#13;',
  '\u00A0',
];

function mutate(original: Buffer, below: (bound: number) => number): Buffer {
  let bytes = Buffer.from(original);
  for (let count = 1 + below(3); count > 0; count--) {
    const at = below(bytes.length);
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    const from = below(bytes.length);
    const pieces = [
      () => [head, Buffer.of(0x20 + below(0x60)), tail.subarray(1)],
      () => [head, Buffer.from(TOKENS[below(TOKENS.length)]!), tail],
      () => [head, tail.subarray(below(40))],
      () => [head, bytes.subarray(from, from + below(300)), tail],
    ];
    bytes = Buffer.concat(pieces[below(pieces.length)]!());
  }
  return bytes;
}

async function verdictOf(bytes: Uint8Array): Promise<string> {
  try {
    return (await verifyXml({ xml: bytes, anchors, at: midTerm })).verdict;
  } catch (error) {
    if (error instanceof TanbaError) return error.code;
    throw error;
  }
}

it(`${RUNS} damaged documents`, async () => {
  let valid = 0;
  for (let run = 0; run < RUNS; run++) {
    const seed = seeds[run % seeds.length]!;
    const bytes = mutate(seed.bytes, choices(run));
    let verdict = '';
    expect(await costOf(async () => (verdict = await verdictOf(bytes)))).toBeLessThan(2_000);
    if (verdict !== 'valid') continue;
    valid++;
    expect(coveredText(seed, bytes), `run ${run}`).toBe(coveredText(seed, seed.bytes));
  }
  // Some changes do not matter, such as one in white space: were there none, this would prove nothing.
  expect(valid).toBeGreaterThan(0);
  expect(valid).toBeLessThan(RUNS / 20);
});
