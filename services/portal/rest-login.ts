/** Logging in through the API of contract/portal-api.ts. */
import type { KeyRequirement } from '../../contract/portal/model.ts';
import type { PortalClient } from './client.ts';
import type { PortalLogin } from './login-port.ts';

export function createRestLogin(
  client: PortalClient,
  requirement: () => Promise<KeyRequirement>,
): PortalLogin {
  return {
    requirement,
    ticket: iin => client.call('session.ticket', { body: { iin } }),
    identify: ({ id }, signedXml) => client.call('session.identify', { body: { ticket: id, signedXml } }),
    open: (login, password, profile) => client.call('session.open', { body: { login, password, profile } }),
    choose: async ({ token }, profile) => ({
      token,
      session: await client.call('session.choose', { body: { profile }, token }),
    }),
    read: ({ token }) => client.call('session.read', { body: undefined, token }),
    close: async token => void (await client.call('session.close', { body: undefined, token })),
    registrable: token => client.call('profile.registrable', { body: undefined, token }),
  };
}
