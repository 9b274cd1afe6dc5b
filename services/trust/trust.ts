/** Which authorities are trusted for one verification, and whose they are. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { Settings } from '../../contract/settings.ts';
import { equalBytes } from '../../core/bytes.ts';
import type { TrustAnchor } from '../../core/x509/chain.ts';
import { attributeOf, nameOids, readName } from '../../core/x509/names.ts';
import { builtInAnchors, testAnchors } from './built-in.ts';
import { readAnchors } from './read-anchors.ts';

export interface TrustOptions {
  readonly settings: () => Pick<Settings, 'trust' | 'trustEnvironments'>;
  /** The authorities of the sandbox of this computer; null where there is none. */
  readonly sandboxFolder: string | null;
}

/** In the place of a file: the test environment of НУЦ РК, for this time. */
export const testTrust = 'test';

export interface Trust {
  /**
   * The production authorities of Kazakhstan, those that the settings add, and those of `extra`: files, folders, or `test`.
   * @throws TanbaError trust.unreadable for one of `extra`; what the settings name may be missing
   */
  anchors(extra: readonly string[]): Promise<TrustAnchor[]>;
}

export function createTrust({ settings, sandboxFolder }: TrustOptions): Trust {
  return {
    async anchors(extra) {
      const { trust, trustEnvironments } = settings();
      const withTest = trustEnvironments.test || extra.includes(testTrust);
      const sandbox = trustEnvironments.sandbox && sandboxFolder !== null ? [sandboxFolder] : [];
      const lists = await Promise.all([
        ...[...trust, ...sandbox].map(readIfThere),
        ...extra.filter(path => path !== testTrust).map(readAnchors),
      ]);
      return [...builtInAnchors, ...(withTest ? testAnchors : []), ...lists.flat().map(marked)];
    },
  };
}

/**
 * A trusted folder may be on a drive that is not plugged in: that trusts fewer authorities, which a report says, and is no
 * reason to verify nothing.
 */
async function readIfThere(path: string): Promise<readonly TrustAnchor[]> {
  try {
    return await readAnchors(path);
  } catch (error) {
    if (error instanceof TanbaError) return [];
    throw error;
  }
}

/** A test authority is one however it came to be trusted. The sandbox names its authorities so; whoever else does, is shown like it. */
function marked(anchor: TrustAnchor): TrustAnchor {
  const built = [...builtInAnchors, ...testAnchors].find(
    ({ spkiDer, subjectDer }) =>
      equalBytes(spkiDer, anchor.spkiDer) && equalBytes(subjectDer, anchor.subjectDer),
  );
  const name = attributeOf(readName(anchor.subjectDer), nameOids.commonName) ?? '';
  const environment = built?.environment ?? (name.startsWith('SANDBOX ') ? 'sandbox' : 'own');
  return { ...anchor, environment };
}
