/** XML signatures: 10 KB enveloped, signed and verified; xmlsec1 with the same RSA key in the same minute; a thousand files with one PIN. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { signXml } from '../../core/xml/sign.ts';
import { verifyXml } from '../../core/xml/verify.ts';
import { midTerm, rootAndSigner } from '../../tests/support/pki.ts';
import type { Identity } from '../../tests/support/pki.ts';
import { prepare, run } from './files.ts';
import type { Figure } from './main.ts';
import { perSecondInTurn } from './measure.ts';
import type { Peer } from './peers.ts';

/** 10 KB as portals send them: many short elements. */
const item = '<item number="1"><name>Тауар атауы</name><amount>1250.00</amount></item>';
const document = `<doc>${item.repeat(Math.ceil(10_240 / Buffer.byteLength(item)))}</doc>`;
const unit = '10 KB documents/s';

const sign = (signer: Identity): Promise<string> =>
  signXml({ xml: document, signer, layout: 'compact', reference: { kind: 'enveloped' } });

async function ratesOf(family: 'GOST-2015-512' | 'RSA', label: string): Promise<Figure[]> {
  const { root, signer } = rootAndSigner(family);
  const anchors = [anchorFromCertificate(root.certificate)];
  const signed = await sign(signer);
  const verify = async () => {
    const report = await verifyXml({ xml: signed, anchors, at: midTerm });
    if (!report.valid) throw new Error('a signature just made does not hold');
  };
  return [
    { name: `${label} sign`, unit, value: await perSecondInTurn(() => sign(signer)) },
    { name: `${label} verify`, unit, value: await perSecondInTurn(verify) },
  ];
}

export async function measureXml(): Promise<Figure[]> {
  return [...(await ratesOf('GOST-2015-512', 'GOST-512')), ...(await ratesOf('RSA', 'RSA-2048'))];
}

const template = `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></Transforms><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference></SignedInfo><SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature>`;

/** Rates of xmlsec1 over files: what so many repetitions take beyond what one does, so that its start does not count. */
export async function measureXmlsec(): Promise<Peer> {
  const name = 'xmlsec1';
  if (spawnSync(name, ['--version']).error !== undefined) {
    console.log(`${name}: not on this machine, left out`);
    return { name, rates: null };
  }
  const folder = mkdtempSync(join(tmpdir(), 'tanba-bench-xml-'));
  try {
    const { signer } = rootAndSigner('RSA');
    const file = (fileName: string, content: string): string => {
      writeFileSync(join(folder, fileName), content);
      return join(folder, fileName);
    };
    const pkcs8 = Buffer.from(signer.key.privateKeyDer);
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const keyFile = file('key.pem', key.export({ format: 'pem', type: 'pkcs8' }).toString());
    const certificate = file('certificate.pem', new X509Certificate(signer.certificate.der).toString());
    const unsigned = file('template.xml', document.replace('</doc>', `${template}</doc>`));
    const signed = file('signed.xml', await sign(signer));
    const verify = ['verify', '--pubkey-cert-pem', certificate, '--enabled-key-data', 'rsa'];
    return {
      name,
      rates: {
        'RSA-2048 sign': repeatRate(['sign', '--privkey-pem', `${keyFile},${certificate}`], unsigned),
        'RSA-2048 verify': repeatRate(verify, signed),
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const repetitions = 500;

function repeatRate(command: readonly string[], file: string): number {
  const seconds = (times: number): number => {
    const started = performance.now();
    const parameters = [...command, '--repeat', String(times), file];
    const { status, stderr } = spawnSync('xmlsec1', parameters, { maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error(`xmlsec1: ${stderr.toString().slice(0, 500)}`);
    return (performance.now() - started) / 1_000;
  };
  const once = seconds(1);
  return repetitions / (seconds(repetitions + 1) - once);
}

/** A thousand documents of 10 KB by one command with one PIN, each an enveloped signature of GOST-512. */
export async function measureXmlFiles(): Promise<Figure[]> {
  const bench = await prepare();
  try {
    const files = Array.from({ length: 1_000 }, (_unused, index) =>
      join(bench.folder, `document-${index}.xml`),
    );
    for (const file of files) writeFileSync(file, document);
    const out = join(bench.folder, 'signed');
    mkdirSync(out);
    const key = ['--key', bench.key, '--pin-file', bench.pin];
    const { seconds } = await run(['sign', ...files, ...key, '--format', 'xml', '--out', out]);
    return [{ name: '1,000 XML documents of 10 KB signed with one password', unit: 's', value: seconds }];
  } finally {
    rmSync(bench.folder, { recursive: true, force: true });
  }
}
