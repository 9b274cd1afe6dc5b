/** English words about employees, their powers, and enterprises that invite. */
import type { Messages } from '../kk/index.ts';

export const employees: Pick<Messages, 'esfUsers' | 'esfEnterprises' | 'esfTabs' | 'employees'> = {
  esfUsers: { title: 'IS ESF: users' },
  esfEnterprises: { title: 'IS ESF: my enterprises' },
  esfTabs: {
    label: 'Pages of the portal',
    esf: 'Home',
    esfUsers: 'Users',
    esfEnterprises: 'My enterprises',
    poaList: 'Powers of attorney',
  },
  employees: {
    logInFirst: 'Log in to the portal first.',
  },
};
