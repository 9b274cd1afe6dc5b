/**
 * Vectors as files: one case, one expected class of result.
 *
 *     expect: invalid
 *     comment: the point is on the curve but of order 4
 *     public: 0f3a…
 *       77c1…
 *
 *     MIIB…
 *
 * A header of `name: value` lines, a line that begins with white space going on with the value before it; then, where a
 * case is about a file, an empty line and the file in base64. What `expect` may say is the suite's business; names that
 * it does not ask for are for the reader. White space inside hexadecimal and base64 means nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { base64ToBytes, hexToBytes } from '../../core/bytes.ts';

const EXTENSION = '.vector';

export class Vector {
  /** The file's name without its extension. */
  readonly name: string;
  readonly #header: ReadonlyMap<string, string>;
  readonly #body: string;

  constructor(name: string, text: string) {
    const [header = '', ...body] = text.replaceAll('\r\n', '\n').split('\n\n');
    this.name = name;
    this.#header = parseHeader(name, header);
    this.#body = body.join('');
  }

  /** The expected class of result. */
  get expect(): string {
    return this.text('expect');
  }

  has(field: string): boolean {
    return this.#header.has(field);
  }

  /** A field's text; an Error when the case does not have it. */
  text(field: string): string {
    const value = this.#header.get(field);
    if (value === undefined) throw new Error(`${this.name}: no field "${field}"`);
    return value;
  }

  /** A field's bytes, written in hexadecimal; none for an empty value. */
  bytes(field: string): Uint8Array {
    return hexToBytes(this.text(field).replace(/\s+/g, ''));
  }

  /** A field's number, written in hexadecimal. */
  number(field: string): bigint {
    return BigInt('0x' + this.text(field).replace(/\s+/g, ''));
  }

  /** The file that the case is about. */
  file(): Uint8Array {
    return base64ToBytes(this.#body);
  }
}

function parseHeader(name: string, header: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of header.trimEnd().replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, field, value] = /^([\w-]+):(.*)$/.exec(line) ?? [];
    if (field === undefined || value === undefined || fields.has(field)) {
      throw new Error(`${name}: cannot read the line "${line}"`);
    }
    fields.set(field, value.trim());
  }
  return fields;
}

/** All vectors of a folder, by name; an Error for a folder without any, so that no suite passes on nothing. */
export function readVectors(...folder: readonly string[]): readonly Vector[] {
  const directory = join(...folder);
  const vectors = readdirSync(directory)
    .filter(file => file.endsWith(EXTENSION))
    .sort()
    .map(file => new Vector(basename(file, EXTENSION), readFileSync(join(directory, file), 'utf8')));
  if (vectors.length === 0) throw new Error(`no vectors in ${directory}`);
  return vectors;
}
