import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import { keyAlgorithms } from '../../core/crypto/algorithms.ts';
import { digest } from '../../core/crypto/digest.ts';
import { timestampPolicies } from '../../core/tsp/request.ts';
import { checkTimestamp, parseTimestampToken } from '../../core/tsp/token.ts';
import { anchorFromCertificate, LinkChecker } from '../../core/x509/chain.ts';
import { faultNames } from '../../sandbox/pki/faults.ts';
import type { FaultName } from '../../sandbox/pki/faults.ts';
import { manualClock } from '../../tests/support/manual-clock.ts';
import { hastyClient, startTestPki } from '../../tests/support/pki-services.ts';
import type { TestPki } from '../../tests/support/pki-services.ts';
import { families, midTerm } from '../../tests/support/pki.ts';
import { createTimestamper, obtainTimestamp } from './obtain-timestamp.ts';
import type { TimestampOptions } from './obtain-timestamp.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await startTestPki('GOST-2015-512');
});
afterAll(() => pki.close());
afterEach(() => pki.faults.set('tsa', null));

const signature = new Uint8Array(128).fill(7);
const clock = manualClock(midTerm.toISOString());

function options(more: Partial<TimestampOptions> = {}): TimestampOptions {
  const isSlow = pki.faults.get('tsa') === 'slow';
  return { http: hastyClient(clock, isSlow ? 300 : 10_000), clock, addresses: [pki.urls.tsa], ...more };
}

const stamp = (more: Partial<TimestampOptions> = {}): Promise<Uint8Array> =>
  obtainTimestamp({ ...options(more), signature, family: 'GOST-2015-512' });

async function outcome(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof TanbaError) return error.code;
    throw error;
  }
}

describe.each(families)('a time-stamp for a key of %s', family => {
  it('has the policy and the hash of the family, and proves the time', async () => {
    const authority = await startTestPki(family);
    try {
      const { root, urls } = authority;
      const timestamper = createTimestamper(options({ addresses: [urls.tsa] }));
      const token = await parseTimestampToken(await timestamper(signature, family));
      const digestName = keyAlgorithms[family].digest;
      expect(token.info).toMatchObject({
        policy: timestampPolicies[family],
        digestName,
        imprint: digest(digestName, signature),
        time: midTerm,
      });
      const { finding, time } = await checkTimestamp({
        token,
        signature,
        intermediates: [],
        anchors: [anchorFromCertificate(root.certificate)],
        links: new LinkChecker(64),
        evidence: null,
        now: midTerm,
      });
      expect([finding, time]).toEqual([{ status: 'ok' }, midTerm]);
    } finally {
      await authority.close();
    }
  });
});

/** Null: no fault to us. */
const codes: Readonly<Record<FaultName, string | null>> = {
  down: 'network.unreachable',
  slow: 'network.timeout',
  redirect: null,
  'redirect-loop': 'network.redirected',
  'redirect-https': 'network.redirected',
  forbidden: 'network.refused',
  broken: 'network.refused',
  html: 'network.bad-answer',
  empty: 'network.bad-answer',
  huge: 'network.bad-answer',
  'wrong-nonce': 'timestamp.wrong-nonce',
  expired: 'timestamp.not-authorised',
  'bad-signature': 'timestamp.signature-wrong',
  'clock-off': 'timestamp.clock-differs',
  refuses: 'timestamp.refused',
};

describe('an authority', () => {
  it.each(faultNames.map(name => [name, codes[name]] as const))(
    'with the fault "%s": %s',
    async (fault, code) => {
      pki.faults.set('tsa', fault);
      expect(await outcome(stamp())).toBe(code);
    },
  );

  it('that does not know the policy says so, and serves without one', async () => {
    const work = obtainTimestamp({ ...options(), signature, family: 'RSA' });
    await expect(work).rejects.toMatchObject({
      code: 'timestamp.refused',
      params: { status: 'unacceptedPolicy' },
    });
    expect(
      await outcome(obtainTimestamp({ ...options({ policy: null }), signature, family: 'RSA' })),
    ).toBeNull();
  });

  it('is the next one where the first fails', async () => {
    const { base, tsa } = pki.urls;
    expect(await outcome(stamp({ addresses: [`${base}/gone`, tsa] }))).toBeNull();
    expect(await outcome(stamp({ addresses: [`${base}/gone`, `${base}/away`] }))).toBe('network.refused');
    expect(await outcome(stamp({ addresses: [] }))).toBe('timestamp.no-service');
  });

  it('that is down is waited for once, however many documents there are', async () => {
    pki.faults.set('tsa', 'slow');
    const http = hastyClient(clock, 300);
    for (let document = 0; document < 20; document++)
      expect(await outcome(stamp({ http }))).toBe('network.timeout');
    expect(http.sent).toHaveLength(1);
  });

  it('that pretends to be a trusted one is refused', async () => {
    const { certificate } = pki.root;
    const impostor = { ...anchorFromCertificate(certificate), spkiDer: pki.signer.certificate.spkiDer };
    expect(await outcome(stamp({ anchors: [impostor] }))).toBe('timestamp.signature-wrong');
    expect(await outcome(stamp({ anchors: [anchorFromCertificate(certificate)] }))).toBeNull();
  });

  it('is not waited for when the work is called off', async () => {
    pki.faults.set('tsa', 'slow');
    const controller = new AbortController();
    const work = outcome(stamp({ signal: controller.signal }));
    controller.abort();
    expect(await work).toBe('host.cancelled');
  });
});

it('a clock of ours that is some hours off is the authority’s to set right', async () => {
  const late = manualClock(new Date(midTerm.getTime() - 6 * 60 * 60_000).toISOString());
  expect(await outcome(stamp({ clock: late }))).toBeNull();
});
