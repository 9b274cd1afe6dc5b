/** The answers to the window's calls about signing, verifying and what is made of reports. */
import type { AppEmit, AppHandlers } from '../../contract/app-api.ts';
import type { Language } from '../../contract/errors/index.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import type { SignedDocument } from '../../contract/documents.ts';
import { extractContent } from '../../core/signing/embedded.ts';
import { basename } from 'node:path';
import { writeFileAtomic } from '../files/atomic-write.ts';
import { piecesOfFile } from '../files/file-source.ts';
import type { RunningJobs } from './running-jobs.ts';
import { documentBeside, signaturePath } from '../signing/output-path.ts';
import { reportJson, reportPage } from '../signing/report/export.ts';
import type { FinishedReport } from '../signing/report/export.ts';
import type { KeyJob, Signing } from '../signing/signing.ts';
import type { Verification } from '../signing/verification.ts';

type Calls =
  | 'signing.sign'
  | 'signing.addSigner'
  | 'signing.stamp'
  | 'signing.pending'
  | 'verification.verify'
  | 'verification.exportJson'
  | 'verification.print'
  | 'verification.extract';

export type SaveKind = 'json' | 'pdf' | 'document';

export interface SigningParts {
  readonly signing: Signing;
  readonly verification: Verification;
  readonly jobs: RunningJobs;
  readonly emit: AppEmit;
  readonly language: () => Language;
  readonly version: () => string;
  /** Paths that the session may open from now on. */
  readonly learn: (paths: string[]) => void;
  /** Asks where to; null where the person cancelled. */
  readonly saveFile: (suggestion: string, kind: SaveKind) => Promise<string | null>;
  /** A page as PDF. */
  readonly printPage: (html: string) => Promise<Uint8Array>;
}

export function createSigningHandlers(parts: SigningParts): Pick<AppHandlers, Calls> {
  const { signing, verification, jobs, emit, learn } = parts;
  const reports = new FinishedReports();
  signing.pending.onDidChange(pending => emit('signing.pendingChanged', pending));

  /** Runs a job under its name, with its progress; what it makes may be opened. */
  const run = (
    job: string,
    work: (common: Pick<KeyJob, 'signal' | 'onProgress'>) => Promise<SignedDocument[]>,
  ): Promise<SignedDocument[]> =>
    jobs.run(job, async signal => {
      const onProgress: KeyJob['onProgress'] = progress => emit('signing.progress', { job, ...progress });
      const results = await work({ signal, onProgress });
      learn(results.flatMap(({ output }) => output ?? []));
      return results;
    });

  const exportReport = async (
    { job, path }: { readonly job: string; readonly path: string | null },
    kind: 'json' | 'pdf',
    make: (finished: FinishedReport) => Promise<Uint8Array>,
  ): Promise<string | null> => {
    const finished = reports.take(job);
    const target = path ?? (await parts.saveFile(`${finished.signature}.${kind}`, kind));
    if (target === null) return null;
    await write(target, await make(finished), finished.signature, path === null);
    return target;
  };

  const write = async (
    target: string,
    content: Parameters<typeof writeFileAtomic>[1],
    input: string,
    overwrite: boolean,
  ): Promise<void> => {
    // The system's dialog has asked already whether to replace what exists.
    await writeFileAtomic(target, content, { overwrite, inputs: [input] });
    learn([target]);
  };

  const options = () => ({ version: parts.version(), language: parts.language() });

  return {
    'signing.sign': ({ job, outputFolder, ...request }) =>
      run(job, common =>
        signing.sign({
          ...request,
          ...common,
          overwrite: false,
          outputOf: document => signaturePath(document, outputFolder, request.format),
        }),
      ),
    'signing.addSigner': ({ job, ...request }) =>
      run(job, common =>
        signing.addSigner({ ...request, ...common, content: null, output: null, overwrite: true }),
      ),
    'signing.stamp': ({ job, signatures }) => run(job, common => signing.stamp({ signatures, ...common })),
    'signing.pending': () => signing.pending.list(),

    'verification.verify': ({ job, signature, content, policy, offline }) =>
      jobs.run(job, async signal => {
        const given = definedOnly(policy ?? {});
        const request = { signature, content, signal, at: null, trust: [], policy: given, offline };
        const verified = await verification.verify(request);
        learn(verified.content === null ? [] : [verified.content]);
        reports.put(job, { signature, content: content ?? verified.content, report: verified.report });
        return verified;
      }),
    'verification.exportJson': request =>
      exportReport(request, 'json', async finished =>
        new TextEncoder().encode(reportJson(finished, options())),
      ),
    'verification.print': request =>
      exportReport(request, 'pdf', finished => parts.printPage(reportPage(finished, options()))),
    'verification.extract': async ({ signature, path }) => {
      const suggestion = documentBeside(signature) ?? `${signature}.content`;
      const target = path ?? (await parts.saveFile(suggestion, 'document'));
      if (target === null) return null;
      const pieces = piecesOfFile(signature, source =>
        extractContent({ signature: source, name: basename(signature) }),
      );
      await write(target, pieces, signature, path === null);
      return target;
    },
  };
}

/** The last reports of the session by the names of their jobs; the oldest are forgotten. */
class FinishedReports {
  readonly #byJob = new Map<string, FinishedReport>();

  put(job: string, report: FinishedReport): void {
    this.#byJob.delete(job);
    this.#byJob.set(job, report);
    for (const oldest of this.#byJob.keys()) {
      if (this.#byJob.size <= maxReports) break;
      this.#byJob.delete(oldest);
    }
  }

  /** @throws TanbaError ipc.bad-request */
  take(job: string): FinishedReport {
    const report = this.#byJob.get(job);
    if (report === undefined) throw new TanbaError('ipc.bad-request', { call: job });
    return report;
  }
}

const maxReports = 500;

/** What is there but undefined demands nothing. */
function definedOnly<T extends object>(policy: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
