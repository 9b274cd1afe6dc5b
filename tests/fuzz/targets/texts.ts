/** What comes as text: PEM and base64, XPath, and the program's own JSON files. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeRefSchema } from '../../../contract/keys.ts';
import { defaultSettings, settingsSchema } from '../../../contract/settings.ts';
import { bytesToHex, bytesToUtf8, utf8ToBytes } from '../../../core/bytes.ts';
import { dearmour } from '../../../core/asn1/armour.ts';
import { parseCertificates } from '../../../core/x509/certificate.ts';
import { parseXml } from '../../../core/xml/parse.ts';
import { selectElements } from '../../../core/xml/xpath.ts';
import { openKnownStores } from '../../../services/keys/known-stores.ts';
import { openSettings } from '../../../services/settings.ts';
import { readAnchors } from '../../../services/trust/read-anchors.ts';
import { pem } from '../../support/cms-maker.ts';
import { families, rootAndSigner } from '../../support/pki.ts';
import { mutateJson } from '../mutators/json.ts';
import { mutateText } from '../mutators/text.ts';
import type { Claims, Seed, Target } from '../target.ts';

function readArmour(input: Uint8Array): Claims {
  dearmour(input, 'crl');
  return parseCertificates(input).map(({ serial }) => `${serial.length > 0}`);
}

export const armour: Target = {
  name: 'armour',
  share: 300,
  isInner: true,
  mutate: mutateText,
  seeds: () => {
    const files = families.map(family => pem('CERTIFICATE', rootAndSigner(family).signer.certificate.der));
    const bundle = utf8ToBytes(files.map(bytesToUtf8).join('subject\n'));
    const seed = (name: string, bytes: Uint8Array): Seed => ({ name, bytes, read: readArmour });
    return [...files.map((file, index) => seed(`certificate ${index}`, file)), seed('bundle', bundle)];
  },
  costly: () => [
    { name: 'half-open blocks', bytes: utf8ToBytes('-----BEGIN '.repeat(2_000_000)), read: readArmour },
    {
      name: 'blocks of no kind',
      bytes: utf8ToBytes('-----BEGIN -----\n-----END -----\n'.repeat(500_000)),
      read: readArmour,
    },
    {
      name: 'a long label',
      bytes: utf8ToBytes(`-----BEGIN ${'x'.repeat(8_000_000)}-----\n`.repeat(2)),
      read: readArmour,
    },
  ],
};

const document = parseXml(
  `<a xmlns:p="urn:p">${'<b Id="x"><p:c k="1">t</p:c><b><b/></b></b>'.repeat(50)}</a>`,
);

function readPath(input: Uint8Array): Claims {
  return selectElements(document, Buffer.from(input).toString()).length > 0 ? ['found'] : [];
}

export const xpath: Target = {
  name: 'xpath',
  share: 400,
  mutate: mutateText,
  seeds: () =>
    ["/a/b[1]/p:c[@k='1']", '//b[@Id="x" and position()=2]//*[last()]', "//*[local-name()='c']/*"].map(
      path => ({
        name: path,
        bytes: utf8ToBytes(path),
        read: readPath,
      }),
    ),
  costly: () => [
    { name: 'every element, again and again', bytes: utf8ToBytes('//*'.repeat(600)), read: readPath },
    { name: 'predicates', bytes: utf8ToBytes(`//*${'[1]'.repeat(600)}`), read: readPath },
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'tanba-fuzz-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Each file of the program must be understood, or set aside, never trip the start. */
async function readSettings(input: Uint8Array): Promise<Claims> {
  const file = join(folder, 'settings.json');
  writeFileSync(file, input);
  const settings = (await openSettings({ file, defaults: defaultSettings })).get();
  return settingsSchema.safeParse(settings).success ? [] : ['settings that are none'];
}

async function readStores(input: Uint8Array): Promise<Claims> {
  const file = join(folder, 'stores.json');
  writeFileSync(file, input);
  const stores = (await openKnownStores(file)).all();
  return stores.every(({ ref }) => storeRefSchema.safeParse(ref).success) ? [] : ['a store that is none'];
}

async function readTrust(input: Uint8Array): Promise<Claims> {
  const file = join(folder, 'anchors.json');
  writeFileSync(file, input);
  const anchors = await readAnchors(file);
  return anchors.map(
    ({ subjectDer, spkiDer }) => `${bytesToHex(subjectDer).length >= 0 && spkiDer.length >= 0}`,
  );
}

export const json: Target = {
  name: 'json',
  share: 200,
  mutate: mutateJson,
  seeds: () => {
    const seed = (name: string, value: unknown, read: Seed['read']): Seed => ({
      name,
      bytes: utf8ToBytes(JSON.stringify(value, null, 2)),
      read,
    });
    const trust = join(import.meta.dirname, '..', '..', '..', 'resources', 'trust', 'test.json');
    const stores = {
      version: 1,
      stores: [{ ref: { kind: 'file', path: '/k.p12' }, keys: [], lastUsed: null }],
    };
    return [
      seed('settings', { ...defaultSettings, outputFolder: '/x', trust: ['/y'] }, readSettings),
      seed('stores', stores, readStores),
      { name: 'anchors', bytes: new Uint8Array(readFileSync(trust)), read: readTrust },
    ];
  },
};
