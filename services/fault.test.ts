import { describe, expect, it } from 'vitest';
import { TanbaError } from '../contract/errors/index.ts';
import { toErrorData } from './fault.ts';

function faultAt(folder: string, message: string): Error {
  const error = new TypeError(message);
  error.stack = `TypeError: ${message}\n    at sign (${folder}/services/sign.ts:10:3)\n    at ${folder}/cli/main.ts:5:1`;
  return error;
}

describe('toErrorData', () => {
  it('passes an error of the catalogue on', () => {
    const error = new TanbaError('document.not-found', { file: 'a.pdf' });
    const faults: string[] = [];
    expect(toErrorData(error, id => faults.push(id))).toEqual({
      code: 'document.not-found',
      params: { file: 'a.pdf' },
    });
    expect(faults).toEqual([]);
  });

  it('numbers a fault by its place, not by its message or by whose computer it is', () => {
    const faults: string[] = [];
    const idOf = (error: unknown): unknown => toErrorData(error, id => faults.push(id)).params['id'];
    const here = idOf(faultAt('/home/aizhan', 'secret'));
    expect(here).toMatch(/^[0-9a-f]{8}$/);
    expect(idOf(faultAt('C:\\Users\\Данияр', 'another'))).toBe(here);
    expect(idOf('thrown text')).not.toBe(here);
    expect(faults).toHaveLength(3);
  });
});
