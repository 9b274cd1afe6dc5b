import { describe, expect, it } from 'vitest';
import type { Progress } from '../../contract/documents.ts';
import { endedCount, fractionOf, mergeResults, overallProgress } from './signing-progress.ts';
import { sampleFile } from './testing/samples.ts';

const step = (document: string, phase: Progress['phase'], bytesDone = 0, bytesTotal = 0): Progress => ({
  job: 'j',
  document,
  index: 0,
  count: 2,
  bytesDone,
  bytesTotal,
  phase,
});
const mapOf = (...steps: Progress[]) => new Map(steps.map(each => [each.document, each]));
const large = sampleFile('/large', 'document', 10_000_000);
const small = sampleFile('/small', 'document', 0);

describe('progress', () => {
  it('of one document follows its bytes and ends at one', () => {
    const megabyte = 1_000_000;
    expect(fractionOf(megabyte, undefined)).toBe(0);
    expect(fractionOf(megabyte, step('/a', 'reading', megabyte / 2, megabyte))).toBeCloseTo(0.469, 3);
    expect(fractionOf(megabyte, step('/a', 'writing', megabyte, megabyte))).toBeGreaterThan(0.99);
    expect(fractionOf(megabyte, step('/a', 'writing', megabyte, megabyte))).toBeLessThan(1);
    expect(fractionOf(megabyte, step('/a', 'done'))).toBe(1);
    expect(fractionOf(megabyte, step('/a', 'failed'))).toBe(1);
  });
  it('of a small document is not nearly over while its key is awaited', () => {
    expect(fractionOf(0, step('/a', 'reading'))).toBe(0);
    expect(fractionOf(1_000, step('/a', 'signing', 1_000, 1_000))).toBeLessThan(0.2);
  });
  it('of all weighs documents by their size', () => {
    const progress = overallProgress([large, small], mapOf(step('/small', 'done')));
    expect(progress).toBeGreaterThan(0);
    expect(progress).toBeLessThan(0.02);
    expect(overallProgress([large, small], mapOf(step('/small', 'done'), step('/large', 'done')))).toBe(1);
  });
  it('moves with empty files too', () => {
    const files = [sampleFile('/1', 'document', 0), sampleFile('/2', 'document', 0)];
    expect(overallProgress(files, mapOf(step('/1', 'done')))).toBeCloseTo(0.5);
  });
  it('of nothing is nothing', () => {
    expect(overallProgress([], new Map())).toBe(0);
  });
  it('counts what has ended, well or badly', () => {
    expect(endedCount(mapOf(step('/1', 'done'), step('/2', 'failed'), step('/3', 'signing')))).toBe(2);
  });
});

describe('results of a second attempt', () => {
  it('take the place of the first, in the order of the documents', () => {
    const failed = {
      document: '/large',
      output: null,
      error: { code: 'host.crashed', params: {} },
      pending: null,
    } as const;
    const done = { document: '/small', output: '/small.cms', error: null, pending: null };
    const again = { document: '/large', output: '/large.cms', error: null, pending: null };
    expect(mergeResults([large, small], [done, failed], [again])).toEqual([again, done]);
  });
});
