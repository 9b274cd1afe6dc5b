/**
 * IIN (person) and BIN (organisation): 12 digits, the last of which checks the others. One algorithm serves both
 * (Law "On national registers of identification numbers", rules of forming them).
 */

/** What is wrong with a number: nothing, not twelve digits, digits that cannot be a date, or a digit mistyped. */
export type IdentifierFault = 'shape' | 'date' | 'check-digit';

const FIRST_ROUND = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/** The second round shifts the weights by two, for the one remainder that is not a digit. */
const SECOND_ROUND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

function remainder(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11;
}

/** The twelfth digit for the first eleven; null for the combinations that are never issued. */
export function checkDigit(eleven: string): number | null {
  if (!/^\d{11}$/.test(eleven)) return null;
  const first = remainder(eleven, FIRST_ROUND);
  const digit = first < 10 ? first : remainder(eleven, SECOND_ROUND);
  return digit < 10 ? digit : null;
}

function inRange(text: string, low: number, high: number): boolean {
  const value = Number(text);
  return value >= low && value <= high;
}

function fault(text: string, shape: RegExp, hasDate: (digits: string) => boolean): IdentifierFault | null {
  if (!shape.test(text)) return 'shape';
  if (!hasDate(text)) return 'date';
  return checkDigit(text.slice(0, 11)) === Number(text[11]) ? null : 'check-digit';
}

/** IIN: YYMMDD, a digit for century and sex (0…6), four of a running number, the check digit. Null: nothing wrong. */
export function iinFault(text: string): IdentifierFault | null {
  return fault(
    text,
    /^\d{6}[0-6]\d{5}$/,
    digits => inRange(digits.slice(2, 4), 1, 12) && inRange(digits.slice(4, 6), 1, 31),
  );
}

/** BIN: YYMM, a digit for the kind of entity (4…6), one for its place (0…3), five of a running number, the check digit. */
export function binFault(text: string): IdentifierFault | null {
  return fault(text, /^\d{4}[4-6][0-3]\d{6}$/, digits => inRange(digits.slice(2, 4), 1, 12));
}
