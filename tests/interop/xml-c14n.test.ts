/** Canonical forms and well-formedness, as libxml2 sees them. */
import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import { canonicalize } from '../../core/xml/c14n.ts';
import { readText } from '../../core/xml/encoding.ts';
import { parseXml } from '../../core/xml/parse.ts';
import { hasInteropData, interopFile } from './data.ts';
import { damagedXml, randomXml } from './random-xml.ts';
import { lacksTool, run } from './xml-tools.ts';

const FORMS = [
  { name: 'inclusive', option: '--c14n', exclusive: false },
  { name: 'exclusive', option: '--exc-c14n', exclusive: true },
] as const;

const DOCUMENTS = 100;
const SAMPLES = [
  'NCANode_XML_SIGNED_VALID_STRING.xml',
  'NCANode_v2_03_XML_sign_md_2.xml',
  'NCANode_v2_NCANode_postman_collection_json_3.xml',
  'mitwork_kalkan_0.xml',
  'ncalayer-rs_xml_ns.xml',
  'ncalayer-rs_xml_simple.xml',
];

function ours(text: string, exclusive: boolean): string {
  return Buffer.from(
    canonicalize(parseXml(text), { exclusive, comments: true, inclusivePrefixes: [] }),
  ).toString();
}

/** What libxml2 checks besides XML and its namespaces: syntax of URIs and of xml:id, and encodings that text no longer has. */
const BESIDES = /is not a valid URI|is not an NCName|nsupported encoding/;

/** What we refuse besides: instructions whose data begins with a question mark, and XML other than 1.0. */
const STRICTER = /<\?[^\s?]+\s+\?(?!>)|version="1\."/;

/** Both programs must take the document, and then write the same, or both must refuse it. */
function compare(text: string, form: (typeof FORMS)[number]): void {
  const theirs = run('xmllint', [form.option, '-'], text);
  if (BESIDES.test(theirs.messages) || STRICTER.test(text)) return;
  if (theirs.ok && !/error/.test(theirs.messages)) {
    expect(ours(text, form.exclusive), text).toBe(theirs.output.toString());
    return;
  }
  expect(() => ours(text, form.exclusive), `${theirs.messages}\n${text}`).toThrow(TanbaError);
}

describe.skipIf(lacksTool('xmllint', 'libxml2-utils', 4 + 2 * SAMPLES.length))(
  'canonical form, as xmllint writes it',
  () => {
    describe.each(FORMS)('$name', form => {
      it(`of ${DOCUMENTS} random documents`, () => {
        for (let seed = 0; seed < DOCUMENTS; seed++) compare(randomXml(seed), form);
      });

      it(`of ${DOCUMENTS} damaged documents, or none`, () => {
        for (let seed = 0; seed < DOCUMENTS; seed++) compare(damagedXml(seed), form);
      });

      it.skipIf(!hasInteropData).each(SAMPLES)('of %s', sample => {
        compare(readText(interopFile('xml', sample)), form);
      });
    });
  },
);
