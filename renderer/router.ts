/** The screens. The address lives in memory: the window navigates nowhere. */
import { createMemoryHistory, createRouter } from 'vue-router';
import { recall, remember } from './logic/remember.ts';
import KeysView from './views/KeysView.vue';
import SettingsView from './views/SettingsView.vue';
import SignView from './views/SignView.vue';
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

/** What many people never open, the pages of ИС ЭСФ above all, is loaded when they do. */
export const router = createRouter({
  history: createMemoryHistory(),
  routes: [
    { path: '/sign', name: 'sign', component: SignView },
    { path: '/verify', name: 'verify', component: VerifyView },
    { path: '/keys', name: 'keys', component: KeysView },
    {
      path: '/keys/doctor',
      name: 'doctor',
      component: () => import('./views/DoctorView.vue'),
      meta: { section: 'keys' },
    },
    { path: '/esf', name: 'esf', component: () => import('./views/EsfView.vue') },
    {
      path: '/esf/flow',
      name: 'esfFlow',
      component: () => import('./views/EsfFlowView.vue'),
      meta: { section: 'esf' },
    },
    {
      path: '/esf/login',
      name: 'esfLogin',
      component: () => import('./views/EsfLoginView.vue'),
      meta: { section: 'esf' },
    },
    {
      path: '/esf/users',
      name: 'esfUsers',
      component: () => import('./views/UsersView.vue'),
      meta: { section: 'esf' },
    },
    {
      path: '/esf/enterprises',
      name: 'esfEnterprises',
      component: () => import('./views/EnterprisesView.vue'),
      meta: { section: 'esf' },
    },
    {
      path: '/esf/powers-of-attorney',
      name: 'poaList',
      component: () => import('./views/PowersOfAttorneyView.vue'),
      meta: { section: 'esf' },
    },
    {
      path: '/esf/powers-of-attorney/new',
      name: 'poaNew',
      component: () => import('./views/NewPowerOfAttorneyView.vue'),
      meta: { section: 'esf', tab: 'poaList' },
    },
    {
      path: '/esf/powers-of-attorney/:id',
      name: 'poaDocument',
      component: () => import('./views/PowerOfAttorneyView.vue'),
      meta: { section: 'esf', tab: 'poaList' },
    },
    { path: '/settings', name: 'settings', component: SettingsView },
    { path: '/:rest(.*)*', redirect: '/sign' },
  ],
});

/** One press from any of them to any other: all are fetched while there is nothing else to do, so that the first press is as quick as the second. */
export function fetchEsfPages(): void {
  requestIdleCallback(() => {
    for (const { meta, components } of router.getRoutes()) {
      const page: unknown = components?.['default'];
      // One that was not fetched yet is the function that fetches it.
      if (meta['section'] === 'esf' && typeof page === 'function') page();
    }
  });
}

router.afterEach(to => {
  if (screens.some(screen => screen === to.name)) remember('view', String(to.name));
});

export function lastScreen(): Screen {
  return screens.find(screen => screen === recall('view')) ?? 'sign';
}
