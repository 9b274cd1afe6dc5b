/** The help of the window: short texts by topic, opened by F1 for the screen or by the error that they belong to. */

export const helpTopics = [
  'sign',
  'verify',
  'keys',
  'settings',
  'password',
  'doctor',
  'token',
  'pin',
  'issuer',
  'clock',
  'esf',
  'esfFlow',
  'esfLogin',
  'esfKeys',
  'esfUsers',
  'esfEnterprises',
  'poaList',
  'poaDocument',
  'poaNew',
] as const;
export type HelpTopic = (typeof helpTopics)[number];

export interface HelpText {
  readonly title: string;
  /** What to do, in order. */
  readonly steps: readonly string[];
  /** Questions that people ask here, with their answers. */
  readonly answers: readonly (readonly [question: string, answer: string])[];
}

export type HelpTexts = Readonly<Record<HelpTopic, HelpText>>;
