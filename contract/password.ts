/** Passwords of the portal's cabinet: its rule, how strong one is, and one made by chance. */

export type PasswordFault = 'short' | 'no-digit' | 'no-lower' | 'no-upper' | 'too-long';

const MINIMUM = 8;
/** More would make hashing it a way to keep the portal busy. */
const MAXIMUM = 128;

/** The portal's rule: at least eight characters with digits, lower and upper case Latin letters. Empty: it is kept. */
export function passwordFaults(password: string): PasswordFault[] {
  const faults: readonly (readonly [boolean, PasswordFault])[] = [
    [password.length < MINIMUM, 'short'],
    [password.length > MAXIMUM, 'too-long'],
    [!/\d/.test(password), 'no-digit'],
    [!/[a-z]/.test(password), 'no-lower'],
    [!/[A-Z]/.test(password), 'no-upper'],
  ];
  return faults.flatMap(([is, fault]) => (is ? [fault] : []));
}

export type PasswordStrength = 'refused' | 'weak' | 'fair' | 'strong';

/** Bits that a guesser who knows the classes used has to try; repeated and neighbouring characters count for little. */
function bits(password: string): number {
  const classes: readonly (readonly [RegExp, number])[] = [
    [/\d/, 10],
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[^\dA-Za-z]/, 32],
  ];
  const alphabet = classes.reduce((sum, [has, size]) => sum + (has.test(password) ? size : 0), 0);
  const codes = [...password].map(character => character.codePointAt(0) ?? 0);
  const telling = codes.filter((code, at) => at === 0 || Math.abs(code - (codes[at - 1] ?? 0)) > 1).length;
  return telling * Math.log2(Math.max(alphabet, 1));
}

export function passwordStrength(password: string): PasswordStrength {
  if (passwordFaults(password).length > 0) return 'refused';
  const strength = bits(password);
  return strength < 45 ? 'weak' : strength < 70 ? 'fair' : 'strong';
}

/** Without 0 O 1 l I, which are read for one another. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const GENERATED = 16;

/** @param random as many unpredictable bytes as asked for */
export function generatePassword(random: (length: number) => Uint8Array): string {
  for (;;) {
    // Bytes above the last whole multiple would make some letters likelier than others.
    const fair = [...random(4 * GENERATED)].filter(byte => byte < 256 - (256 % ALPHABET.length));
    const password = fair.slice(0, GENERATED).map(byte => ALPHABET[byte % ALPHABET.length]);
    const text = password.join('');
    if (text.length === GENERATED && passwordFaults(text).length === 0) return text;
  }
}
