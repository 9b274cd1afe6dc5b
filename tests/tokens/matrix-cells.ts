/** What the fault matrix goes through: each call of a library, in the step in which it is made, times each fault. */

/** A person's session: the tokens are listed, one is opened with its PIN, a document is signed, the token is locked. */
export type Step = 'list' | 'open' | 'sign' | 'lock';

export interface Row {
  readonly step: Step;
  readonly call: string;
  /** The call is made only once in the life of a host: the cell needs a new one. */
  readonly newHost: boolean;
}

const calls: readonly (readonly [Step, newHost: boolean, ...calls: readonly string[]])[] = [
  ['list', true, 'dlopen', 'C_GetFunctionList', 'C_Initialize'],
  ['list', false, 'C_GetInfo', 'C_GetSlotList', 'C_GetTokenInfo', 'C_OpenSession'],
  ['list', false, 'C_FindObjectsInit', 'C_FindObjects', 'C_FindObjectsFinal', 'C_GetAttributeValue'],
  ['list', false, 'C_CloseSession'],
  ['open', false, 'C_GetSlotList', 'C_GetTokenInfo', 'C_OpenSession', 'C_Login'],
  ['open', false, 'C_FindObjectsInit', 'C_FindObjects', 'C_FindObjectsFinal', 'C_GetAttributeValue'],
  ['sign', false, 'C_SignInit', 'C_Sign'],
  ['lock', false, 'C_Logout', 'C_CloseSession'],
];

export const rows: readonly Row[] = calls.flatMap(([step, newHost, ...names]) =>
  names.map(call => ({ step, call, newHost })),
);

export interface Fault {
  /** As native/virtual-token/README.md writes it, CALL standing for the call. */
  readonly line: string;
  readonly words: string;
}

const answers: readonly (readonly [number, string])[] = [
  [0x5, 'GENERAL_ERROR'],
  [0x6, 'FUNCTION_FAILED'],
  [0x30, 'DEVICE_ERROR'],
  [0x32, 'DEVICE_REMOVED'],
  [0x50, 'FUNCTION_CANCELED'],
  [0xa0, 'PIN_INCORRECT'],
  [0xa4, 'PIN_LOCKED'],
  [0xb1, 'SESSION_COUNT'],
  [0xb3, 'SESSION_HANDLE_INVALID'],
  [0xe0, 'TOKEN_NOT_PRESENT'],
  [0x101, 'USER_NOT_LOGGED_IN'],
  [0x190, 'CRYPTOKI_NOT_INITIALIZED'],
  [0x8000_0123, 'a code of the vendor’s own'],
];

const answer = ([code, name]: readonly [number, string]): Fault => ({
  line: `CALL return 0x${code.toString(16)}`,
  words: name.startsWith('a ') ? `answers ${name}` : `answers CKR_${name}`,
});

export const faults: readonly Fault[] = [
  ...answers.map(answer),
  { line: 'CALL pull-token once', words: 'token pulled before the call' },
  { line: 'CALL after pull-token once', words: 'token pulled after the call' },
  { line: 'CALL crash segv', words: 'SIGSEGV' },
  { line: 'CALL crash abort', words: 'abort()' },
  { line: 'CALL after crash segv', words: 'SIGSEGV when the work is done' },
  { line: 'CALL hang', words: 'never returns' },
  { line: 'CALL#1 slow 100', words: '100 ms late' },
  { line: 'CALL garbage-length', words: 'garbage lengths and counts' },
  { line: 'CALL truncate', words: 'half of each list and value' },
  { line: 'CALL corrupt', words: 'a byte of what it gives turned over' },
  { line: 'CALL second-refused', words: 'second session refused' },
  { line: 'CALL always-authenticate', words: 'every signature wants the PIN' },
];

/** Before a library has given its list of functions, it knows of no token and no session. */
const loading: ReadonlySet<string> = new Set(['dlopen', 'C_GetFunctionList']);
const whileLoading = /return 0x5$|crash|hang|slow/;

interface Pair {
  readonly row: Row;
  readonly fault: Fault;
}

export const pairs: readonly Pair[] = rows.flatMap(row =>
  faults
    .filter(({ line }) => !loading.has(row.call) || whileLoading.test(line))
    .map(fault => ({ row, fault })),
);
