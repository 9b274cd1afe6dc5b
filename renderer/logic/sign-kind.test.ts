import { describe, expect, it } from 'vitest';
import { offersXml, requestOf, takesTimestamp } from './sign-kind.ts';

const style = { layout: 'santuario', encoding: 'pem', timestamp: true } as const;

describe('the kinds of signature', () => {
  it('offer XML only where every document is XML', () => {
    expect(offersXml([{ name: 'a.xml' }, { name: 'B.XML' }])).toBe(true);
    expect(offersXml([{ name: 'a.xml' }, { name: 'a.xml.pdf' }])).toBe(false);
    expect(offersXml([])).toBe(false);
  });
  it('ask the program for what their words say', () => {
    expect(requestOf({ ...style, kind: 'attached' })).toEqual({
      format: 'cms',
      detached: false,
      encoding: 'pem',
      timestamp: true,
    });
    expect(requestOf({ ...style, kind: 'detached' })).toMatchObject({ format: 'cms', detached: true });
    expect(requestOf({ ...style, kind: 'xml' })).toEqual({
      format: 'xml',
      detached: false,
      xml: { layout: 'santuario', reference: { kind: 'enveloped' } },
    });
    expect(requestOf({ ...style, kind: 'raw' })).toEqual({ format: 'raw', detached: true });
  });
  it('have a place for a time-stamp in a CMS only', () => {
    expect(takesTimestamp('attached')).toBe(true);
    expect(takesTimestamp('detached')).toBe(true);
    expect(takesTimestamp('xml')).toBe(false);
    expect(takesTimestamp('raw')).toBe(false);
  });
});
