/** Elements by their Id. No document type tells here what an Id is, so every attribute that anybody takes for one counts. */
import { elementsOf } from './tree.ts';
import type { XmlElement } from './tree.ts';

/**
 * All elements by each attribute called Id in any case and any namespace (Id, ID, id, wsu:Id, xml:id …). A value that two
 * elements share names neither: two readers of the document would take different ones.
 */
export function elementsById(root: XmlElement): ReadonlyMap<string, readonly XmlElement[]> {
  const ids = new Map<string, XmlElement[]>();
  for (const element of elementsOf(root)) {
    const values = element.attributes.filter(({ local }) => local.toLowerCase() === 'id');
    for (const value of new Set(values.map(attribute => attribute.value))) {
      const found = ids.get(value);
      if (found === undefined) ids.set(value, [element]);
      else found.push(element);
    }
  }
  return ids;
}
