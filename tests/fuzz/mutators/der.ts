/** Damage that knows what DER is made of: most of what it makes has right lengths and gets far into a reader. */
import { tags } from '../../../core/asn1/tlv.ts';
import { concatBytes } from '../../../core/bytes.ts';
import type { Choose, Mutator } from '../target.ts';
import { mutateBytes } from './bytes.ts';
import { copyNode, leaf, parent, readTree, writeTree } from './der-tree.ts';
import type { DerNode } from './der-tree.ts';

/** Where a node stands: in `siblings`, at `index`. */
interface Place {
  readonly siblings: DerNode[];
  readonly index: number;
}

function placesIn(siblings: DerNode[]): Place[] {
  return siblings.flatMap((node, index) => [
    { siblings, index },
    ...(node.children === null ? [] : placesIn(node.children)),
  ]);
}

const someTags = [
  ...Object.values(tags),
  0x00,
  0x0a,
  0x13,
  0x1e,
  0x1f,
  0x80,
  0x81,
  0x82,
  0xa0,
  0xa1,
  0xa2,
  0xa3,
  0xff,
];
/** Contents at the ends of what values can be: empty, one octet, more than any machine word, not text, not a time. */
const oddContents: readonly Uint8Array[] = [
  new Uint8Array(),
  Uint8Array.of(0),
  Uint8Array.of(0xff),
  Uint8Array.of(0x80),
  Uint8Array.of(0x7f, 0xff, 0xff, 0xff),
  new Uint8Array(9).fill(0xff),
  new Uint8Array(70).fill(0x81),
  new TextEncoder().encode('99991231235960Z'),
  new TextEncoder().encode('19700101000000Z'),
];
const lengths = [0, 1, 0x7f, 0x80, 0xffff, 0x7fffffff, 0xffffffff, 2 ** 40];

type Damage = (place: Place, choose: Choose, donors: readonly DerNode[]) => void;

const nodeAt = ({ siblings, index }: Place): DerNode => siblings[index]!;
const among = <T>(list: readonly T[], choose: Choose): T => list[choose(list.length)]!;

function editContent(node: DerNode, choose: Choose, others: readonly Uint8Array[]): void {
  if (node.children === null) node.content = mutateBytes(node.content, others, choose);
}

const damages: readonly Damage[] = [
  ({ siblings, index }) => void siblings.splice(index, 1),
  ({ siblings, index }, choose) =>
    void siblings.splice(
      index,
      0,
      ...Array.from({ length: 1 + choose(3) }, () => copyNode(siblings[index]!)),
    ),
  ({ siblings, index }, choose) => {
    const other = choose(siblings.length);
    [siblings[index], siblings[other]] = [siblings[other]!, siblings[index]!];
  },
  ({ siblings, index }, choose, donors) => void (siblings[index] = copyNode(among(donors, choose))),
  ({ siblings, index }, choose, donors) => void siblings.splice(index, 0, copyNode(among(donors, choose))),
  (place, choose) => void (nodeAt(place).tag = among(someTags, choose)),
  (place, choose) => void (nodeAt(place).tag ^= 1 << choose(8)),
  (place, choose) => editContent(nodeAt(place), choose, oddContents),
  (place, choose) => {
    const node = nodeAt(place);
    if (node.children === null) node.content = among(oddContents, choose);
  },
  (place, choose) => {
    const node = nodeAt(place);
    if (node.children === null)
      node.content = concatBytes(node.content, new Uint8Array(1 << choose(13)).fill(choose(256)));
  },
  (place, choose) => void (nodeAt(place).form = { kind: 'padded', octets: 1 + choose(7) }),
  (place, choose) => void (nodeAt(place).form = { kind: 'lie', length: among(lengths, choose) }),
  (place, choose) => void (nodeAt(place).form = { kind: choose(4) === 0 ? 'endless' : 'indefinite' }),
  ({ siblings, index }, choose) => {
    for (let depth = 1 << choose(8); depth > 0; depth--) {
      siblings[index] = parent(among([tags.sequence, tags.set, 0xa0], choose), [siblings[index]!]);
    }
  },
  (place, choose) => {
    const node = nodeAt(place);
    if (node.tag !== tags.octetString || node.children !== null) return;
    const cut = choose(node.content.length + 1);
    const pieces = [node.content.subarray(0, cut), node.content.subarray(cut)];
    Object.assign(node, {
      ...parent(
        tags.constructedOctetString,
        pieces.map(piece => leaf(tags.octetString, piece)),
      ),
    });
  },
  (place, choose) => {
    // Rarely so many that a limit is met.
    const count = 1 << choose(choose(20) === 0 ? 15 : 6);
    const node = nodeAt(place);
    node.children?.push(...Array.from({ length: count }, () => leaf(tags.null, new Uint8Array())));
  },
];

const trees = new WeakMap<Uint8Array, DerNode[] | null>();

function treeOf(bytes: Uint8Array): DerNode[] | null {
  const known = trees.get(bytes);
  if (known !== undefined) return known;
  const tree = readTree(bytes);
  trees.set(bytes, tree);
  return tree;
}

function allNodes(nodes: readonly DerNode[]): DerNode[] {
  return nodes.flatMap(node => [node, ...allNodes(node.children ?? [])]);
}

/** One to three damages to the tree; to the bytes instead where they are no tree, and now and then after it. */
export const mutateDer: Mutator = (original, others, choose) => {
  const tree = treeOf(original);
  if (tree === null || tree.length === 0 || choose(12) === 0) return mutateBytes(original, others, choose);
  const nodes = tree.map(copyNode);
  const donors = [...allNodes(treeOf(among(others, choose)) ?? []), ...allNodes(tree)];
  for (let count = 1 + choose(3); count > 0; count--) {
    const places = placesIn(nodes);
    if (places.length === 0) break;
    damages[choose(damages.length)]!(among(places, choose), choose, donors);
  }
  const bytes = writeTree(nodes);
  return choose(10) === 0 ? mutateBytes(bytes, others, choose) : bytes;
};
