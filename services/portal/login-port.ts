/** Logging in at a portal, whichever way it speaks: the API of contract/portal-api.ts, or the public SOAP services. */
import type { CertificateInfo } from '../../contract/keys.ts';
import type {
  Category,
  KeyRequirement,
  PortalSessionInfo,
  Project,
  PortalProfile,
} from '../../contract/portal/model.ts';

export interface LoginTicket {
  readonly id: string;
  /** To be signed enveloped, exactly as it is. */
  readonly xml: string;
}

export interface Identified {
  /** Stands for the signed ticket until the password is given. */
  readonly login: string;
  readonly iin: string;
  readonly name: string;
  /** The key is of an entity that is not registered yet. */
  readonly offer: { readonly category: Category; readonly bin: string; readonly name: string } | null;
}

export interface OpenedSession {
  readonly token: string;
  readonly session: PortalSessionInfo;
}

export interface Registrable {
  readonly profiles: readonly PortalProfile[];
  readonly categories: readonly Category[];
  readonly projects: readonly Project[];
}

/** Every method is rejected with TanbaError: portal.*, key.*, network.*. */
export interface PortalLogin {
  requirement(): Promise<KeyRequirement>;
  ticket(iin: string): Promise<LoginTicket>;
  identify(ticket: LoginTicket, signedXml: string, owner: CertificateInfo): Promise<Identified>;
  /** `profile` null: the only one, or none yet. */
  open(login: string, password: string, profile: string | null): Promise<OpenedSession>;
  /** The token may be another one afterwards. */
  choose(opened: OpenedSession, profile: string): Promise<OpenedSession>;
  read(opened: OpenedSession): Promise<PortalSessionInfo>;
  close(token: string): Promise<void>;
  registrable(token: string): Promise<Registrable>;
}
