import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import { bytesToUtf8, concatBytes, utf8ToBytes } from '../bytes.ts';
import { canonicalize } from './c14n.ts';
import { looksLikeXml, readText } from './encoding.ts';
import { LIMITS } from './limits.ts';
import { parseXml } from './parse.ts';

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof TanbaError) return error.code;
    throw error;
  }
  return 'accepted';
}

/** One rejected document per rule of XML 1.0 and Namespaces in XML 1.0; several pass through widespread parsers. */
const MALFORMED: Readonly<Record<string, string>> = {
  'two attributes of one name': '<a x="1" x="2"/>',
  'two attributes of one expanded name': '<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2"/>',
  'an attribute without quotes': '<a x=1/>',
  'an attribute without a value': '<a x/>',
  'no space between attributes': '<a x="1"y="2"/>',
  '< in an attribute': '<a x="<"/>',
  'an undeclared element prefix': '<p:a/>',
  'an undeclared attribute prefix': '<a p:x="1"/>',
  'a prefix taken back': '<a xmlns:p=""/>',
  'another name for the prefix xml': '<a xmlns:xml="u"/>',
  'the prefix xmlns declared': '<a xmlns:xmlns="u"/>',
  'the xml namespace under another prefix': '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>',
  'two colons': '<a:b:c xmlns:a="u"/>',
  'an attribute that begins with a hyphen after its prefix': '<a xml:-b=""/>',
  'an element that begins with a digit after its prefix': '<p:1 xmlns:p="urn:p"/>',
  'a prefix that begins with a hyphen': '<a xmlns:-p="urn:p"/>',
  'an instruction without space after its name': '<a><?p?x?></a>',
  'a leading colon': '<:a/>',
  ']]> in text': '<a>]]></a>',
  '-- in a comment': '<a><!-- a -- b --></a>',
  'an instruction named xml': '<a><?xml version="1.0"?></a>',
  'an instruction with a colon': '<a><?a:b?></a>',
  'two roots': '<a/><b/>',
  'text after the root': '<a/>x',
  'text before the root': 'x<a/>',
  'a reference after the root': '<a/>&#32;',
  'CDATA after the root': '<a/><![CDATA[ ]]>',
  'no root': '<!-- x -->',
  nothing: '',
  'an element left open': '<a>',
  'an end tag too many': '<a/></a>',
  'an end tag of another case': '<a></A>',
  'attributes in an end tag': '<a></a x="1">',
  'a zero character': '<a>\u0000</a>',
  'a control character': '<a>\u0001</a>',
  'U+FFFE': '<a>\uFFFE</a>',
  'half a surrogate pair': '<a>\uD800</a>',
  'a reference to zero': '<a>&#0;</a>',
  'a reference to a control character': '<a>&#1;</a>',
  'a reference to half a surrogate pair': '<a>&#xD800;</a>',
  'a reference past Unicode': '<a>&#x110000;</a>',
  'a reference with a large X': '<a>&#X41;</a>',
  'a lonely ampersand': '<a>a & b</a>',
  'an entity of HTML': '<a>&nbsp;</a>',
  'an unknown entity in an attribute': '<a x="&foo;"/>',
  'NEL between attributes': '<a\u0085x="1"/>',
  'a space before the declaration': ' <?xml version="1.0"?><a/>',
  'a declaration out of order': '<?xml encoding="UTF-8" version="1.0"?><a/>',
  'an open comment': '<a><!-- x</a>',
  'an open CDATA section': '<a><![CDATA[x</a>',
};

describe('parseXml refuses', () => {
  it.each(Object.entries(MALFORMED))('%s', (_name, text) => {
    expect(codeOf(() => parseXml(text))).toBe('xml.malformed');
  });

  it.each([
    ['a document type', '<!DOCTYPE a><a/>', 'xml.doctype'],
    ['an entity declaration', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'xml.doctype'],
    ['an external subset', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'xml.doctype'],
    ['XML 1.1', '<?xml version="1.1"?><a/>', 'xml.encoding'],
    ['depth', '<a>'.repeat(LIMITS.depth + 1) + '</a>'.repeat(LIMITS.depth + 1), 'xml.too-deep'],
    ['a crowd of nodes', `<a>${'<b/>'.repeat(LIMITS.nodes)}</a>`, 'xml.too-large'],
    ['length', `<a>${' '.repeat(LIMITS.length)}</a>`, 'xml.too-large'],
  ])('%s', (_name, text, code) => {
    expect(codeOf(() => parseXml(text))).toBe(code);
  });

  it('names the place', () => {
    const error: unknown = (() => {
      try {
        return parseXml('<a>\n<b></c></a>');
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ code: 'xml.malformed', params: { line: 2, column: 7 } });
  });
});

describe('parseXml reads', () => {
  it('names, namespaces and values', () => {
    const { root } = parseXml('<p:a xmlns:p="u" xmlns="d" x="1" p:y="&lt;&#10;\n"><b/></p:a>');
    expect(root).toMatchObject({ name: 'p:a', prefix: 'p', local: 'a', uri: 'u' });
    expect([...root.namespaces]).toEqual([
      ['p', 'u'],
      ['', 'd'],
    ]);
    expect(root.attributes.map(({ name, uri, value }) => [name, uri, value])).toEqual([
      ['x', '', '1'],
      ['p:y', 'u', '<\n '],
    ]);
    expect(root.children[0]).toMatchObject({ kind: 'element', uri: 'd', parent: root });
  });

  it('the place of every element in the text', () => {
    const text = '\uFEFF<?xml version="1.0"?>\r\n<a ><b x="1>2" /><c>\r\nж𝄞</c ></a\n><!-- <a> -->'.slice(1);
    const { root } = parseXml(text);
    const cut = ({ span: s }: typeof root): string[] => [
      text.slice(s.start, s.contentStart),
      text.slice(s.contentStart, s.contentEnd),
      text.slice(s.contentEnd, s.end),
    ];
    expect(cut(root)).toEqual(['<a >', '<b x="1>2" /><c>\r\nж𝄞</c >', '</a\n>']);
    const [b, c] = root.children;
    expect(b?.kind === 'element' && cut(b)).toEqual(['<b x="1>2" />', '', '']);
    expect(c?.kind === 'element' && cut(c)).toEqual(['<c>', '\r\nж𝄞', '</c >']);
  });

  it('line ends as XML 1.0 §2.11 says, and only those', () => {
    const { root } = parseXml('<a>1\r\n2\r3\n4\u00855\u2028</a>');
    expect(root.children).toEqual([{ kind: 'text', data: '1\n2\n3\n4\u00855\u2028', cdata: false }]);
  });

  it('CDATA apart from text', () => {
    expect(parseXml('<a>1<![CDATA[<2>]]></a>').root.children).toEqual([
      { kind: 'text', data: '1', cdata: false },
      { kind: 'text', data: '<2>', cdata: true },
    ]);
  });
});

function utf16(text: string, bigEndian: boolean): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap(character => {
      const code = character.charCodeAt(0);
      return bigEndian ? [code >> 8, code & 0xff] : [code & 0xff, code >> 8];
    }),
  );
}

describe('readText', () => {
  const text = '<?xml version="1.0" encoding="UTF-16"?><a>ж</a>';

  it('reads UTF-8, with and without its mark, and UTF-16 by its mark', () => {
    expect(readText(utf8ToBytes('<a>ж</a>'))).toBe('<a>ж</a>');
    expect(readText(utf8ToBytes('\uFEFF<a>ж</a>'))).toBe('<a>ж</a>');
    expect(readText(utf16(`\uFEFF${text}`, false))).toBe(text);
    expect(readText(utf16(`\uFEFF${text}`, true))).toBe(text);
  });

  it('reads windows-1251 where it is declared', () => {
    const declared = '<?xml version="1.0" encoding="windows-1251"?><a>';
    const bytes = concatBytes(utf8ToBytes(declared), Uint8Array.of(0xe6), utf8ToBytes('</a>'));
    expect(readText(bytes)).toBe(`${declared}ж</a>`);
  });

  it.each([
    ['bytes that are not UTF-8', Uint8Array.of(0x3c, 0x61, 0x3e, 0xff)],
    ['an overlong form', Uint8Array.of(0x3c, 0xc1, 0xa1)],
    ['an encoding that contradicts the mark', utf8ToBytes(`\uFEFF${text}`)],
    ['a declared encoding that the bytes are not in', utf8ToBytes(text)],
    ['an encoding that nobody needs', utf8ToBytes('<?xml version="1.0" encoding="UTF-7"?><a/>')],
    ['half a surrogate pair in UTF-16', Uint8Array.of(0xff, 0xfe, 0x3c, 0, 0, 0xd8)],
  ])('refuses %s', (_name, bytes) => {
    expect(codeOf(() => readText(bytes))).toBe('xml.encoding');
  });

  it('refuses UTF-16 without a mark, since its zeros are no characters of XML', () => {
    expect(codeOf(() => parseXml(readText(utf16('<a/>', true))))).toBe('xml.malformed');
  });
});

describe('looksLikeXml', () => {
  it.each(['<a/>', '\uFEFF<?xml version="1.0"?><a/>', ' \r\n<a/>', '<!-- x --><a/>', '<ж/>'])(
    'says yes to %s',
    text => {
      expect(looksLikeXml(utf8ToBytes(text))).toBe(true);
    },
  );
  it('says yes to UTF-16', () => {
    expect(looksLikeXml(utf16('\uFEFF<a/>', true))).toBe(true);
  });
  it.each(['', 'text', 'MIIB', '< 5', '{"a":1}', '-----BEGIN CMS-----'])('says no to %s', text => {
    expect(looksLikeXml(utf8ToBytes(text))).toBe(false);
  });
});

it('a document survives reading: its canonical form is that of its canonical form', () => {
  const text = '<?p q?><r a="1" b=\'"\'>&amp;<![CDATA[<]]><!-- c --><e xmlns="urn:u"/></r>';
  const how = { exclusive: false, comments: true, inclusivePrefixes: [] };
  const once = canonicalize(parseXml(text), how);
  expect(canonicalize(parseXml(bytesToUtf8(once)), how)).toEqual(once);
});
