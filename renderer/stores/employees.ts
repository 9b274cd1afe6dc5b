/** The employees of whoever one is logged in for: what the portal last said of them, and what of it was edited and not saved yet. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { Employee, Principal } from '../../contract/portal/employees.ts';
import type { Power } from '../../contract/portal/powers.ts';
import { ask, onRefusal } from '../api.ts';
import { edit, noEdits, settle, undo } from '../logic/employee-edits.ts';
import type { Terms } from '../logic/employee-edits.ts';
import { faultOf } from '../logic/faults.ts';
import { usePortal } from './portal.ts';

export const useEmployees = defineStore('employees', () => {
  const portal = usePortal();
  const profile = computed(() => (portal.registers ? (portal.session?.profile?.id ?? null) : null));
  const { principal, fault, mayDo, loadPrincipal, forgetPrincipal } = usePrincipal(() => profile.value);
  const mayManage = computed(() => mayDo('employee.add', 'employee.powers'));
  const mayGivePowers = computed(() => mayDo('employee.powers'));
  const list = useList();
  const edits = shallowRef(noEdits);
  const chosen = shallowRef<ReadonlySet<string>>(new Set());

  const change = (changes: readonly (readonly [Employee, Partial<Terms>])[]): void =>
    void (edits.value = edit(edits.value, changes));
  const stepBack = (): void => void (edits.value = undo(edits.value));
  const forgetEdits = (ids: Iterable<string> = edits.value.drafts.keys()): void =>
    void (edits.value = settle(edits.value, new Set(ids)));

  /** An employee of the list as edited, for showing. */
  const termsFor = (id: string): Terms | null => edits.value.drafts.get(id)?.terms ?? null;

  function forget(): void {
    list.clear();
    edits.value = noEdits;
    chosen.value = new Set();
  }

  watch(
    profile,
    async () => {
      forget();
      forgetPrincipal();
      await loadPrincipal();
    },
    { immediate: true },
  );
  // Powers are given and end while the window is open: asked anew with the session, and where the portal says that one is missing.
  watch(() => portal.session, loadPrincipal);
  onRefusal(code => code === 'portal.no-power' && void loadPrincipal());

  return {
    principal,
    profile,
    fault,
    mayDo,
    mayManage,
    mayGivePowers,
    loadPrincipal,
    ...list,
    edits,
    change,
    stepBack,
    forgetEdits,
    termsFor,
    chosen,
  };
});

/** What the portal refuses to say to whoever acts for nobody, or no longer. */
const decided: readonly string[] = ['portal.not-allowed', 'portal.head-replaced', 'portal.user-blocked'];

/** For whom powers are given, and which; null while nobody is logged in, or in a profile that has no employees. */
function usePrincipal(profile: () => string | null) {
  const principal = shallowRef<Principal | null>(null);
  const fault = shallowRef<ErrorData | null>(null);
  let asking: { readonly profile: string; readonly done: Promise<void> } | null = null;

  /** Who asks while it is being asked waits for the same answer. */
  function loadPrincipal(): Promise<void> {
    const asked = profile();
    if (asked === null) return Promise.resolve(forgetPrincipal());
    if (asking?.profile === asked) return asking.done;
    const done = askPrincipal(asked).finally(() => asking?.done === done && (asking = null));
    asking = { profile: asked, done };
    return done;
  }

  async function askPrincipal(asked: string): Promise<void> {
    try {
      const found = await ask('employees.principal', undefined);
      if (asked !== profile()) return;
      fault.value = null;
      // The same once more changes nothing that is shown.
      if (JSON.stringify(found) !== JSON.stringify(principal.value)) principal.value = found;
    } catch (thrown) {
      if (asked === profile()) refuse(faultOf(thrown));
    }
  }

  function refuse(error: ErrorData): void {
    // A portal that cannot be asked now says nothing about what is known.
    if (principal.value !== null && !decided.includes(error.code)) return;
    principal.value = null;
    // A private person has no employees, and that is no fault.
    if (error.code !== 'portal.not-allowed') fault.value = error;
  }

  function forgetPrincipal(): void {
    principal.value = null;
    fault.value = null;
  }

  const mayDo = (...powers: readonly Power[]): boolean =>
    principal.value?.grants.some(({ power }) => powers.includes(power)) === true;
  return { principal, fault, mayDo, loadPrincipal, forgetPrincipal };
}

/** All pages, the first of which is shown while the others come. */
function useList() {
  const employees = shallowRef<readonly Employee[]>([]);
  /** All pages are there. */
  const complete = ref(false);
  const loading = ref(false);
  const listFault = shallowRef<ErrorData | null>(null);
  const byId = computed(() => new Map(employees.value.map(employee => [employee.id, employee])));
  /** A later loading, or another profile, ends the one before. */
  let round = 0;

  async function load(): Promise<void> {
    const own = ++round;
    loading.value = true;
    listFault.value = null;
    const known = complete.value;
    const found: Employee[] = [];
    try {
      for (let cursor: string | null = 'start'; cursor !== null && own === round;) {
        const page: { employees: Employee[]; next: string | null } = await ask('employees.page', { cursor });
        if (own !== round) return;
        found.push(...page.employees);
        cursor = page.next;
        // A whole list stays until all of the new one is there: nothing jumps.
        if (!known || cursor === null) employees.value = [...found];
        complete.value = known || cursor === null;
      }
    } catch (thrown) {
      if (own === round) listFault.value = faultOf(thrown);
    } finally {
      if (own === round) loading.value = false;
    }
  }

  /** The first page, so that there is something to see when the list is opened; whether there is anybody at all. */
  async function peek(): Promise<boolean> {
    if (employees.value.length > 0) return true;
    const own = round;
    const page = await ask('employees.page', { cursor: 'start' });
    // A loading that has begun since brings the same, and more.
    if (own === round) {
      employees.value = page.employees;
      complete.value = page.next === null;
    }
    return page.employees.length > 0;
  }

  /** What the portal said of some of them, in place of what was known. */
  function put(changed: readonly Employee[]): void {
    const news = new Map(changed.map(employee => [employee.id, employee]));
    const kept = employees.value.map(employee => news.get(employee.id) ?? employee);
    const added = changed.filter(({ id }) => !byId.value.has(id));
    employees.value = [...kept, ...added];
  }

  function clear(): void {
    round += 1;
    employees.value = [];
    complete.value = false;
    loading.value = false;
    listFault.value = null;
  }

  return { employees, byId, complete, loading, listFault, load, peek, put, clear };
}
