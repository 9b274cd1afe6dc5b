/** AlgorithmIdentifier (RFC 5280 §4.1.1.2), in every structure that names an algorithm. */
import { malformed } from './asn1-error.ts';
import { elementsOf } from './elements.ts';
import type { Element } from './elements.ts';
import { readOid } from './values.ts';

export interface Algorithm {
  readonly oid: string;
  /** Null where they are left out; a NULL is there. */
  readonly parameters: Element | null;
}

/**
 * AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL }. The parameters stay bytes: they may
 * be megabytes of elements, and whoever knows the algorithm knows what to expect of them.
 * @throws Asn1Error
 */
export function readAlgorithm(identifier: Element): Algorithm {
  const [algorithm, parameters] = elementsOf(identifier.content, 2);
  if (algorithm === undefined) throw malformed('an algorithm without a name');
  return { oid: readOid(algorithm), parameters: parameters ?? null };
}
