/** Links in the portal's mails: `tanba://portal/KIND?link=SECRET` opens the app, an address of the portal the browser. */
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
  const found = /^(?:tanba:\/\/portal|https?:\/\/[^/\s]+\/link)\/([a-z]+)\/?\?link=([A-Za-z0-9_-]+)$/.exec(
    text.trim(),
  );
  const kind = linkKinds.find(known => known === found?.[1]);
  const parsed = secret.safeParse(found?.[2]);
  return kind === undefined || !parsed.success ? null : { kind, link: parsed.data };
}
