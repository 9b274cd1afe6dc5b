/** The employees of whoever one is logged in for: what the portal last said of them. */
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { Principal } from '../../contract/portal/employees.ts';
import type { Power } from '../../contract/portal/powers.ts';
import { ask } from '../api.ts';
import { faultOf } from '../logic/faults.ts';
import { usePortal } from './portal.ts';

export const useEmployees = defineStore('employees', () => {
  const portal = usePortal();
  /** For whom powers are given, and which; null while nobody is logged in, or in a profile that has no employees. */
  const principal = shallowRef<Principal | null>(null);
  const fault = shallowRef<ErrorData | null>(null);
  const profile = computed(() => (portal.registers ? (portal.session?.profile?.id ?? null) : null));

  const mayDo = (...powers: readonly Power[]): boolean =>
    principal.value?.grants.some(({ power }) => powers.includes(power)) === true;
  const mayManage = computed(() => mayDo('employee.add', 'employee.powers'));
  const mayGivePowers = computed(() => mayDo('employee.powers'));

  async function loadPrincipal(): Promise<void> {
    const asked = profile.value;
    fault.value = null;
    if (asked === null) return void (principal.value = null);
    try {
      const found = await ask('employees.principal', undefined);
      if (asked === profile.value) principal.value = found;
    } catch (thrown) {
      if (asked !== profile.value) return;
      principal.value = null;
      const error = faultOf(thrown);
      // A private person has no employees, and that is no fault.
      if (error.code !== 'portal.not-allowed') fault.value = error;
    }
  }

  watch(profile, () => void loadPrincipal(), { immediate: true });

  return { principal, profile, fault, mayDo, mayManage, mayGivePowers, loadPrincipal };
});
