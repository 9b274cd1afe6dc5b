/** Whether a key is the one that a step of the portal asks for; the same judgement in the picker and at the portal. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { CertificateInfo } from '../../contract/keys.ts';
import type { KeyRequirement } from '../../contract/portal/model.ts';
import { fitsForSigning } from './key-requirement.ts';

type Check = (info: CertificateInfo, requirement: KeyRequirement) => ErrorData | null;

/** RSA-2048 is of the family RSA; the GOST families are called as their keys. */
function familyOf({ algorithm }: CertificateInfo): string {
  return algorithm.startsWith('RSA') ? 'RSA' : algorithm;
}

/**
 * The order is that of use to the person: what the key is for, whose it is, and only then what it is made of. A SIGN key at
 * a login that takes AUTH keys only is said to be no login key.
 */
const checks: readonly Check[] = [
  ({ role }, { accepts }) => {
    if (accepts.some(accepted => accepted.role === role)) return null;
    const signing = accepts.some(accepted => accepted.role === 'SIGN');
    return new TanbaError(signing ? 'key.not-for-signing' : 'key.not-for-login', {}).toData();
  },
  ({ subjectType }, { subjectTypes }) => {
    if (subjectTypes.includes(subjectType)) return null;
    const needed = subjectTypes[0] ?? '';
    return new TanbaError('key.wrong-subject', { needed, given: subjectType }).toData();
  },
  (info, { iin, bin }) => {
    const other = (iin !== null && info.iin !== iin) || (bin !== null && info.bin !== bin);
    if (!other) return null;
    const given = [info.name, info.organisation].filter(part => part !== null).join(', ');
    const expected = [bin === null || bin === info.bin ? iin : bin].join('');
    return new TanbaError('key.other-owner', { expected, given }).toData();
  },
  (info, { accepts }) => {
    const family = familyOf(info);
    const ofRole = accepts.filter(({ role }) => role === info.role);
    if (ofRole.some(({ families }) => families.some(accepted => accepted === family))) return null;
    const login = accepts.some(({ role }) => role === 'AUTH') && info.role === 'SIGN';
    if (login) return new TanbaError('key.not-for-login', {}).toData();
    const needed = [...new Set(ofRole.flatMap(({ families }) => families))].join(', ');
    return new TanbaError('key.wrong-family', { needed, given: info.algorithm }).toData();
  },
  ({ subjectType, position }, { positions }) => {
    const fits =
      positions === null || subjectType !== 'legal' || (position !== null && positions.includes(position));
    return fits ? null : new TanbaError('key.wrong-position', {}).toData();
  },
];

/** Why the key is not taken at this time, or null where it is. */
export function keyFault(info: CertificateInfo, requirement: KeyRequirement, at: Date): ErrorData | null {
  for (const check of checks) {
    const fault = check(info, requirement);
    if (fault !== null) return fault;
  }
  // The terms are judged alike for every key; its role was judged above.
  return fitsForSigning({ ...info, role: 'SIGN' }, at);
}
