/** Links in the portal's mails: `tanba://portal/KIND?link=SECRET` opens the app, an address of the portal the browser. */
import * as z from 'zod';
import { secret } from './model.ts';

export const linkKinds = ['registration', 'email', 'password', 'invitation'] as const;
export type LinkKind = (typeof linkKinds)[number];

export interface PortalLink {
  readonly kind: LinkKind;
  readonly link: string;
}

export function appLink({ kind, link }: PortalLink): string {
  return `tanba://portal/${kind}?link=${link}`;
}

/** What somebody opened or pasted: a link of either form, from a mail; null for anything else. */
export function readPortalLink(text: string): PortalLink | null {
  const found =
    /^(?:tanba:\/\/portal|https?:\/\/[^/\s]+\/link)\/([a-z]+)\/?\?link=([\w-]+)(?:&lang=[a-z]{2})?$/.exec(
      text.trim(),
    );
  const kind = linkKinds.find(known => known === found?.[1]);
  const parsed = secret.safeParse(found?.[2]);
  return kind === undefined || !parsed.success ? null : { kind, link: parsed.data };
}

/** What the system hands over when somebody opens a `tanba://` link. Any page may hold one: nothing is done because one was opened. */
export const openedLinkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(linkKinds), link: secret }),
  /** `tanba://portal/login`, on the page that a link of the portal's ends at. */
  z.object({ kind: z.literal('login') }),
  /** Not a form that the portal's mails have; its text goes no further. */
  z.object({ kind: z.literal('unknown') }),
]);
export type OpenedLink = z.infer<typeof openedLinkSchema>;

export const linkScheme = 'tanba';

export function isAppLink(text: string): boolean {
  return /^tanba:/i.test(text);
}

/** @param text of the scheme `tanba:`, with whatever behind it */
export function readOpenedLink(text: string): OpenedLink {
  if (/^tanba:\/\/portal\/login\/?$/.test(text)) return { kind: 'login' };
  // An address of a web page is not ours to be opened by, however well it is formed.
  return (isAppLink(text) ? readPortalLink(text) : null) ?? { kind: 'unknown' };
}
