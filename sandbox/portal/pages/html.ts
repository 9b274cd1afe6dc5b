/** Pages without scripts. Whatever stands in them was escaped; only html`…` itself makes markup. */
import type { Answer } from '../http/exchange.ts';

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[];

export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + render(values[index - 1] ?? '') + part));
}

function render(value: Part): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return escapeHtml(String(value));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

export const pageLanguages = ['kk', 'ru', 'en'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

/** On every page: nobody may take this for the real portal. */
const MODEL: Readonly<Record<PageLanguage, string>> = {
  kk: 'Бұл — порталдың үлгісі. Мұнда ешнәрсенің заңдық күші жоқ.',
  ru: 'Это модель портала. Ничто здесь не имеет юридической силы.',
  en: 'This is a model of the portal. Nothing here has legal force.',
};

export function page(language: PageLanguage, title: string, body: Markup): Answer {
  const document = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <p role="note">${MODEL.kk}<br />${MODEL.ru}<br />${MODEL.en}</p>
        <nav>
          <a href="/mailbox?lang=${language}">Mailbox</a>
          <a href="/admin?lang=${language}">Admin</a>
          ${pageLanguages.map(other => html` <a href="?lang=${other}" lang="${other}">${other}</a>`)}
        </nav>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
  return { status: 200, type: 'text/html; charset=utf-8', body: document.text };
}

export function languageOf(url: URL, accepted: string | undefined): PageLanguage {
  const wanted = url.searchParams.get('lang') ?? accepted?.slice(0, 2) ?? 'ru';
  return pageLanguages.find(known => known === wanted) ?? 'ru';
}

export const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 64rem; padding: 0 1rem 3rem; }
[role="note"] { border: 3px solid #b45309; border-radius: .5rem; font-weight: 600; padding: .75rem 1rem; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid #8886; padding: .35rem .5rem; text-align: start; vertical-align: top; }
article { border: 1px solid #8886; border-radius: .5rem; margin: 1rem 0; padding: 0 1rem; }
code { overflow-wrap: anywhere; }
`;
