/** What a case of the CMS vectors is, and the material that all of them are made of. */
import { utf8ToBytes } from '../../../core/bytes.ts';
import { derOrder, makeCms } from '../../support/cms-maker.ts';
import type { Attributes, CmsShape, SignerShape } from '../../support/cms-maker.ts';
import { rootAndSigner } from '../../support/pki.ts';
import type { Identity } from '../../support/pki.ts';

/**
 * What any reader must make of a case. valid: every step that is checked is ok. unproven: nothing failed, but something
 * could not be established. invalid: a step failed. refused: there is nothing to report on.
 */
export type Expected = 'valid' | 'unproven' | 'invalid' | 'refused';

export interface CmsCase {
  readonly name: string;
  readonly comment: string;
  readonly expect: Expected;
  /** The first step that is not ok, and why, or the code of a refusal. */
  readonly because?: string;
  readonly signature: () => Promise<Uint8Array>;
  /** The document beside the signature. */
  readonly content?: Uint8Array;
  /** The trusted authority. */
  readonly root: Identity;
}

export const gost = rootAndSigner('GOST-2015-512');
export const document = utf8ToBytes('Шарт № 7. Келісім екі данада жасалды.\n');
export const otherDocument = utf8ToBytes('Шарт № 8. Келісім екі данада жасалды.\n');

/** An attached signature by the GOST-2015-512 key, but for what the case changes. */
export function attached(
  signer: Partial<SignerShape> = {},
  shape: Partial<CmsShape> = {},
): Promise<Uint8Array> {
  return makeCms({
    signers: [{ identity: gost.signer, ...signer }],
    content: document,
    attached: true,
    ...shape,
  });
}

/** A case over `attached`, trusting the GOST-2015-512 root. */
export function gostCase(
  name: string,
  comment: string,
  [expect, because]: readonly [Expected, string?],
  signature: () => Promise<Uint8Array>,
): CmsCase {
  return { name, comment, expect, ...(because === undefined ? {} : { because }), signature, root: gost.root };
}

/** `attached` with other attributes than NCALayer's, given in the order in which they are to stand. */
export function withAttributes(change: (standard: Attributes) => readonly Uint8Array[]) {
  return () => attached({ attributes: change });
}

export const inOrder = (standard: Attributes) => derOrder(standard, 'streebog512');
