/**
 * Attacks on XML signatures, each a small change to a document whose signature is valid. Every one keeps as much of the
 * signature alive as it can: most of them are accepted by readers that take the first thing that fits.
 */
import { contentAttacks } from './content.ts';
import { documentAttacks } from './document.ts';
import { keysAttacks } from './keys.ts';
import { referencesAttacks } from './references.ts';
import { relocationAttacks } from './relocation.ts';
import { soapAttacks } from './soap.ts';
import { structureAttacks } from './structure.ts';
import { valuesAttacks } from './values.ts';
import type { Attack } from './tools.ts';

export { DOCUMENTS } from './tools.ts';
export type { AttackedDocument } from './tools.ts';

export const ATTACKS: Readonly<Record<string, Attack>> = {
  ...contentAttacks,
  ...relocationAttacks,
  ...soapAttacks,
  ...structureAttacks,
  ...referencesAttacks,
  ...keysAttacks,
  ...valuesAttacks,
  ...documentAttacks,
};
