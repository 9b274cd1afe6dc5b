/** The page behind a link in a mail: opening it does nothing, since programs that look into mails open links, too; a press does. */
import { randomUUID } from 'node:crypto';
import { wordsOf } from '../../../contract/errors/index.ts';
import { secret } from '../../../contract/portal/model.ts';
import { Refusal } from '../context.ts';
import type { PortalContext, PortalHandlers } from '../context.ts';
import type { Answer } from '../http/exchange.ts';
import { html, page } from './html.ts';
import type { PageLanguage } from './html.ts';

type Kind = 'registration' | 'email';

const WORDS: Readonly<Record<PageLanguage, { title: string; press: string; done: string }>> = {
  kk: { title: 'Растау', press: 'Растау', done: 'Расталды. Енді Tanba бағдарламасында жүйеге кіріңіз.' },
  ru: {
    title: 'Подтверждение',
    press: 'Подтвердить',
    done: 'Подтверждено. Теперь войдите в систему в программе Tanba.',
  },
  en: { title: 'Confirmation', press: 'Confirm', done: 'Confirmed. Now log in with Tanba.' },
};

export function linkPage(kind: Kind, link: string, language: PageLanguage): Answer {
  const words = WORDS[language];
  return page(
    language,
    words.title,
    html`<form method="post" action="/link/${kind}?lang=${language}">
      <input type="hidden" name="link" value="${link}" /><button>${words.press}</button>
    </form>`,
  );
}

/** What pressing the button does; a refusal is told in words. */
export async function followLink(
  context: PortalContext,
  handlers: PortalHandlers,
  kind: Kind,
  link: string,
  language: PageLanguage,
): Promise<Answer> {
  const words = WORDS[language];
  const name = kind === 'email' ? 'recovery.email.confirm' : 'registration.confirm';
  const parsed = secret.safeParse(link);
  try {
    await handlers[name]({
      params: {},
      body: { link: parsed.success ? parsed.data : randomUUID() },
      caller: { registration: null, session: null },
      now: context.options.now(),
      commit: (act: () => unknown) => context.db.transaction(act),
    } as never);
    return page(
      language,
      words.title,
      html`<p>${words.done}</p>
        <p><a href="tanba://portal/login">Tanba</a></p>`,
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.note !== null) context.db.transaction(error.note);
    const [what, why, next] = wordsOf(error.error, language);
    return {
      ...page(language, words.title, html`<p><strong>${what}.</strong> ${why} ${next}</p>`),
      status: 422,
    };
  }
}
