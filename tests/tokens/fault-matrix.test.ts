/** Every call of a token's library times every fault of the virtual token, through real hosts: docs/token-faults.md is the outcome. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { lacks, notBuilt } from '../../native/virtual-token/test-token.ts';
import { fieldOf, fieldOn, matrixPage } from './matrix-page.ts';
import { enterWrongPins, runGostCells, runMatrix } from './run-matrix.ts';
import type { Cell, WrongPin } from './run-matrix.ts';

const page = fileURLToPath(new URL('../../docs/token-faults.md', import.meta.url));
/** write, whole, or nothing for the part that `npm test` has time for. */
const wanted = process.env['TANBA_TOKEN_FAULTS'];
const extent = wanted === undefined ? 'quarter' : 'whole';
/** More than processors: much of a cell is waiting for a process to start or to end. */
const LANES = 3;

describe.skipIf(lacks('the fault matrix', notBuilt))('a driver at fault', () => {
  let cells: readonly Cell[] = [];
  let gost: readonly Cell[] = [];
  let wrong: readonly WrongPin[] = [];
  beforeAll(async () => {
    cells = await runMatrix(LANES, extent);
    gost = await runGostCells(LANES, extent);
    wrong = await enterWrongPins(LANES);
  }, 3_600_000);

  /** The cells of which something is not so, by name: all of them are to be seen at once. */
  const except = (isSo: (cell: Cell) => boolean): string[] =>
    cells
      .filter(cell => !isSo(cell))
      .map(({ row, fault, code, after }) => `${row.step} ${row.call}: ${fault.words}: ${code} ${after}`);

  it('is met in every call that a signature makes', () => {
    expect(cells.length).toBeGreaterThan(extent === 'whole' ? 500 : 125);
    expect(new Set(cells.map(({ row }) => row.call)).size).toBe(16);
  });

  it('takes its host down at most, and is told by its name', () => {
    const ends: readonly (readonly [RegExp, string])[] = [
      [/ crash /, 'host.crashed'],
      [/ hang/, 'host.timeout'],
    ];
    const expected = ({ fault, row }: Cell): string | undefined =>
      // What strikes when a library has been loaded is not struck any more.
      row.call === 'dlopen' && fault.line.includes('after')
        ? undefined
        : ends.find(([line]) => line.test(fault.line))?.[1];
    expect(except(cell => cell.hostEnded === (expected(cell) !== undefined))).toEqual([]);
    expect(except(cell => !cell.hostEnded || cell.code === expected(cell))).toEqual([]);
  });

  it('spends no try of a PIN', () => {
    expect(except(({ row, logins }) => logins <= (row.step === 'open' ? 1 : 0))).toEqual([]);
    expect(except(({ tries }) => tries === 10)).toEqual([]);
  });

  it('spends one try of a wrong PIN at most', () => {
    expect(wrong.filter(({ logins, spent, code }) => logins > 1 || spent > 1 || code === null)).toEqual([]);
  });

  it('is a fault of the PIN only where the token says so of a PIN', () => {
    const atStake = new Set(['C_Login', 'C_SignInit', 'C_Sign']);
    const mayTell = ({ fault, row }: Cell): boolean => / 0xa[04]$/.test(fault.line) && atStake.has(row.call);
    expect(except(cell => !(cell.code ?? '').startsWith('token.pin-') || mayTell(cell))).toEqual([]);
    expect(except(({ code }) => code !== 'internal.fault')).toEqual([]);
  });

  it('leaves a whole signature or none', () => {
    const whole = ({ row, code }: Cell): string[] =>
      row.step === 'sign' && code === null ? ['document.txt.cms'] : [];
    expect(except(cell => cell.files.join() === whole(cell).join())).toEqual([]);
  });

  it('comes to the same with a GOST key as with an RSA key', () => {
    const said = (cell: Cell | undefined) =>
      cell && [fieldOf(cell), cell.logins, cell.tries, cell.files, cell.hostEnded];
    const twinOf = ({ row, fault }: Cell) => cells.find(cell => cell.row === row && cell.fault === fault);
    expect(gost.length).toBeGreaterThan(extent === 'whole' ? 45 : 10);
    for (const cell of gost)
      expect(said(cell), `${cell.row.call}: ${cell.fault.words}`).toEqual(said(twinOf(cell)));
  });

  it('is over with its cause: the next document is signed', () => {
    expect(except(({ after }) => after === 'signed' || after === 'unlocked')).toEqual([]);
  });

  it('costs two seconds at most where a host has to be replaced', () => {
    const times = cells.flatMap(({ restartMs }) => restartMs ?? []).sort((a, b) => a - b);
    expect(times.length).toBeGreaterThan(extent === 'whole' ? 80 : 15);
    const [shortest, median] = [times[0]!, times[Math.floor(times.length / 2)]!];
    process.stderr.write(
      `restart of a host: ${shortest.toFixed(0)} ms at least, ${median.toFixed(0)} ms in the middle of ${times.length}\n`,
    );
    // The shortest one: the lanes and whatever else this machine does slow each other down, which is no matter of the host's.
    expect(shortest).toBeLessThan(2_000);
  });

  it('comes to what docs/token-faults.md says', () => {
    if (wanted === 'write') writeFileSync(page, matrixPage(cells, wrong));
    const committed = readFileSync(page, 'utf8');
    if (extent === 'whole') expect(matrixPage(cells, wrong)).toBe(committed);
    expect(except(cell => fieldOf(cell) === fieldOn(committed, cell))).toEqual([]);
  });
});
