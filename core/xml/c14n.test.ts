/** Canonical forms, rule by rule; the comparison with libxml2 over many documents is in tests/interop/xml-c14n.test.ts. */
import { describe, expect, it } from 'vitest';
import { bytesToUtf8 } from '../bytes.ts';
import { canonicalize } from './c14n.ts';
import type { Canonicalization } from './c14n.ts';
import { parseXml } from './parse.ts';
import { selectElement } from './xpath.ts';

const INCLUSIVE: Canonicalization = { exclusive: false, comments: false, inclusivePrefixes: [] };
const EXCLUSIVE: Canonicalization = { exclusive: true, comments: false, inclusivePrefixes: [] };

function canonical(text: string, how: Canonicalization, path?: string, omit: readonly string[] = []): string {
  const document = parseXml(text);
  const apex = path === undefined ? document : selectElement(document, path);
  const omitted = new Set(omit.map(each => selectElement(document, each)));
  return bytesToUtf8(canonicalize(apex, how, omitted));
}

describe('both forms', () => {
  it.each([
    ['drop the declaration and white space around the root', '<?xml version="1.0"?>\n <a/>\n', '<a></a>'],
    ['write empty elements as pairs', '<a><b/><c  x="1" /></a>', '<a><b></b><c x="1"></c></a>'],
    ['keep white space inside the root', '<a>\n  <b> </b>\n</a>', '<a>\n  <b> </b>\n</a>'],
    ['replace references and CDATA', '<a>&#x41;&gt;<![CDATA[<&>]]></a>', '<a>A&gt;&lt;&amp;&gt;</a>'],
    ['escape text', '<a>&lt;&amp;&gt;"\'&#13;&#9;</a>', '<a>&lt;&amp;&gt;"\'&#xD;\t</a>'],
    [
      'escape attributes',
      '<a x="&lt;&amp;>&quot;\'&#13;&#10;&#9;" y=\'"\'/>',
      '<a x="&lt;&amp;>&quot;\'&#xD;&#xA;&#x9;" y="&quot;"></a>',
    ],
    ['make white space in attributes spaces', '<a x="1\t2\r\n3"/>', '<a x="1 2 3"></a>'],
    [
      'put instructions beside the root on lines of their own',
      '<?p  q ?><a/><?r?>',
      '<?p q ?>\n<a></a>\n<?r?>',
    ],
    ['leave comments out', '<!-- 1 --><a>x<!-- 2 -->y</a><!-- 3 -->', '<a>xy</a>'],
    [
      'sort attributes by namespace, then name',
      '<a xmlns:z="urn:a" xmlns:y="urn:b" y:a="" z:b="" b="" a=""/>',
      '<a xmlns:y="urn:b" xmlns:z="urn:a" a="" b="" z:b="" y:a=""></a>',
    ],
    ['sort by code point, not by UTF-16 unit', '<a 𐀀="" ﷰ=""/>', '<a ﷰ="" 𐀀=""></a>'],
    ['keep attributes whose names only begin like declarations', '<a xmlnsx="1"/>', '<a xmlnsx="1"></a>'],
    ['escape namespace names', '<a xmlns="urn:&amp;&quot;"/>', '<a xmlns="urn:&amp;&quot;"></a>'],
    ['drop a declaration of xml', '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>', '<a></a>'],
    [
      'take back the default namespace',
      '<a xmlns="urn:u"><b xmlns=""/></a>',
      '<a xmlns="urn:u"><b xmlns=""></b></a>',
    ],
    ['drop an empty default namespace', '<a xmlns=""><b xmlns=""/></a>', '<a><b></b></a>'],
  ])('%s', (_name, text, expected) => {
    expect(canonical(text, INCLUSIVE)).toBe(expected);
    expect(canonical(text, EXCLUSIVE)).toBe(expected);
  });

  it('write comments where they are wanted', () => {
    const how = { ...INCLUSIVE, comments: true };
    expect(canonical('<!--1--><a>x<!-- & -->y</a><!--3-->', how)).toBe(
      '<!--1-->\n<a>x<!-- & -->y</a>\n<!--3-->',
    );
  });

  it('leave out what is to be omitted, and nothing beside it', () => {
    expect(canonical('<a> <b>1</b>2<c><b/></c></a>', INCLUSIVE, undefined, ['/a/b'])).toBe(
      '<a> 2<c><b></b></c></a>',
    );
    expect(canonical('<a/>', INCLUSIVE, undefined, ['/a'])).toBe('');
  });

  it('take any depth that the reader takes', () => {
    const text = '<a>'.repeat(256) + '</a>'.repeat(256);
    expect(canonical(text, INCLUSIVE)).toBe(text);
    expect(canonical(text, EXCLUSIVE)).toBe(text);
  });
});

it.each([
  ['inclusive', INCLUSIVE],
  ['exclusive', EXCLUSIVE],
])('the %s form refuses relative namespace names', (_name, how) => {
  expect(() => canonical('<v2:invoice xmlns:v2="v2.esf"/>', how)).toThrow('xml.relative-namespace');
});

describe('inclusive form', () => {
  it('writes every namespace in scope, used or not, once', () => {
    const text = '<a xmlns:p="urn:u" xmlns:q="urn:v"><p:b xmlns:p="urn:u"><p:c xmlns:p="urn:w"/></p:b></a>';
    expect(canonical(text, INCLUSIVE)).toBe(
      '<a xmlns:p="urn:u" xmlns:q="urn:v"><p:b><p:c xmlns:p="urn:w"></p:c></p:b></a>',
    );
  });

  it('takes namespaces and xml: attributes of the ancestors to the apex', () => {
    const text =
      '<a xmlns="urn:d" xmlns:p="urn:u" xml:lang="kk" xml:space="preserve" x="1"><b xmlns="" xml:lang="ru"/></a>';
    expect(canonical(text, INCLUSIVE, '/*[local-name()="a"]/b')).toBe(
      '<b xmlns:p="urn:u" xml:lang="ru" xml:space="preserve"></b>',
    );
  });
});

describe('exclusive form', () => {
  const text =
    '<a xmlns="urn:d" xmlns:p="urn:u" xmlns:q="urn:v" xml:lang="kk"><p:b><c q:x="1" xmlns:q="urn:w"/><p:d xmlns:q="urn:v"/></p:b></a>';

  it('writes a namespace where it is used first', () => {
    expect(canonical(text, EXCLUSIVE)).toBe(
      '<a xmlns="urn:d" xml:lang="kk"><p:b xmlns:p="urn:u"><c xmlns:q="urn:w" q:x="1"></c><p:d></p:d></p:b></a>',
    );
  });

  it('takes nothing from ancestors that the apex does not use', () => {
    expect(canonical(text, EXCLUSIVE, '//*[name()="p:b"]')).toBe(
      '<p:b xmlns:p="urn:u"><c xmlns="urn:d" xmlns:q="urn:w" q:x="1"></c><p:d></p:d></p:b>',
    );
  });

  it('treats the prefixes of its list as the inclusive form does', () => {
    const how = { ...EXCLUSIVE, inclusivePrefixes: ['q', '', 'unbound'] };
    expect(canonical(text, how, '//*[name()="p:b"]')).toBe(
      '<p:b xmlns="urn:d" xmlns:p="urn:u" xmlns:q="urn:v"><c xmlns:q="urn:w" q:x="1"></c><p:d></p:d></p:b>',
    );
  });

  it('writes a namespace again beside the branch that wrote it', () => {
    expect(canonical('<a xmlns:p="urn:u"><p:b/><p:c/></a>', EXCLUSIVE)).toBe(
      '<a><p:b xmlns:p="urn:u"></p:b><p:c xmlns:p="urn:u"></p:c></a>',
    );
  });
});
