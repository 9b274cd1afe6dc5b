/** The probe's page: records what was there when the first page script ran, and what is dropped on it. */
import '../../../../contract/in-page.ts';
import { appOrigin } from '../../../../electron/security.ts';

interface ProbeWindow {
  tanba?: { pathForFile(file: File): Promise<string> };
  preloadWasThere?: boolean;
}
const probe = window as unknown as ProbeWindow;
probe.preloadWasThere = typeof probe.tanba === 'object';

const drop = document.querySelector<HTMLElement>('#drop')!;
const dropped = document.querySelector<HTMLElement>('#dropped')!;
document.documentElement.dataset.expectedOrigin = appOrigin;
drop.addEventListener('dragover', dragged => dragged.preventDefault());
drop.addEventListener('drop', taken => {
  taken.preventDefault();
  const files = [...(taken.dataTransfer?.files ?? [])];
  void Promise.all(files.map(file => probe.tanba!.pathForFile(file))).then(paths => {
    dropped.textContent = paths.join('\n');
  });
});
