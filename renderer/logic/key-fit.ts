/** Which key suits a purpose, and why another does not. A portal publishes what it asks for; signing a document asks only for the role. */
import type { KeyDescription, StoreDescription } from '../../contract/keys.ts';
import type { KeyRequirement as PortalRequirement } from '../../contract/portal/model.ts';
import { termOf } from './term.ts';

/** What a signature asks of its key; what is left out may be anything. */
export interface KeyRequirement {
  readonly role?: 'SIGN' | 'AUTH';
  readonly subjectType?: KeyDescription['subjectType'];
  readonly iin?: string;
  readonly bin?: string;
  /** Roles with the families in which each is taken, as a portal publishes them. */
  readonly accepts?: PortalRequirement['accepts'];
  /** Of keys of an entity: what the owner has to be in it. */
  readonly positions?: readonly string[];
  /** Families by their beginning: `GOST-2015`, `RSA`. */
  readonly algorithms?: readonly string[];
}

export type Refusal =
  | { readonly reason: 'not-for-signing' | 'not-for-login' | 'other-purpose' | 'file-missing' }
  | { readonly reason: 'token-missing' | 'pin-locked' | 'not-initialised' | 'quarantined' }
  | { readonly reason: 'no-certificate' | 'no-key' | 'damaged-certificate' | 'wrong-position' }
  | { readonly reason: 'expired' | 'not-yet'; readonly time: string }
  | {
      readonly reason: 'wrong-subject';
      readonly given: KeyDescription['subjectType'];
      readonly needed: KeyDescription['subjectType'];
    }
  | { readonly reason: 'other-iin' | 'other-bin'; readonly id: string }
  | { readonly reason: 'wrong-algorithm'; readonly algorithm: string };

type Rule = (key: KeyDescription, requirement: KeyRequirement, now: number) => Refusal | null;

/** In the order in which a person would ask: is it the right kind, the right owner, the right algorithm, and does it still hold. */
const rules: readonly Rule[] = [
  (key, { role }) => {
    if (!role || key.role === role) return null;
    if (key.role === 'OTHER') return { reason: 'other-purpose' };
    return { reason: role === 'SIGN' ? 'not-for-signing' : 'not-for-login' };
  },
  (key, { accepts }) => {
    if (!accepts || accepts.some(({ role }) => role === key.role)) return null;
    return { reason: accepts.some(({ role }) => role === 'SIGN') ? 'not-for-signing' : 'not-for-login' };
  },
  (key, { subjectType }) =>
    subjectType && key.subjectType !== subjectType
      ? { reason: 'wrong-subject', given: key.subjectType, needed: subjectType }
      : null,
  (key, { iin }) => (iin && key.iin !== iin ? { reason: 'other-iin', id: iin } : null),
  (key, { bin }) => (bin && key.bin !== bin ? { reason: 'other-bin', id: bin } : null),
  (key, { algorithms }) =>
    algorithms && !algorithms.some(family => key.algorithm.startsWith(family))
      ? { reason: 'wrong-algorithm', algorithm: key.algorithm }
      : null,
  (key, { accepts }) => {
    const family = key.algorithm.startsWith('RSA') ? 'RSA' : key.algorithm;
    const fits = accepts?.some(
      ({ role, families }) => role === key.role && families.some(each => each === family),
    );
    return fits === false ? { reason: 'wrong-algorithm', algorithm: key.algorithm } : null;
  },
  ({ subjectType, position }, { positions }) =>
    positions && subjectType === 'legal' && !(position && positions.includes(position))
      ? { reason: 'wrong-position' }
      : null,
  (key, _requirement, now) => {
    const { tone } = termOf(key.notBefore, key.notAfter, now);
    if (tone === 'over') return { reason: 'expired', time: key.notAfter };
    return tone === 'not-yet' ? { reason: 'not-yet', time: key.notBefore } : null;
  },
];

/** Null where the key suits. */
export function refusalOf(key: KeyDescription, requirement: KeyRequirement, now: number): Refusal | null {
  for (const rule of rules) {
    const refusal = rule(key, requirement, now);
    if (refusal) return refusal;
  }
  return null;
}

/** Why nothing of a store can be used now; null where it can. */
export function refusalOfStore({ state, ref }: StoreDescription): Refusal | null {
  if (state === 'locked' || state === 'unlocked') return null;
  if (state !== 'missing') return { reason: state };
  return { reason: ref.kind === 'file' ? 'file-missing' : 'token-missing' };
}
