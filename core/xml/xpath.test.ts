import { describe, expect, it } from 'vitest';
import type { TanbaError } from '../../contract/errors/index.ts';
import { parseXml } from './parse.ts';
import { attributeOf } from './tree.ts';
import { selectElement, selectElements } from './xpath.ts';

const document = parseXml(
  `<root xmlns:w="urn:w"><list><item n="1"/><item n="2" kind="a and b"/></list><w:list><item n="3" w:Id="x"/></w:list>` +
    `<deep><list><item n="4"/><d:item xmlns:d="urn:d" n="5"/></list></deep><local-name n="6"/></root>`,
);

function numbers(path: string): string {
  return selectElements(document, path)
    .map(element => attributeOf(element, 'n') ?? element.name)
    .join(' ');
}

describe('selectElements', () => {
  it.each([
    ['/root', 'root'],
    ['root', 'root'],
    [' / root / list / item ', '1 2'],
    ['/root/child::list/item', '1 2'],
    ['/list', ''],
    ['//item', '1 2 3 4'],
    ['//list//item', '1 2 4'],
    ['/root//list/item', '1 2 4'],
    ['//w:list/item', '3'],
    ['//w:list/*', '3'],
    ['//d:item', '5'],
    ['//v:item', ''],
    ['//*[local-name()="item"]', '1 2 3 4 5'],
    ["//*[local-name()='item' and namespace-uri()='urn:d']", '5'],
    ['//*[name()="w:list"]', 'w:list'],
    ['//item[@n="2"]', '2'],
    ["//item[@kind='a and b']", '2'],
    ["//item[@kind='a and b' and @n='2']", '2'],
    ['//item[@w:Id="x"]', '3'],
    ['//item[@Id="x"]', ''],
    ['//item[1]', '1 3 4'],
    ['//item[position()=2]', '2'],
    ['//list/item[last()]', '2 4'],
    ['//item[@n="2"][1]', '2'],
    ['//item[1][@n="2"]', ''],
    ['/root/local-name', '6'],
    ['//item[@n="]"]', ''],
  ])('%s', (path, expected) => {
    expect(numbers(path)).toBe(expected);
  });

  it('gives each element once, however many paths lead to it', () => {
    expect(numbers('//*//*//item')).toBe('1 2 3 4');
  });
});

describe('what is not in the subset is refused, not guessed', () => {
  it.each([
    '',
    '/',
    '//',
    '/root/',
    '/root/..',
    '/root/.',
    '/root/text()',
    '/root/@n',
    '/root|/list',
    '//item[n]',
    '//item[@n]',
    '//item[@n>1]',
    '//item[0]',
    '//item[@n="1" or @n="2"]',
    '//item[contains(@n,"1")]',
    '//item[not(@n="1")]',
    '//item[@n=1]',
    '//item[@n="1"',
    'id("x")',
    '/descendant::item',
    'count(//item)',
    `/${'a'.repeat(3000)}`,
  ])('%.40s', path => {
    expect(() => selectElements(document, path)).toThrowError(
      expect.objectContaining({ code: 'xml.xpath' }) as TanbaError,
    );
  });
});

describe('selectElement', () => {
  it.each([
    ['//item', 4],
    ['//none', 0],
  ])('wants exactly one: %s', (path, count) => {
    expect(() => selectElement(document, path)).toThrowError(
      expect.objectContaining({ code: 'xml.element-not-one', params: { path, count } }) as TanbaError,
    );
  });
});
