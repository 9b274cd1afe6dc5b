/** Everything about employees, powers and powers of attorney. */
import type { HandlersOf, PortalContext } from '../context.ts';
import { employeeHandlers } from './employees.ts';
import { membershipHandlers, powerHandlers } from './memberships.ts';
import { poaHandlers } from './poa.ts';
import { principalHandlers } from './principal.ts';

type PowersHandlers = HandlersOf<'employees' | 'memberships' | 'powers' | 'poa' | 'principal'>;

export function powersHandlers(context: PortalContext): PowersHandlers {
  return {
    ...principalHandlers(context),
    ...employeeHandlers(context),
    ...membershipHandlers(context),
    ...powerHandlers(context),
    ...poaHandlers(context),
  };
}
