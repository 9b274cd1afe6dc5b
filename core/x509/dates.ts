/** The day of a time, in UTC, as people in Kazakhstan write it: dd.mm.yyyy. */
export function dateText(time: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(time.getUTCDate())}.${two(time.getUTCMonth() + 1)}.${time.getUTCFullYear()}`;
}
