/** Every parser that reads what comes from outside. */
import type { Target } from '../target.ts';
import { certificate, name } from './certificates.ts';
import { cms } from './cms.ts';
import { pkcs12, pkcs8 } from './key-files.ts';
import { crl, ocsp, timestamp } from './revocation.ts';
import { armour, json, xpath } from './texts.ts';
import { xml } from './xml.ts';

export const targets: readonly Target[] = [
  certificate,
  name,
  cms,
  timestamp,
  ocsp,
  crl,
  xml,
  pkcs12,
  pkcs8,
  armour,
  xpath,
  json,
];
