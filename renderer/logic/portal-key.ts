/** Keys as a portal asks for them, and a key that it would refuse as the error that it would answer with. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { KeyDescription } from '../../contract/keys.ts';
import type { KeyRequirement as PortalRequirement } from '../../contract/portal/model.ts';
import type { KeyRequirement, Refusal } from './key-fit.ts';

export type DefaultRole = 'SIGN' | 'AUTH';

/** A portal's requirement as the picker understands it. */
export function pickerRequirement(asked: PortalRequirement): KeyRequirement {
  const { accepts, subjectTypes, positions, iin, bin } = asked;
  const [only] = subjectTypes;
  return {
    accepts,
    ...(only && subjectTypes.length === 1 && { subjectType: only }),
    ...(positions && { positions }),
    ...(iin && { iin }),
    ...(bin && { bin }),
  };
}

/** Whether a step is for logging in, by what it takes; that is what its default key is kept under. */
export function roleOf({ accepts }: PortalRequirement): DefaultRole {
  return accepts.some(({ role }) => role === 'AUTH') ? 'AUTH' : 'SIGN';
}

/** Where the catalogue has no words for the portal's part, the card in the picker says why; then null. */
export function refusalError(refusal: Refusal, key: KeyDescription): ErrorData | null {
  const given = [key.name, key.organisation].filter(part => part !== null).join(', ');
  switch (refusal.reason) {
    case 'not-for-signing':
      return new TanbaError('key.not-for-signing', {}).toData();
    case 'not-for-login':
      return new TanbaError('key.not-for-login', {}).toData();
    case 'wrong-subject':
      return new TanbaError('key.wrong-subject', {
        needed: refusal.needed,
        given: refusal.given,
      }).toData();
    case 'other-iin':
    case 'other-bin':
      return new TanbaError('key.other-owner', { expected: refusal.id, given }).toData();
    case 'wrong-position':
      return new TanbaError('key.wrong-position', {}).toData();
    default:
      return null;
  }
}

/** File names of the keys that a step takes, as НУЦ calls them. */
export function fileNamesFor({ accepts, subjectTypes }: PortalRequirement): readonly string[] {
  const names = accepts.flatMap(({ role, families }) =>
    families.flatMap(family => {
      if (role === 'AUTH') return family === 'RSA' ? ['AUTH_RSA256_…'] : [];
      if (family === 'RSA') return ['RSA256_…'];
      if (family === 'GOST-2015-512') return ['GOST512_…'];
      return family === 'GOST-2004' && subjectTypes.includes('legal') ? ['GOSTKNCA_…'] : [];
    }),
  );
  return [...new Set(names)];
}
