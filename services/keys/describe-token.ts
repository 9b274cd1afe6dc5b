/** A token as the window lists it. */
import { basename } from 'node:path';
import type { KeyDescription, StoreDescription, TokenDetails, TokenVendor } from '../../contract/keys.ts';
import type { TokenDescription } from '../../contract/token-host.ts';
import type { Vendor } from '../../contract/vendors.ts';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import type { KnownStore } from './known-stores.ts';
import type { ShownToken } from './token-drivers.ts';
import type { OpenedStore } from './unlocked-store.ts';

export function describeVendor({ id, name, help, drivers, unlock }: Vendor): TokenVendor {
  return { id, name, help, drivers, unlock };
}

/** Of makers that share a library the one whom the token names, else the first. */
export function vendorOf(
  vendors: readonly Vendor[],
  { label, model, manufacturer }: Pick<TokenDescription, 'label' | 'model' | 'manufacturer'>,
): Vendor | null {
  const text = `${label} ${model} ${manufacturer}`.toLowerCase();
  return vendors.find(({ id }) => text.includes(id)) ?? vendors[0] ?? null;
}

function triesOf({ locked, finalTry, pinCountLow }: TokenDescription): TokenDetails['tries'] {
  return locked ? 'none' : finalTry ? 'final' : pinCountLow ? 'low' : 'untouched';
}

function stateOf({ token, driver }: ShownToken, opened: OpenedStore | undefined): StoreDescription['state'] {
  if (opened !== undefined) return 'unlocked';
  if (driver.status.state === 'quarantined') return 'quarantined';
  if (!token.initialised) return 'not-initialised';
  return token.locked ? 'pin-locked' : 'locked';
}

export function describeShownToken(
  shown: ShownToken,
  known: KnownStore | undefined,
  opened: OpenedStore | undefined,
): StoreDescription {
  const { ref, token, vendor, driver } = shown;
  const library = basename(driver.library.path);
  return {
    ref,
    name: token.label,
    location: vendor?.name ?? library,
    state: stateOf(shown, opened),
    keys: opened === undefined ? keysOfLocked(token, known?.keys ?? []) : [...opened.keys],
    lastUsed: known?.lastUsed ?? null,
    token: {
      label: token.label,
      serial: token.serial,
      model: token.model,
      manufacturer: token.manufacturer,
      library,
      vendor: vendor === null ? null : describeVendor(vendor),
      tries: triesOf(token),
      protectedPath: token.protectedPath,
      toBeChanged: token.toBeChanged,
      defaultPin: opened?.defaultPin ?? false,
      shortestPin: token.shortestPin,
      longestPin: token.longestPin,
      unpaired: [...(opened?.unpaired ?? [])],
    },
  };
}

/** A token that was used here and is not plugged in, or whose library shows none any more. */
export function describeAbsentToken(
  known: KnownStore,
  vendor: Vendor | null,
  state: 'missing' | 'quarantined',
): StoreDescription | null {
  const { ref, keys, lastUsed } = known;
  if (ref.kind !== 'token') return null;
  const library = basename(ref.module);
  return {
    ref,
    name: ref.label,
    location: vendor?.name ?? library,
    state,
    keys,
    lastUsed,
    token: {
      label: ref.label,
      serial: ref.serial,
      model: known.token?.model ?? '',
      manufacturer: known.token?.manufacturer ?? '',
      library,
      vendor: vendor === null ? null : describeVendor(vendor),
      tries: 'untouched',
      protectedPath: false,
      toBeChanged: false,
      defaultPin: false,
      shortestPin: 0,
      longestPin: 0,
      unpaired: [],
    },
  };
}

/**
 * What is remembered, as long as the token does not show something else; else the certificates of people that it shows. Which of
 * them have a key is known after unlocking only.
 */
function keysOfLocked(token: TokenDescription, remembered: readonly KeyDescription[]): KeyDescription[] {
  const visible = token.certificates.flatMap(describeVisible);
  const fresh = remembered.every(key => visible.some(it => it.serial === key.serial));
  return remembered.length > 0 && (visible.length === 0 || fresh) ? [...remembered] : visible;
}

function describeVisible({
  alias,
  label,
  certificate,
}: TokenDescription['certificates'][number]): KeyDescription[] {
  try {
    const parsed = parseCertificate(certificate);
    if (parsed.basicConstraints?.ca === true) return [];
    return [{ ...describeCertificate(parsed), alias, ...(label !== '' && { label }) }];
  } catch {
    // Anybody can write anything to a token: what is no certificate cannot be shown as one.
    return [];
  }
}
