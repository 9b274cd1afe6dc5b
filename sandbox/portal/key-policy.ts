/** Which key each step takes: the table that the portal publishes. */
import type { KeyFamily, KeyPolicy, KeyRequirement, KeyStep } from '../../contract/portal/model.ts';

const gost: readonly KeyFamily[] = ['GOST-2004', 'GOST-2015-256', 'GOST-2015-512'];
/** What `current` adds to what the instructions name. */
const added: Readonly<Record<KeyPolicy, readonly KeyFamily[]>> = {
  classic: [],
  current: ['GOST-2015-512'],
};

type Role = KeyRequirement['accepts'][number]['role'];

function accepting(role: Role, families: readonly KeyFamily[]): KeyRequirement['accepts'][number] {
  return { role, families: [...new Set(families)] };
}

function ofPerson(policy: KeyPolicy): KeyRequirement {
  return {
    accepts: [accepting('SIGN', ['RSA', ...added[policy]])],
    subjectTypes: ['individual'],
    positions: null,
    iin: null,
    bin: null,
  };
}

function ofEntity(positions: KeyRequirement['positions']): KeyRequirement {
  return { accepts: [accepting('SIGN', gost)], subjectTypes: ['legal'], positions, iin: null, bin: null };
}

export function requirementsOf(policy: KeyPolicy): Readonly<Record<KeyStep, KeyRequirement>> {
  const login = added[policy].length === 0 ? [] : [accepting('SIGN', added[policy])];
  return {
    login: {
      accepts: [accepting('AUTH', ['RSA', ...gost]), ...login],
      subjectTypes: ['individual', 'legal'],
      positions: null,
      iin: null,
      bin: null,
    },
    'registration.individual': ofPerson(policy),
    'registration.legal': ofEntity(['head']),
    recovery: {
      accepts: [accepting('SIGN', ['RSA', ...gost])],
      subjectTypes: ['individual', 'legal'],
      positions: null,
      iin: null,
      bin: null,
    },
    'invitation.accept': ofPerson(policy),
    'employees.manage': ofEntity(['head', 'signatory']),
  };
}
