/** The portals that the program can talk to. The window always shows which one it is. */
import * as z from 'zod';
import { portalKinds } from './model.ts';

/** rest: the API of contract/portal-api.ts. soap: the public login services of ИС ЭСФ; registering is not among them. */
export const portalProtocols = ['rest', 'soap'] as const;

export const portalIds = portalKinds;
export const portalConnectionSchema = z.object({
  id: z.enum(portalIds),
  protocol: z.enum(portalProtocols),
  url: z.url({ protocol: /^https?$/ }).max(2048),
});
export type PortalConnection = z.infer<typeof portalConnectionSchema>;

export const sandboxAddress = 'http://127.0.0.1:13599';

export const portalConnections: Readonly<Record<(typeof portalIds)[number], PortalConnection>> = {
  production: { id: 'production', protocol: 'soap', url: 'https://esf.gov.kz:8443' },
  test: { id: 'test', protocol: 'soap', url: 'https://test3.esf.kgd.gov.kz:8443' },
  sandbox: { id: 'sandbox', protocol: 'rest', url: sandboxAddress },
};
