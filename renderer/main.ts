/** The window begins: settings first, so that the first thing seen is in the right language and light. */
import '../contract/in-page.ts';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import './styles/index.ts';
import App from './App.vue';
import { i18n } from './i18n/index.ts';
import { faultOf } from './logic/faults.ts';
import { lastScreen, router } from './router.ts';
import { sayFault } from './composables/say-fault.ts';
import { useSettings } from './stores/settings.ts';

const app = createApp(App).use(createPinia()).use(i18n).use(router);

/** Whatever nobody caught is told, with its code; the window stays. */
app.config.errorHandler = thrown => sayFault(faultOf(thrown));
window.addEventListener('unhandledrejection', rejection => {
  rejection.preventDefault();
  sayFault(faultOf(rejection.reason));
});

async function begin(): Promise<void> {
  const settings = useSettings();
  await settings.load().catch((thrown: unknown) => sayFault(faultOf(thrown)));
  await router.push({ name: lastScreen() });
  app.mount('#app');
}

void begin();
