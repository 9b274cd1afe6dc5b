import { describe, expect, it } from 'vitest';
import { findings } from '../../contract/doctor.ts';
import type { CardService, DoctorReport, ExaminedLibrary, Finding } from '../../contract/doctor.ts';
import { headlineOf, sortVendors, toneOf } from './doctor.ts';

function libraryWith(initialised: boolean): ExaminedLibrary {
  const token = { label: '', serial: '', model: '', manufacturer: '', locked: false, finalTry: false };
  return {
    path: '/lib/driver.so',
    finding: 'no-certificate',
    architectures: ['x64'],
    missing: null,
    error: null,
    info: null,
    slots: 1,
    tokens: [{ ...token, initialised, certificates: 0 }],
  };
}

function report(
  found: readonly Finding[],
  cardService: CardService = 'running',
  initialised = true,
): DoctorReport {
  const vendors = found.map(finding => ({
    id: finding,
    name: finding,
    finding,
    libraries: finding === 'no-certificate' ? [libraryWith(initialised)] : [],
    drivers: null,
    help: null,
    triedOnHardware: false,
  }));
  return { platform: 'linux', architecture: 'x64', cardService, vendors, text: '' };
}

describe('the one line above', () => {
  it.each([
    [['not-installed', 'crashes', 'works'], 'running', 'works'],
    [['no-token', 'no-certificate'], 'running', 'locked'],
    [['no-token', 'crashes'], 'running', 'noToken'],
    [['not-installed', 'wrong-architecture'], 'running', 'broken'],
    [['not-installed', 'library-unknown'], 'running', 'none'],
    [['no-token'], 'stopped', 'service'],
    [['not-installed'], 'not-installed', 'service'],
    [['works'], 'unknown', 'works'],
    [[], 'unknown', 'none'],
  ] as const)('%j with the service %s is "%s"', (found, service, headline) => {
    expect(headlineOf(report(found, service))).toBe(headline);
  });
  it('does not take a token that was never set up for the one that is looked for', () => {
    expect(headlineOf(report(['no-certificate'], 'running', false))).toBe('noToken');
  });
});

describe('the vendors', () => {
  it('are those that are here, what works first, and those that are not', () => {
    const { here, absent } = sortVendors(report(['not-installed', 'crashes', 'no-token', 'works']).vendors);
    expect(here.map(({ id }) => id)).toEqual(['works', 'no-token', 'crashes']);
    expect(absent.map(({ id }) => id)).toEqual(['not-installed']);
  });
  it('only one finding is as good as can be', () => {
    expect(findings.filter(finding => toneOf(finding) === 'good')).toEqual(['works']);
  });
});
