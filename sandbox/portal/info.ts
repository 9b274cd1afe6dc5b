/** Which portal this is and what its steps ask for. */
import type { PortalContext, PortalHandlers } from './context.ts';
import { supportEmail } from './options.ts';

export function infoHandlers({
  options,
  requirements,
  origin,
}: PortalContext): Pick<PortalHandlers, 'portal.info'> {
  return {
    'portal.info': async ({ now }) => ({
      kind: 'sandbox',
      name: 'Tanba sandbox',
      apiVersion: 1,
      time: now.toISOString(),
      supportEmail,
      keyPolicy: options.keyPolicy,
      requirements: { ...requirements },
      mailbox: `${origin()}/mailbox`,
      refreshDays: [1, 3, 5],
    }),
  };
}
