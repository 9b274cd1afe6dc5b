import { describe, expect, it } from 'vitest';
import { joinFiles, pairSignatures, sortFiles } from './intake.ts';
import { sampleFile } from './testing/samples.ts';

const pdf = sampleFile('/d/a.pdf');
const other = sampleFile('/d/b.pdf');
const appended = sampleFile('/d/a.pdf.cms', 'signature');
const replaced = sampleFile('/d/a.p7s', 'signature');
const stranger = sampleFile('/d/подпись.cms', 'signature');

describe('files that arrive', () => {
  it('are sorted by what they are', () => {
    const key = sampleFile('/d/k.p12', 'keystore');
    const folder = sampleFile('/d', 'folder');
    const gone = sampleFile('/d/gone', 'missing');
    expect(sortFiles([key, pdf, folder, appended, gone])).toEqual({
      documents: [pdf],
      signatures: [appended],
      keystores: [key],
      folders: [folder],
      missing: [gone],
    });
  });
  it('are never taken twice', () => {
    expect(joinFiles([pdf], [other, pdf, other])).toEqual([pdf, other]);
  });
});

describe('a signature and its document', () => {
  it.each([
    ['a.pdf.cms', appended],
    ['a.p7s', replaced],
  ])('belong together by name: %s', (_name, signature) => {
    const { pairs, rest } = pairSignatures([signature], [other, pdf]);
    expect(pairs).toEqual([{ signature, content: pdf }]);
    expect(rest).toEqual([other]);
  });
  it('belong together when they come alone, whatever their names', () => {
    const { pairs, rest } = pairSignatures([stranger], [pdf]);
    expect(pairs).toEqual([{ signature: stranger, content: pdf }]);
    expect(rest).toEqual([]);
  });
  it('do not among others with other names', () => {
    const { pairs, rest } = pairSignatures([stranger], [pdf, other]);
    expect(pairs).toEqual([{ signature: stranger, content: null }]);
    expect(rest).toEqual([pdf, other]);
  });
  it('are not told apart by capitals', () => {
    const loud = sampleFile('/d/A.PDF.CMS', 'signature');
    expect(pairSignatures([loud, stranger], [pdf]).pairs[0]?.content).toEqual(pdf);
  });
});
