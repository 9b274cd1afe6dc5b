import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import { gostSigner } from '../../tests/support/signer.ts';
import type { Timestamper } from '../../core/signing/evidence.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { systemClock } from '../ports.ts';
import { signaturePath } from './output-path.ts';
import { defaultXml } from './signature-formats.ts';
import { signFiles } from './sign-files.ts';
import type { DocumentProgress } from './batch.ts';
import type { SignFilesRequest } from './sign-files.ts';
import { verifyFile } from './verify-file.ts';

const { signer, issuer } = gostSigner();
const anchors = [anchorFromCertificate(issuer)];
let folder = '';
let aborting = new AbortController();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tanba-sign-'));
  aborting = new AbortController();
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function documents(...names: string[]): Promise<string[]> {
  const paths = names.map(name => join(folder, name));
  for (const path of paths) await writeFile(path, `content of ${path}`);
  return paths;
}

function job(paths: readonly string[], change: Partial<SignFilesRequest> = {}): SignFilesRequest {
  return {
    documents: paths,
    signer,
    detached: false,
    format: 'cms',
    xml: defaultXml,
    encoding: 'der',
    timestamper: null,
    outputOf: document => signaturePath(document, null),
    overwrite: false,
    signal: aborting.signal,
    onProgress: () => undefined,
    onFault: (_, error) => {
      throw error;
    },
    clock: systemClock,
    ...change,
  };
}

const verify = (signature: string, content: string | null = null): ReturnType<typeof verifyFile> =>
  verifyFile({
    signature,
    content,
    anchors,
    at: new Date(),
    now: new Date(),
    evidence: null,
    signal: aborting.signal,
  });

describe('a signing job', () => {
  it.each([false, true])('signs each document so that it verifies (detached: %s)', async detached => {
    const paths = await documents('бірінші.pdf', 'екінші.pdf', 'empty');
    await writeFile(paths[2]!, '');
    const results = await signFiles(job(paths, { detached }));
    expect(results).toEqual(
      paths.map(document => ({ document, output: `${document}.cms`, error: null, pending: null })),
    );
    for (const path of paths) {
      const { report, content } = await verify(`${path}.cms`);
      expect(report).toMatchObject({ valid: true, attached: !detached });
      expect(content).toBe(detached ? path : null);
    }
  });

  it('goes on after a document that fails', async () => {
    const paths = await documents('a', 'b', 'c');
    await rm(paths[1]!);
    await writeFile(`${paths[2]!}.cms`, 'there before');
    const results = await signFiles(job(paths));
    expect(results.map(result => result.error?.code)).toEqual([
      undefined,
      'document.not-found',
      'output.exists',
    ]);
    expect(await readFile(`${paths[2]!}.cms`, 'utf8')).toBe('there before');
    expect((await readdir(folder)).sort()).toEqual(['a', 'a.cms', 'c', 'c.cms']);
  });

  it('signs several XML documents in one go, past one that is none, and asks the key once for each', async () => {
    const paths = await documents('a.xml', 'b.xml', 'c.xml', 'd.xml');
    for (const [index, text] of ['<a>1</a>', '<a><b></a>', '<a Id="c">3</a>', '<!DOCTYPE a><a/>'].entries())
      await writeFile(paths[index]!, text);
    let asked = 0;
    const counted: typeof signer = {
      ...signer,
      signDigest: (...request) => (asked++, signer.signDigest(...request)),
    };
    const results = await signFiles(job(paths, { format: 'xml', signer: counted }));
    expect(results.map(({ error }) => error?.code)).toEqual([
      undefined,
      'xml.malformed',
      undefined,
      'xml.doctype',
    ]);
    expect(asked).toBe(2);
    for (const path of [paths[0]!, paths[2]!])
      expect((await verify(`${path}.cms`)).report).toMatchObject({ valid: true, format: 'xml' });
    expect((await readdir(folder)).filter(name => name.endsWith('.cms'))).toEqual(['a.xml.cms', 'c.xml.cms']);
  });

  it('does not ask the key again after an error that the next document would meet', async () => {
    const paths = await documents('a', 'b', 'c');
    let asked = 0;
    const failing = {
      ...signer,
      signDigest: () => {
        asked++;
        return Promise.reject(new TanbaError('host.crashed', {}));
      },
    };
    const results = await signFiles(job(paths, { signer: failing }));
    expect(results.map(result => result.error?.code)).toEqual([
      'host.crashed',
      'host.crashed',
      'host.crashed',
    ]);
    expect(asked).toBe(1);
    expect((await readdir(folder)).sort()).toEqual(['a', 'b', 'c']);
  });

  it('asks the key for one document at a time, in their order, and for the next while one waits for its time-stamp', async () => {
    const paths = await documents('a', 'b', 'c');
    let asked = 0;
    let signing = 0;
    let secondAsked = (): void => undefined;
    const second = new Promise<void>(resolved => {
      secondAsked = resolved;
    });
    const counted: typeof signer = {
      ...signer,
      signDigest: async (...request) => {
        expect(++signing).toBe(1);
        if (++asked === 2) secondAsked();
        await setImmediate();
        const signature = await signer.signDigest(...request);
        signing--;
        return signature;
      },
    };
    const timestamper: Timestamper = async () => {
      await second;
      throw new TanbaError('timestamp.no-service', {});
    };
    const results = await signFiles(job(paths, { signer: counted, timestamper }));
    expect(results).toEqual(
      paths.map(document => ({ document, output: `${document}.cms`, error: null, pending: 'timestamp' })),
    );
    expect(asked).toBe(3);
  });

  it('gives up a folder that cannot be written to, but not the others', async () => {
    const paths = await documents('a', 'b', 'c');
    const outputs = ['none/a.cms', 'none/b.cms', 'c.cms'].map(name => join(folder, name));
    const outputOf = (document: string): string => outputs[paths.indexOf(document)]!;
    const results = await signFiles(job(paths, { outputOf }));
    expect(results.map(result => result.error?.code)).toEqual([
      'output.no-folder',
      'output.no-folder',
      undefined,
    ]);
  });

  it('stops when told, keeps what is finished, leaves nothing half-written', async () => {
    const paths = await documents('a', 'b', 'c');
    await writeFile(paths[1]!, new Uint8Array(3 * 1024 * 1024));
    // The third is begun when the first is finished and the second is with the key.
    const onProgress = ({ index }: DocumentProgress): void => {
      if (index === 2) aborting.abort();
    };
    const results = await signFiles(job(paths, { onProgress }));
    expect(results.map(result => result.error?.code)).toEqual([
      undefined,
      'host.cancelled',
      'host.cancelled',
    ]);
    expect((await readdir(folder)).sort()).toEqual(['a', 'a.cms', 'b', 'c']);
  });

  it('makes no signature over a document that changes meanwhile', async () => {
    const [path = ''] = await documents('a');
    await writeFile(path, new Uint8Array(2 * 1024 * 1024));
    let grown: Promise<void> | null = null;
    const onProgress = (): void => {
      grown ??= appendFile(path, 'x');
    };
    const [result] = await signFiles(job([path], { onProgress }));
    await grown;
    expect(result?.error?.code).toBe('document.changed');
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('never writes over the document', async () => {
    const [path = ''] = await documents('a');
    const [result] = await signFiles(job([path], { outputOf: document => document, overwrite: true }));
    expect(result?.error?.code).toBe('output.is-input');
    expect(await readFile(path, 'utf8')).toBe(`content of ${path}`);
  });

  it('tells how far it is: phases in their order, and the end of every document', async () => {
    const paths = await documents('a', 'b');
    await writeFile(paths[0]!, new Uint8Array(1024 * 1024));
    const seen: DocumentProgress[] = [];
    let time = 0;
    const clock = { ...systemClock, now: () => new Date((time += 1000)) };
    await signFiles(job(paths, { onProgress: progress => seen.push(progress), clock }));
    const phases = seen.filter(progress => progress.index === 0).map(progress => progress.phase);
    expect([...new Set(phases)]).toEqual(['reading', 'signing', 'writing', 'done']);
    for (const [index, document] of paths.entries()) {
      const last = seen.filter(progress => progress.index === index).at(-1);
      expect(last).toMatchObject({ document, count: 2, phase: 'done' });
    }
  });
});

describe('verifyFile', () => {
  it('takes the content that it is given, and none beside where the document is inside', async () => {
    const [a = '', b = ''] = await documents('a', 'b');
    await signFiles(job([a], { detached: true }));
    await signFiles(job([b]));
    await mkdir(join(folder, 'sub'));
    const moved = join(folder, 'sub', 'x.sig');
    await writeFile(moved, await readFile(`${a}.cms`));
    await expect(verify(moved)).rejects.toMatchObject({ code: 'content.missing' });
    expect((await verify(moved, a)).report.valid).toBe(true);
    await writeFile(b, 'changed since');
    expect(await verify(`${b}.cms`)).toMatchObject({ content: null, report: { valid: true } });
    expect((await verify(`${b}.cms`, b)).report.valid).toBe(false);
  });

  it('says that the document beside was changed', async () => {
    const [a = ''] = await documents('a');
    await signFiles(job([a], { detached: true }));
    await writeFile(a, 'changed since');
    const { report, content } = await verify(`${a}.cms`);
    expect(content).toBe(a);
    expect(report.verdict).toBe('invalid');
    expect(report.signers[0]?.steps).toContainEqual(
      expect.objectContaining({ name: 'digest', status: 'failed', code: 'digest.mismatch' }),
    );
  });

  it('carries a large document inside, byte for byte', async () => {
    const [a = ''] = await documents('a');
    const bytes = new Uint8Array(5 * 1024 * 1024 + 123).map((_, index) => index * 7);
    await writeFile(a, bytes);
    await signFiles(job([a]));
    const file = await readFile(`${a}.cms`);
    const at = file.indexOf(Buffer.from(bytes.subarray(0, 64)));
    const inside = createHash('sha256')
      .update(file.subarray(at, at + bytes.length))
      .digest('hex');
    expect(inside).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await verify(`${a}.cms`)).report.valid).toBe(true);
  });
});
