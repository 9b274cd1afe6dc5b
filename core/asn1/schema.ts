/**
 * The door to @peculiar/asn1-schema: structures are classes that the library writes. Its decorators are called
 * as functions, since decorator syntax is not erasable.
 */
import { AsnProp, AsnPropTypes, AsnSerializer, AsnType, AsnTypeTypes } from '@peculiar/asn1-schema';
import type { IAsnConverter } from '@peculiar/asn1-schema';
import { RawData } from 'asn1js';
import type { ViewWriter } from 'asn1js';

type Constructor<T> = new () => T;
type FieldOptions = Parameters<typeof AsnProp>[0];

/** Declares `target` as a SEQUENCE with these fields, in this order. */
export function declareSequence<T>(
  target: Constructor<T>,
  fields: Readonly<Record<keyof T & string, FieldOptions>>,
): void {
  AsnType({ type: AsnTypeTypes.Sequence })(target);
  for (const [name, options] of Object.entries<FieldOptions>(fields)) {
    AsnProp(options)(target.prototype as object, name);
  }
}

/** Declares `target`, an AsnArray, as a SET OF or SEQUENCE OF of its items. */
export function declareListOf<T>(
  target: Constructor<T>,
  kind: 'sequence' | 'set',
  item: FieldOptions['type'],
): void {
  AsnType({ type: kind === 'set' ? AsnTypeTypes.Set : AsnTypeTypes.Sequence, itemType: item })(target);
}

/** An element that is there already. RawData alone would return its bytes where its container wants them written. */
class FinishedElement extends RawData {
  override toBER(_sizeOnly?: boolean, writer?: ViewWriter): ArrayBuffer {
    writer?.write(this.data);
    return this.data;
  }
}

/** Writes the bytes of an element as they are: a certificate or a name must not be changed by re-encoding. */
const verbatim: IAsnConverter<Uint8Array> = {
  fromASN: value => new Uint8Array(value.valueBeforeDecodeView),
  // The serializer calls toBER() and nothing else, but its type asks for a whole element of asn1js.
  toASN: bytes => new FinishedElement({ data: bytes }) as unknown as ReturnType<IAsnConverter['toASN']>,
};

/** A field that holds one whole element as bytes. */
export const rawField: FieldOptions = { type: AsnPropTypes.Any, converter: verbatim };

/** Writes one structure as DER. A SET OF is written in the order given: see derSetOf(). */
export function encode(structure: object): Uint8Array {
  return new Uint8Array(AsnSerializer.serialize(structure));
}
