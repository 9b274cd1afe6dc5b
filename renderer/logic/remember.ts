/** Small things that the window remembers between runs: the last screen, the last key, an order. Never a secret. */

const memory = {
  view: 'tanba.view',
  key: 'tanba.key',
  keysOrder: 'tanba.keys-order',
  signKind: 'tanba.sign-kind',
  xmlLayout: 'tanba.xml-layout',
  encoding: 'tanba.encoding',
  employees: 'tanba.employees',
  poas: 'tanba.poas',
  poaLanguage: 'tanba.poa-language',
} as const;

/** The storage may be refused or hold something else: then nothing is remembered, and nothing breaks. */
export function recall(name: keyof typeof memory): string | null {
  try {
    return localStorage.getItem(memory[name]);
  } catch {
    return null;
  }
}

export function remember(name: keyof typeof memory, value: string): void {
  try {
    localStorage.setItem(memory[name], value);
  } catch {
    // A full or refused storage costs the comfort, not the work.
  }
}
