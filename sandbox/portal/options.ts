/** What the portal is started with. */
import type { KeyPolicy } from '../../contract/portal/model.ts';
import type { EvidenceSource } from '../../core/signing/evidence.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import type { TrustAnchor } from '../../core/x509/chain.ts';
import type { PasswordCost } from './secrets.ts';

export interface PortalOptions {
  /** Path of the database, or `:memory:`. */
  readonly database: string;
  /** Authorities whose certificates are taken. */
  readonly anchors: readonly TrustAnchor[];
  readonly intermediates: readonly Certificate[];
  /** Who says whether a certificate was revoked. Null: nobody is asked, and the pages say so. */
  readonly evidence: EvidenceSource | null;
  readonly keyPolicy: KeyPolicy;
  readonly now: () => Date;
  /** Told of faults of the portal's own program. */
  readonly onFault: (error: unknown) => void;
  /** Limits that tests set lower. */
  readonly limits?: Partial<PortalLimits>;
  /** What hashing a password costs; tests have it cheap. The same for as long as a database lives. */
  readonly passwordCost?: PasswordCost;
}

export interface PortalLimits {
  /** Wrong passwords until an account is closed for a while. */
  readonly passwordTries: number;
  readonly passwordPauseMinutes: number;
  /** Wrong links of all callers together within the pause. */
  readonly linkTries: number;
  readonly linkPauseMinutes: number;
  /** Signatures refused for one text. */
  readonly signatureTries: number;
  readonly challengeMinutes: number;
  readonly linkHours: number;
  readonly registrationDays: number;
  readonly sessionIdleMinutes: number;
  /** Of the SOAP services: between two sessions of a user, and calls in a day. */
  readonly soapSessionSeconds: number;
  readonly soapCallsPerDay: number;
}

export const defaultLimits: PortalLimits = {
  passwordTries: 5,
  passwordPauseMinutes: 15,
  linkTries: 30,
  linkPauseMinutes: 10,
  signatureTries: 10,
  challengeMinutes: 30,
  linkHours: 24,
  registrationDays: 7,
  sessionIdleMinutes: 20,
  soapSessionSeconds: 300,
  soapCallsPerDay: 3000,
};

export const supportEmail = 'support@sandbox.example';
