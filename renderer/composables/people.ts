/** Who somebody in a history is: their name where the window knows it, else the IIN. */
import { formatId } from '../logic/format.ts';
import { useEmployees } from '../stores/employees.ts';
import { usePortal } from '../stores/portal.ts';

interface Person {
  readonly iin: string;
  readonly name: string;
}

/** Call in setup. */
export function usePeople(): (iin: string, known?: readonly Person[]) => string {
  const portal = usePortal();
  const employees = useEmployees();
  return (iin, known = []) => {
    const all = [portal.session, employees.principal?.giver, ...known, ...employees.employees];
    return all.find(person => person?.iin === iin)?.name ?? formatId(iin);
  };
}
