import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVectors } from '../vectors/read-vector.ts';
import { codeIn, makeWorkplace, tanba } from '../support/cli.ts';
import type { CliResult, Workplace } from '../support/cli.ts';

let place: Workplace;
beforeAll(() => {
  const families = ['individual', 'individual-gost2004', 'individual-rsa-sign'];
  place = makeWorkplace([...families, 'individual-rsa-auth', 'expired', 'not-yet-valid']);
});
afterAll(() => place.remove());

const sign = (id: string, ...args: string[]): Promise<CliResult> =>
  tanba(['sign', '--key', place.key(id), '--pin-file', place.pin, ...args], { cwd: place.path });
const verify = (...args: string[]): Promise<CliResult> =>
  tanba(['verify', '--trust', place.trust, ...args], { cwd: place.path });

interface SignJson {
  readonly documents: readonly {
    readonly document: string;
    readonly output: string | null;
    readonly error: { readonly code: string } | null;
  }[];
  readonly error?: { readonly code: string };
}

describe('tanba sign', () => {
  it.each(['individual', 'individual-gost2004', 'individual-rsa-sign'])(
    '%s signs, attached and detached, and both verify',
    async id => {
      const document = place.write(`${id}/Келісім шарт № 7.pdf`, `a document for ${id}`);
      const attached = await sign(id, document, '--out', place.at(id, 'attached.cms'), '--json');
      expect(attached).toMatchObject({ exit: 0, stderr: '' });
      expect((JSON.parse(attached.stdout) as SignJson).documents).toEqual([
        { document, output: place.at(id, 'attached.cms'), error: null, pending: null },
      ]);
      expect(readFileSync(place.at(id, 'attached.cms')).includes('a document for')).toBe(true);
      const detached = await sign(id, document, '--detached');
      expect(detached).toEqual({ exit: 0, stdout: `${document}.cms\n`, stderr: '' });
      expect((await verify(place.at(id, 'attached.cms'))).exit).toBe(0);
      expect((await verify(`${document}.cms`)).exit).toBe(0);
    },
  );

  it.each([
    ['individual-rsa-auth', 'key.not-for-signing'],
    ['expired', 'key.expired'],
    ['not-yet-valid', 'key.not-yet-valid'],
  ])('refuses the key %s', async (id, code) => {
    const document = place.write(`${id}.pdf`, 'x');
    const result = await sign(id, document);
    expect([codeIn(result), result.exit]).toEqual([code, 4]);
    expect(existsSync(`${document}.cms`)).toBe(false);
  });

  it('takes a key by its alias, and does not guess between several', async () => {
    const vectors = readVectors(fileURLToPath(new URL('../vectors/pkcs12', import.meta.url)));
    const file = vectors.find(it => it.name === 'ok-several-keys')!.file();
    const store = place.write('several.p12', file);
    const pin = place.write('several.txt', 'Vector-2026');
    const listed = await tanba(['keys', store, '--pin-file', pin, '--json']);
    const { keys } = JSON.parse(listed.stdout) as { readonly keys: readonly { readonly alias: string }[] };
    const document = place.write('several.pdf', 'x');
    const base = ['sign', document, '--key', store, '--pin-file', pin, '--json'];
    const guess = await tanba(base);
    expect([codeIn(guess), guess.exit]).toEqual(['key.ambiguous', 4]);
    const stranger = await tanba([...base, '--alias', 'nobody']);
    expect([codeIn(stranger), stranger.exit]).toEqual(['key.not-found', 4]);
    const chosen = await tanba([...base, '--alias', keys.at(-1)!.alias]);
    expect(chosen.exit).toBe(0);
  });

  it('says what became of each document, and goes on after one that fails', async () => {
    const [first, gone, last] = ['1.pdf', '2.pdf', '3.pdf'].map(name => place.at('batch', name));
    place.write('batch/1.pdf', 'one');
    place.write('batch/3.pdf', 'three');
    const result = await sign('individual', first!, gone!, last!, '--json', '--lang', 'ru');
    expect(result.exit).toBe(5);
    const { documents, error } = JSON.parse(result.stdout) as SignJson;
    expect(documents.map(({ output, error: wrong }) => [output, wrong?.code])).toEqual([
      [`${first}.cms`, undefined],
      [null, 'document.not-found'],
      [`${last}.cms`, undefined],
    ]);
    expect(error?.code).toBe('document.not-found');
    expect(result.stderr.match(/^error: /gm)).toHaveLength(1);
  });

  it('puts signatures into the folder of --out', async () => {
    const documents = ['a.pdf', 'b.pdf'].map(name => place.write(`docs/${name}`, name));
    mkdirSync(place.at('signed'));
    expect((await sign('individual', ...documents, '--out', 'signed')).exit).toBe(0);
    expect(readdirSync(place.at('signed')).sort()).toEqual(['a.pdf.cms', 'b.pdf.cms']);
  });

  it('overwrites only with --force', async () => {
    const document = place.write('force/a.pdf', 'x');
    place.write('force/a.pdf.cms', 'old');
    const refused = await sign('individual', document);
    expect([codeIn(refused), refused.exit]).toEqual(['output.exists', 5]);
    expect(readFileSync(`${document}.cms`, 'utf8')).toBe('old');
    expect((await sign('individual', document, '--force')).exit).toBe(0);
    expect(readFileSync(`${document}.cms`)[0]).toBe(0x30);
    expect(readdirSync(place.at('force')).sort()).toEqual(['a.pdf', 'a.pdf.cms']);
  });

  it('never overwrites the document, under whatever name', async () => {
    const document = place.write('input/a.pdf', 'the document');
    symlinkSync(document, place.at('input', 'symbolic'));
    linkSync(document, place.at('input', 'hard'));
    for (const name of ['a.pdf', 'symbolic', 'hard']) {
      const result = await sign('individual', document, '--force', '--out', place.at('input', name));
      expect([codeIn(result), result.exit]).toEqual(['output.is-input', 2]);
    }
    expect(readFileSync(document, 'utf8')).toBe('the document');
  });

  it('says that the token host failed, and leaves nothing', async () => {
    const document = place.write('host/a.pdf', 'x');
    const faults = (fault: string): Readonly<Record<string, string>> => {
      const script = { calls: place.at('calls.log'), faults: [{ command: 'sign', fault }] };
      return { TANBA_HOST_FAULTS: place.write('faults.json', JSON.stringify(script)) };
    };
    const args = ['sign', document, '--key', place.key('individual'), '--pin-file', place.pin];
    const crashed = await tanba(args, { env: faults('exit') });
    expect([codeIn(crashed), crashed.exit]).toEqual(['host.crashed', 3]);
    const nonsense = await tanba(args, { env: faults('garbage') });
    expect([codeIn(nonsense), nonsense.exit]).toEqual(['host.protocol', 70]);
    expect(readdirSync(place.at('host'))).toEqual(['a.pdf']);
  });
});

describe('tanba verify', () => {
  it('tells valid, unproven and invalid apart, in each language', async () => {
    const document = place.write('verify/a.pdf', 'as it was signed');
    await sign('individual', document, '--detached');
    const sentences = async (...args: string[]): Promise<unknown> => {
      const results = ['kk', 'ru', 'en'].map(language => tanba(['verify', ...args, '--lang', language]));
      return (await Promise.all(results)).map(({ exit, stdout }) => [exit, stdout.split('\n')[0]]);
    };
    expect(await sentences(`${document}.cms`, '--trust', place.trust)).toEqual([
      [0, 'Қолтаңба жарамды.'],
      [0, 'Подпись верна.'],
      [0, 'The signature holds.'],
    ]);
    expect((await sentences(`${document}.cms`)) as unknown[]).toEqual([
      [1, expect.stringMatching(/^Құжат қол қойылғаннан бері өзгермеген/)],
      [1, expect.stringMatching(/^Документ не менялся/)],
      [1, expect.stringMatching(/^The document is as it was signed/)],
    ]);
    place.write('verify/a.pdf', 'changed since');
    const changed = await verify(`${document}.cms`);
    expect(changed.stdout.split('\n')[0]).toBe('The signature does not hold.');
    expect([codeIn(changed), changed.exit]).toEqual(['digest.mismatch', 1]);
  });

  it('reports in the shape that scripts know', async () => {
    const document = place.write('shape/a.pdf', 'x');
    await sign('individual', document);
    const { exit, stdout } = await verify(`${document}.cms`, '--json');
    expect(exit).toBe(0);
    const report = JSON.parse(stdout) as {
      readonly signers: readonly { readonly steps: readonly unknown[] }[];
    };
    expect(report).toMatchObject({
      valid: true,
      signers: [{ iin: '850314200176', bin: null, algorithm: 'GOST-2015-512' }],
    });
    expect(report.signers[0]).toMatchObject({
      subject: expect.stringContaining('IIN850314200176') as string,
      signedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    });
    expect(report.signers[0]?.steps).toContainEqual({ name: 'digest', status: 'ok' });
    expect(report.signers[0]?.steps).toContainEqual({
      name: 'revocation',
      status: 'unknown',
      code: 'revocation.unavailable',
    });
  });

  it('judges the certificate at the time that it is told', async () => {
    const document = place.write('at/a.pdf', 'x');
    await sign('individual', document);
    const later = await verify(`${document}.cms`, '--at', '2040-01-01');
    expect([codeIn(later), later.exit]).toEqual(['validity.expired', 1]);
    const earlier = await verify(`${document}.cms`, '--at', '2023-05-01T10:00:00+05:00');
    expect([codeIn(earlier), earlier.exit]).toEqual(['validity.not-yet', 1]);
  });

  it('says what it cannot read', async () => {
    const text = place.write('bad/text.cms', 'not a signature');
    const document = place.write('bad/a.pdf', 'x');
    await sign('individual', document, '--detached', '--out', place.at('bad', 'alone.cms'));
    const whole = readFileSync(place.at('bad', 'alone.cms'));
    place.write('bad/cut.cms', whole.subarray(0, whole.length / 2));
    const cases: readonly (readonly [code: string, ...args: string[]])[] = [
      ['cms.not-cms', text],
      ['cms.malformed', place.at('bad', 'cut.cms')],
      ['content.missing', place.at('bad', 'alone.cms')],
      ['document.not-found', place.at('bad', 'alone.cms'), '--content', place.at('bad', 'none.pdf')],
      ['document.is-folder', place.at('bad')],
      ['trust.unreadable', place.at('bad', 'alone.cms'), '--trust', text],
    ];
    for (const [code, ...args] of cases) {
      const result = await tanba(['verify', ...args]);
      expect([codeIn(result), result.exit]).toEqual([code, 5]);
    }
  });
});
