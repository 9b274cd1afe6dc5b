/** The mailbox: every mail that the portal sent, the newest first, with links that work. */
import { appLink, linkKinds } from '../../../contract/portal/links.ts';
import type { LinkKind } from '../../../contract/portal/links.ts';
import type { PortalContext } from '../context.ts';
import type { MailKind } from '../mails.ts';
import type { Answer } from '../http/exchange.ts';
import { html, page } from './html.ts';
import type { Markup, PageLanguage } from './html.ts';
import { mailWords } from './mail-words.ts';

interface MailRow {
  readonly id: number;
  readonly recipient: string;
  readonly kind: MailKind;
  readonly link: string | null;
  readonly details: string;
  readonly sent_at: string;
}

const WORDS: Readonly<Record<PageLanguage, { title: string; none: string; app: string; browser: string }>> = {
  kk: { title: 'Пошта', none: 'Хат жоқ.', app: 'Tanba бағдарламасында ашу', browser: 'Браузерде ашу' },
  ru: { title: 'Почта', none: 'Писем нет.', app: 'Открыть в Tanba', browser: 'Открыть в браузере' },
  en: { title: 'Mailbox', none: 'No mails.', app: 'Open in Tanba', browser: 'Open in the browser' },
};

export function mailboxPage({ db }: PortalContext, language: PageLanguage): Answer {
  const mails = db.all<MailRow>('SELECT * FROM mails ORDER BY id DESC LIMIT 200');
  const words = WORDS[language];
  const body =
    mails.length === 0 ? html`<p>${words.none}</p>` : html`${mails.map(mail => article(mail, language))}`;
  return page(language, words.title, body);
}

function article({ recipient, kind, link, details, sent_at }: MailRow, language: PageLanguage): Markup {
  const [subject, text] = mailWords[kind][language];
  const { name = '' } = JSON.parse(details) as { name?: string };
  const linkKind = linkKinds.find(known => kind === `${known}-link`);
  return html`<article>
    <h2>${subject}</h2>
    <p>${recipient} · ${sent_at}</p>
    <p><strong>${name}</strong></p>
    <p>${text}</p>
    ${link === null || linkKind === undefined ? html`` : links(linkKind, link, language)}
  </article>`;
}

function links(kind: LinkKind, link: string, language: PageLanguage): Markup {
  const words = WORDS[language];
  const inBrowser = `/link/${kind}?link=${link}`;
  return html`<p>
      <a href="${appLink({ kind, link })}">${words.app}</a>
      ${kind === 'password' || kind === 'invitation' ? html`` : html` · <a href="${inBrowser}">${words.browser}</a>`}
    </p>
    <p><code>${appLink({ kind, link })}</code></p>`;
}
