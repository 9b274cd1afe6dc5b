import type { HelpWords } from '../help.ts';

export const en: HelpWords = {
  title: `Tanba: signs and verifies with keys of the National Certification Authority of Kazakhstan`,
  commands: {
    keys: `tanba keys STORE... [--pin-file F|-] [--last-try]
    lists the keys in key files (.p12), in folders of them, or on tokens (pkcs11:token=...)`,
    tokens: `tanba tokens
    lists the tokens that are plugged in, with their addresses`,
    sign: `tanba sign FILE... --key STORE [--alias A] [--pin-file F|-] [--format cms|xml|raw] [--detached] [--out FILE|DIR] [--force]
           cms: [--encoding der|pem|base64] [--tsa URL|on|off]...
           xml: [--layout compact|santuario] [--id ID | --xpath X [--parent X] | --wsse[=x509v3|issuer-serial]]
    signs documents; the signature is written to FILE.cms (.signed.xml, .signature.txt) beside each, or to --out
tanba sign --add-to SIGNATURE [FILE] --key STORE [--out FILE]
    adds a signer to a CMS signature, in its place or to --out
tanba sign --digest HEX|BASE64 --out FILE --key STORE
    signs a digest made elsewhere: a detached CMS`,
    stamp: `tanba stamp SIGNATURE... [--tsa URL]...
    adds time-stamps to signatures that have none`,
    extract: `tanba extract SIGNATURE [--out FILE] [--force]
    writes the document that an attached signature holds`,
    verify: `tanba verify SIGNATURE [--content FILE] [--trust FILE|DIR|test]... [--at TIME] [--evidence DIR] [--offline]
             [--policy iin=N,bin=N,revocation,timestamp,production]
    says whether a signature holds and who made it`,
    poa: `tanba poa create TABLE.csv | --iin N --powers LIST --until DAY [--since DAY] [--replaces NUMBER] [--dry-run] [--offline]
tanba poa sign --key STORE [--out DIR]
tanba poa send | list [--state S] [--offline] | revoke NUMBER...
          [--outbox DIR] [--portal URL] [--key STORE] [--pin-file F] [--password-file F] [--bin N]
tanba poa verify FILE
    powers of attorney for employees: prepared in the outbox, signed with one PIN, sent once; more: tanba poa --help`,
    doctor: `tanba doctor [LIBRARY...]
    loads the drivers of tokens, each in a process of its own, and says what is the matter with them`,
    'sandbox keys': `tanba sandbox keys --out DIR [--seed TEXT] [--at TIME] [--services http://127.0.0.1:PORT] [--force]
    makes an authority and keys for trying things out`,
    'sandbox pki': `tanba sandbox pki --data DIR [--port PORT]
    time-stamps, OCSP and lists of revoked certificates for the keys in DIR, until Ctrl+C`,
    sandbox: `tanba sandbox [--data DIR] [--port PORT] [--trust test] [--employees N]
    the model portal with everything around it, until Ctrl+C
    --employees fills one enterprise with invented people, for looking at long lists`,
  },
  options: {
    'pin-file': `--pin-file F     the password lies in this file, - is standard input; without it you are asked`,
    'last-try': `--last-try       use the last try that the PIN of a token has`,
    tsa: `--tsa URL        the address of a time-stamping authority, several are tried in turn; on: that of НУЦ РК`,
    trust: `--trust FILE     certificates of authorities to trust besides those of Kazakhstan; test: its test environment`,
    evidence: `--evidence DIR   keep what authorities answered there, and look there where they do not answer`,
    offline: `--offline        ask nobody: judge by --evidence alone (SIGNATURE.evidence without it)`,
    policy: `--policy LIST    what must be true besides; exit 1 where it is not`,
    at: `--at TIME        2026-11-22 or 2026-11-22T10:00:00Z; UTC unless it says its zone`,
    force: `--force          replace a file that exists; the document itself is never replaced`,
    json: `--json           one object on standard output`,
    lang: `--lang kk|ru|en  the language; otherwise that of the system`,
    help: `--help           this; tanba COMMAND --help: about one command alone`,
    version: `--version`,
  },
  exits: `Exit codes: 0 done, 1 the signature does not hold, 2 usage, 3 key store or password, 4 the key does not fit,
5 input or output, 6 a network service, 70 our fault, 130 interrupted.`,
  poa: `Powers of attorney for employees: prepared in the outbox folder, signed with one PIN, sent once

tanba poa create TABLE.csv [--since DAY] [--until DAY] [--powers LIST]
tanba poa create --iin N --powers LIST --until DAY [--since DAY] [--replaces NUMBER]
    prepares in the folder: all or, where one row does not do, nothing. What is there already is not made again (--force does)
tanba poa sign --key STORE [--out DIR]
    signs all that is prepared; --out writes each to NUMBER.cms. Needs no network
tanba poa send
    sends what is signed; where it was ended it goes on with what is left
tanba poa list [--state draft|signed|sent|active|expired|revoked]
    what the portal has; --offline: what lies in the folder
tanba poa revoke NUMBER...
    takes back, with a signature
tanba poa verify FILE.cms [--trust FILE|DIR|test]... [--at TIME] [--offline]
    shows it as a document; whether signature, principal and term are right

--key STORE        the organisation's key; it logs in to the portal, too
--password-file F  the password of the portal's cabinet; without it you are asked
--bin N            for whom, where there are several profiles
--portal URL       address of the portal
--outbox DIR       the outbox folder; without it ./tanba-outbox
--dry-run          says what would be done; writes, signs and sends nothing
--offline          without the portal: create prepares from what was known last
--json, --lang, --pin-file and exit codes: tanba --help

Columns of the table: iin, powers, since, until, replaces; name is not read. Commas, semicolons or tabs; UTF-8, UTF-16 or
Windows-1251. A day: 31.12.2026 or 2026-12-31. For an empty cell the option stands; for an empty since, today.

  iin;powers;until
  810202120108;invoices-only;31.12.2026
  890820121903;invoice.view, contract.edit;31.12.2026

Powers:`,
  presets: `Sets of them:`,
};
