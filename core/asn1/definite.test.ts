/** BER made definite: any tree of elements, written in any mixture of lengths, gives the DER that means the same. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, concatBytes, hexToBytes } from '../bytes.ts';
import { derElement, derHeader, toDefinite } from './definite.ts';
import { guardAsn1, readHeader } from './tlv.ts';

type Tree =
  | { readonly kind: 'leaf'; readonly content: Uint8Array }
  | { readonly kind: 'octets'; readonly pieces: readonly Uint8Array[]; readonly indefinite: boolean }
  | { readonly kind: 'node'; readonly children: readonly Tree[]; readonly indefinite: boolean };

const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; octets: Tree; node: Tree }>(tie => ({
  tree: fc.oneof({ maxDepth: 5 }, tie('leaf'), tie('octets'), tie('node')),
  leaf: fc.record({ kind: fc.constant('leaf' as const), content: fc.uint8Array({ maxLength: 200 }) }),
  octets: fc.record({
    kind: fc.constant('octets' as const),
    pieces: fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }),
    indefinite: fc.boolean(),
  }),
  node: fc.record({
    kind: fc.constant('node' as const),
    children: fc.array(tie('tree'), { maxLength: 4 }),
    indefinite: fc.boolean(),
  }),
}));

const wrapped = (tag: number, indefinite: boolean, parts: readonly Uint8Array[]): Uint8Array =>
  indefinite ? concatBytes(Uint8Array.of(tag, 0x80), ...parts, new Uint8Array(2)) : derElement(tag, ...parts);

function ber(node: Tree): Uint8Array {
  if (node.kind === 'leaf') return derElement(0x0c, node.content);
  if (node.kind === 'octets')
    return wrapped(
      0x24,
      node.indefinite,
      node.pieces.map(piece => derElement(0x04, piece)),
    );
  return wrapped(0x30, node.indefinite, node.children.map(ber));
}

function der(node: Tree): Uint8Array {
  if (node.kind === 'leaf') return derElement(0x0c, node.content);
  if (node.kind === 'octets') return derElement(0x04, ...node.pieces);
  return derElement(0x30, ...node.children.map(der));
}

describe('toDefinite', () => {
  it('gives the DER of any tree', () => {
    fc.assert(
      fc.property(tree, node => {
        const bytes = ber(node);
        guardAsn1(bytes);
        expect(bytesToHex(toDefinite(bytes))).toBe(bytesToHex(der(node)));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps long forms of lengths, since what is signed stays as it was written', () => {
    const padded = hexToBytes('30820003020101');
    expect(toDefinite(padded)).toEqual(padded);
  });

  it('rewrites an element whose length does not change by it', () => {
    // 30 80 … 00 00 has four octets around its content, and so has 30 82 LL LL.
    const content = derElement(0x0c, new Uint8Array(300));
    const indefinite = concatBytes(Uint8Array.of(0x30, 0x80), content, new Uint8Array(2));
    const outer = derElement(0x30, indefinite);
    expect(toDefinite(outer)).toEqual(derElement(0x30, derElement(0x30, content)));
  });
});

describe('derHeader', () => {
  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [256, '04820100'],
    [2 ** 32, '04850100000000'],
    [2 ** 40 + 5, '0486010000000005'],
  ])('of %i bytes', (length, hex) => {
    const header = derHeader(0x04, length);
    expect(bytesToHex(header)).toBe(hex);
    expect(readHeader(header, 0).length).toBe(length);
  });
});
