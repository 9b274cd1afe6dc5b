/** docs/token-faults.md out of what the matrix came to. */
import { faults } from './matrix-cells.ts';
import type { Step } from './matrix-cells.ts';
import type { Cell, WrongPin } from './run-matrix.ts';

const titles: Readonly<Record<Step, string>> = {
  list: 'While tokens are listed',
  open: 'While a token is opened with its PIN',
  sign: 'While a document is signed',
  lock: 'While a token is locked',
};

const introduction = `# What a token's driver may do, and what comes of it

Made by \`TANBA_TOKEN_FAULTS=write npx vitest run tests/tokens/fault-matrix.test.ts\`; with \`whole\` instead of \`write\` the same test asserts that
the outcome is what stands here, and without the variable, as a part of \`npm test\`, that a quarter of the fields is. The driver is the virtual token (native/virtual-token) in a real host process under the
real supervisor; documents go through services/signing. The key is RSA-2048; the fields of signing are gone through once more with GOST-2015-512, and come
to the same.

In each field: the code of the error that the person reads (words in contract/errors), or "done". ↻: the next signature asks for the PIN once
more; without it, the next one is made at once. For every field the test asserts besides:

- the program stays up, and the host was replaced if and only if it crashed or hung;
- the token saw one login at most, and none where no PIN was entered: no try is spent but by the person;
- where a signature failed there is no file, not even a part of one;
- an error of the PIN is told only if the token answered one where a PIN is at stake;
- with the driver well and the token back, the next document is signed, without a restart of the program.
`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n');
}

function field(cell: Cell | undefined): string {
  if (cell === undefined) return '–';
  return `${cell.code ?? 'done'}${cell.after === 'unlocked' ? ' ↻' : ''}`;
}

function section(step: Step, cells: readonly Cell[]): string {
  const ofStep = cells.filter(({ row }) => row.step === step);
  const calls = [...new Set(ofStep.map(({ row }) => row.call))];
  const lines = faults.map(fault => [
    fault.words,
    ...calls.map(call => field(ofStep.find(it => it.row.call === call && it.fault === fault))),
  ]);
  return `## ${titles[step]}\n\n${table(['the driver', ...calls], lines)}\n`;
}

function wrongPins(results: readonly WrongPin[]): string {
  const lines = results.map(({ fault, code, spent }) => [fault.words, code ?? 'done', String(spent)]);
  return `## While a wrong PIN is entered\n\n${table(['C_Login', 'error', 'tries spent'], lines)}\n`;
}

export function matrixPage(cells: readonly Cell[], wrong: readonly WrongPin[]): string {
  const steps = Object.keys(titles) as Step[];
  return [introduction, ...steps.map(step => section(step, cells)), wrongPins(wrong)].join('\n');
}

/** The field that a page has for a cell. */
export function fieldOn(page: string, { row: { step, call }, fault }: Cell): string | undefined {
  const lines = page.split(`## ${titles[step]}\n`)[1]?.split('\n## ')[0]?.split('\n') ?? [];
  const [head, ...rest] = lines
    .filter(line => line.startsWith('| '))
    .map(line => line.slice(2, -2).split(' | '));
  return rest.find(([words]) => words === fault.words)?.[head?.indexOf(call) ?? -1];
}

/** What stands in the field of a cell. */
export const fieldOf = (cell: Cell): string => field(cell);
