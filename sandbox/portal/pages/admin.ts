/** The admin page: who is in the registry and at the portal, what happened, and faults to try a program on. */
import type { PortalContext } from '../context.ts';
import { faultKinds } from '../faults.ts';
import type { Faults } from '../faults.ts';
import type { Answer } from '../http/exchange.ts';
import { html, page } from './html.ts';
import type { Markup, PageLanguage } from './html.ts';

const WORDS = {
  kk: {
    title: 'Басқару',
    reset: 'Басынан бастау',
    refresh: 'Тізілімді жаңарту',
    fault: 'Ақау қосу',
    clear: 'Ақауларды алып тастау',
    registry: 'Тізілім',
    profiles: 'Профильдер',
    history: 'Тарих',
  },
  ru: {
    title: 'Управление',
    reset: 'Начать с начала',
    refresh: 'Обновить реестр',
    fault: 'Включить неполадку',
    clear: 'Убрать неполадки',
    registry: 'Реестр',
    profiles: 'Профили',
    history: 'История',
  },
  en: {
    title: 'Administration',
    reset: 'Back to the beginning',
    refresh: 'Refresh the registry',
    fault: 'Add a fault',
    clear: 'Take faults away',
    registry: 'Registry',
    profiles: 'Profiles',
    history: 'History',
  },
} as const;

export function adminPage({ db, options }: PortalContext, faults: Faults, language: PageLanguage): Answer {
  const words = WORDS[language];
  const button = (action: string, label: string): Markup =>
    html`<form method="post" action="/admin/${action}?lang=${language}"><button>${label}</button></form>`;
  const taxpayers = db.all(
    'SELECT tin, name, head, vat, listed, note FROM taxpayers ORDER BY kind DESC, rowid',
  );
  const profiles = db.all('SELECT iin, tin, type, name, status FROM profiles ORDER BY iin, tin');
  const history = db.all('SELECT at, what, iin, tin FROM history ORDER BY id DESC LIMIT 50');
  return page(
    language,
    words.title,
    html`<p>keyPolicy: ${options.keyPolicy}; OCSP/CRL: ${options.evidence === null ? 'no' : 'yes'}</p>
      ${button('reset', words.reset)} ${button('refresh', words.refresh)}
      ${button('clear-faults', words.clear)}
      <form method="post" action="/admin/fault?lang=${language}">
        <select name="kind" aria-label="${words.fault}">
          ${faultKinds.map(kind => html`<option>${kind}</option>`)}
        </select>
        <input name="operation" value="*" aria-label="operation" /><input
          name="count"
          type="number"
          value="1"
          min="0"
          aria-label="count"
        />
        <button>${words.fault}</button>
      </form>
      <ul>
        ${faults.list().map(fault => html`<li>${fault.kind} ${fault.operation} ${fault.count}</li>`)}
      </ul>
      <h2>${words.registry}</h2>
      ${table(taxpayers)}
      <h2>${words.profiles}</h2>
      ${table(profiles)}
      <h2>${words.history}</h2>
      ${table(history)}`,
  );
}

function table(rows: readonly Readonly<Record<string, string | number | null>>[]): Markup {
  const [first] = rows;
  if (first === undefined) return html`<p>–</p>`;
  const columns = Object.keys(first);
  return html`<table>
    <thead>
      <tr>
        ${columns.map(column => html`<th>${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        row =>
          html`<tr>
            ${columns.map(column => html`<td>${row[column] ?? '–'}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
