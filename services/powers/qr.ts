/** QR codes as one path, for a page or the window to draw. */
import { encode } from 'uqr';

export interface QrCode {
  /** Modules along a side, the quiet zone of four included. */
  readonly size: number;
  /** Dark modules, in the commands of an SVG path. */
  readonly path: string;
}

/** Medium error correction: up to 15 % of it may be dirty. */
export function qrOf(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const rows = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''));
  return { size, path: rows.join('') };
}
