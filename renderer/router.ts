/** The screens. The address lives in memory: the window navigates nowhere. */
import { createMemoryHistory, createRouter } from 'vue-router';
import { recall, remember } from './logic/remember.ts';
import DoctorView from './views/DoctorView.vue';
import EnterprisesView from './views/EnterprisesView.vue';
import EsfFlowView from './views/EsfFlowView.vue';
import EsfLoginView from './views/EsfLoginView.vue';
import EsfView from './views/EsfView.vue';
import NewPowerOfAttorneyView from './views/NewPowerOfAttorneyView.vue';
import KeysView from './views/KeysView.vue';
import PowerOfAttorneyView from './views/PowerOfAttorneyView.vue';
import PowersOfAttorneyView from './views/PowersOfAttorneyView.vue';
import SettingsView from './views/SettingsView.vue';
import SignView from './views/SignView.vue';
import UsersView from './views/UsersView.vue';
import VerifyView from './views/VerifyView.vue';

/** In the order of the navigation and of Ctrl+1…; settings stand apart, at its bottom. */
export const screens = ['sign', 'verify', 'keys', 'esf'] as const;
export type Screen =
  | (typeof screens)[number]
  | 'settings'
  | 'doctor'
  | 'esfFlow'
  | 'esfLogin'
  | 'esfUsers'
  | 'esfEnterprises'
  | 'poaList'
  | 'poaNew'
  | 'poaDocument';

export const router = createRouter({
  history: createMemoryHistory(),
  routes: [
    { path: '/sign', name: 'sign', component: SignView },
    { path: '/verify', name: 'verify', component: VerifyView },
    { path: '/keys', name: 'keys', component: KeysView },
    { path: '/keys/doctor', name: 'doctor', component: DoctorView, meta: { section: 'keys' } },
    { path: '/esf', name: 'esf', component: EsfView },
    { path: '/esf/flow', name: 'esfFlow', component: EsfFlowView, meta: { section: 'esf' } },
    { path: '/esf/login', name: 'esfLogin', component: EsfLoginView, meta: { section: 'esf' } },
    { path: '/esf/users', name: 'esfUsers', component: UsersView, meta: { section: 'esf' } },
    {
      path: '/esf/enterprises',
      name: 'esfEnterprises',
      component: EnterprisesView,
      meta: { section: 'esf' },
    },
    {
      path: '/esf/powers-of-attorney',
      name: 'poaList',
      component: PowersOfAttorneyView,
      meta: { section: 'esf' },
    },
    {
      path: '/esf/powers-of-attorney/new',
      name: 'poaNew',
      component: NewPowerOfAttorneyView,
      meta: { section: 'esf', tab: 'poaList' },
    },
    {
      path: '/esf/powers-of-attorney/:id',
      name: 'poaDocument',
      component: PowerOfAttorneyView,
      meta: { section: 'esf', tab: 'poaList' },
    },
    { path: '/settings', name: 'settings', component: SettingsView },
    { path: '/:rest(.*)*', redirect: '/sign' },
  ],
});

router.afterEach(to => {
  if (screens.some(screen => screen === to.name)) remember('view', String(to.name));
});

export function lastScreen(): Screen {
  return screens.find(screen => screen === recall('view')) ?? 'sign';
}
