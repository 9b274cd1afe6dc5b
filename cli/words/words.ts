/** Everything that the command line says by itself, besides errors: those are in contract/errors. One file for each language. */
import type { CertificateInfo, StoreState, TokenDetails } from '../../contract/keys.ts';

type Position = NonNullable<CertificateInfo['position']>;

export interface CliWords {
  /** As the help has them. */
  readonly argumentNames: { readonly store: string; readonly file: string; readonly signature: string };
  readonly usage: {
    readonly noCommand: string;
    readonly unknownCommand: (name: string) => string;
    readonly unknownOption: (name: string) => string;
    readonly valueMissing: (option: string) => string;
    readonly valueUnwanted: (option: string) => string;
    /** An option that goes with another only. */
    readonly onlyWith: (option: string, other: string) => string;
    /** An option that does not go with another. */
    readonly notBeside: (option: string, other: string) => string;
    readonly valueUnknown: (option: string, value: string, allowed: string) => string;
    readonly optionMissing: (option: string) => string;
    readonly argumentMissing: (argument: string) => string;
    readonly argumentsTooMany: (argument: string) => string;
    readonly outMustBeFolder: string;
    readonly notATime: (value: string) => string;
    readonly notADigest: (value: string) => string;
    readonly notAnAddress: (value: string) => string;
    readonly notAPort: (value: string) => string;
    readonly pinTooLong: string;
  };
  readonly pinPrompt: (store: string) => string;
  readonly tokens: {
    readonly columns: Readonly<Record<'label' | 'vendor' | 'state' | 'tries' | 'uri', string>>;
    readonly state: Readonly<Record<StoreState, string>>;
    readonly tries: Readonly<Record<TokenDetails['tries'], string>>;
    readonly none: string;
    readonly typeOnPad: (token: string) => string;
    readonly triesLow: string;
    readonly lastTry: string;
    readonly defaultPin: string;
  };
  readonly keys: {
    readonly columns: {
      readonly name: string;
      readonly purpose: string;
      readonly algorithm: string;
      readonly number: string;
      readonly until: string;
      readonly alias: string;
      readonly file: string;
    };
    readonly role: Readonly<Record<CertificateInfo['role'], string>>;
    readonly position: Readonly<Record<Position, string>>;
    readonly subjectType: Readonly<Record<CertificateInfo['subjectType'], string>>;
    readonly expired: string;
    readonly notYetValid: string;
    readonly none: string;
  };
  readonly doctor: { readonly service: string; readonly library: string };
  readonly notSigned: (count: number) => string;
  readonly sandboxMade: (count: number, folder: string, password: string) => string;
  readonly sandboxRuns: (sandbox: {
    readonly portal: string;
    readonly mailbox: string;
    readonly admin: string;
    readonly folder: string;
    readonly password: string;
  }) => string;
  readonly sandboxServes: (tsa: string, ocsp: string, control: string) => string;
}
