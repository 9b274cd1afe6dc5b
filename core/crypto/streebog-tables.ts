/**
 * The numbers of GOST R 34.11-2012 (RFC 6986 §5 and §6) and the look-up tables made of them.
 */
import { hexToBytes, reversed } from '../bytes.ts';

/** The substitution π: RFC 6986 §6.2. Magma's successor Kuznyechik has the same one. */
const SUBSTITUTION = hexToBytes(
  [
    'fceedd11cf6e3116fbc4fada23c5044de977f0db932e99ba1736f1bb14cd5fc1',
    'f918655ae25cef21811c3c428b018e4f058402aee36a8fa0060bed987fd4d31f',
    'eb342c51eac848abf22a68a2fd3aceccb5700e56080c7612bf7213479cb75d87',
    '15a19629107b9ac7f391786f9d9eb2b13275193dff358a7e6d54c680c3bd0d57',
    'dff524a93ea843c9d779d6f67c22b903e00fecde7a94b0bcdce828504e330a4a',
    'a79760731e0062441ab83882649f2641ad454692275e552f8ca3a57d69d5953b',
    '0758b34086ac1df730376be488d9e789e11b83494c3ff8fe8d53aa90cad88561',
    '207167a42d2b095bcb9b25d0bee56c5259a674d2e6f4b4c0d166afc2394b63b6',
  ].join(''),
);

/**
 * The linear transformation of RFC 6986 §6.4 is a 64 × 64 matrix of bits, which is an 8 × 8 matrix of bytes over
 * GF(2⁸) with the polynomial x⁸+x⁴+x³+x²+1 (the RFC prints, for each row here, its products with x⁷ … x⁰).
 * Row b is the image of the number 1 in byte b, most significant byte first: A[63], A[55], … A[7] of the RFC.
 */
const MATRIX = [
  '641c314b2b8ee083',
  'a48b474f9ef5dc18',
  'f97d86d98a327728',
  '5b068c651810a89e',
  '0321658cba93c138',
  'accc9ca9328a8950',
  '46b60f011a83988e',
  '83478b07b2468764',
].map(row => reversed(hexToBytes(row)));

/** C[1] … C[12], most significant byte first: RFC 6986 §6.5. */
const ITERATION_CONSTANTS = [
  'b1085bda1ecadae9ebcb2f81c0657c1f2f6a76432e45d016714eb88d7585c4fc4b7ce09192676901a2422a08a460d31505767436cc744d23dd806559f2a64507',
  '6fa3b58aa99d2f1a4fe39d460f70b5d7f3feea720a232b9861d55e0f16b501319ab5176b12d699585cb561c2db0aa7ca55dda21bd7cbcd56e679047021b19bb7',
  'f574dcac2bce2fc70a39fc286a3d843506f15e5f529c1f8bf2ea7514b1297b7bd3e20fe490359eb1c1c93a376062db09c2b6f443867adb31991e96f50aba0ab2',
  'ef1fdfb3e81566d2f948e1a05d71e4dd488e857e335c3c7d9d721cad685e353fa9d72c82ed03d675d8b71333935203be3453eaa193e837f1220cbebc84e3d12e',
  '4bea6bacad4747999a3f410c6ca923637f151c1f1686104a359e35d7800fffbdbfcd1747253af5a3dfff00b723271a167a56a27ea9ea63f5601758fd7c6cfe57',
  'ae4faeae1d3ad3d96fa4c33b7a3039c02d66c4f95142a46c187f9ab49af08ec6cffaa6b71c9ab7b40af21f66c2bec6b6bf71c57236904f35fa68407a46647d6e',
  'f4c70e16eeaac5ec51ac86febf240954399ec6c7e6bf87c9d3473e33197a93c90992abc52d822c3706476983284a05043517454ca23c4af38886564d3a14d493',
  '9b1f5b424d93c9a703e7aa020c6e41414eb7f8719c36de1e89b4443b4ddbc49af4892bcb929b069069d18d2bd1a5c42f36acc2355951a8d9a47f0dd4bf02e71e',
  '378f5a541631229b944c9ad8ec165fde3a7d3a1b258942243cd955b7e00d0984800a440bdbb2ceb17b2b8a9aa6079c540e38dc92cb1f2a607261445183235adb',
  'abbedea680056f52382ae548b2e4f3f38941e71cff8a78db1fffe18a1b3361039fe76702af69334b7a1e6c303b7652f43698fad1153bb6c374b4c7fb98459ced',
  '7bcd9ed0efc889fb3002c6cd635afe94d8fa6bbbebab076120018021148466798a1d71efea48b9caefbacd1d7d476e98dea2594ac06fd85d6bcaa4cd81f32d1b',
  '378ee767f11631bad21380b00449b17acda43c32bcdf1d77f82012d430219f9b5d80ef9d1891cc86e71da4aa88e12852faf417d5d9b21b9948bc924af11bd720',
];

/** a · b in GF(2⁸) with the polynomial x⁸+x⁴+x³+x²+1. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ (product & 0x80 ? 0x11d : 0) ^ (b & (1 << bit) ? a : 0);
  }
  return product;
}

/** Eight tables of 256 little-endian words: table b has, at v, the image of the byte π(v) in place b. */
export function lookupTables(): Uint8Array {
  const tables = new Uint8Array(8 * 256 * 8);
  for (const [place, row] of MATRIX.entries()) {
    for (const [value, substitute] of SUBSTITUTION.entries()) {
      tables.set(
        row.map(factor => multiply(factor, substitute)),
        (place * 256 + value) * 8,
      );
    }
  }
  return tables;
}

/** The twelve constants one after the other, 64 bytes each, least significant byte first. */
export function iterationConstants(): Uint8Array {
  const bytes = new Uint8Array(ITERATION_CONSTANTS.length * 64);
  for (const [index, constant] of ITERATION_CONSTANTS.entries()) {
    bytes.set(reversed(hexToBytes(constant)), index * 64);
  }
  return bytes;
}
