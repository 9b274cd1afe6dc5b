import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doctorReportSchema } from '../../contract/doctor.ts';
import { createTestToken, lacks, library, notBuilt } from '../../native/virtual-token/test-token.ts';
import type { TestToken } from '../../native/virtual-token/test-token.ts';
import { setFaults } from '../../native/virtual-token/token-folder.ts';
import { tanba } from '../support/cli.ts';

describe.skipIf(lacks('tanba doctor', notBuilt))('tanba doctor', () => {
  let token: TestToken;
  beforeEach(() => {
    token = createTestToken();
  });
  afterEach(() => token.remove());

  it('says of a library that is named, and of every vendor, what is found and what to do', async () => {
    setFaults(token.dir, 'C_Initialize crash segv');
    const env = { TANBA_VIRTUAL_TOKEN: token.dir };
    const result = await tanba(['doctor', library], { env });
    expect(result).toMatchObject({ exit: 0, stderr: '' });
    expect(result.stdout).toMatch(/^Service: the smart card service/);
    expect(result.stdout).toContain('libtanba-virtual-token.so: the driver crashes. Update the driver');
    expect(result.stdout).toContain('aKey: where the driver lies is not known.');
  });

  it('says the same to scripts, with the report for support', async () => {
    const result = await tanba(['doctor', library, '--json'], { env: { TANBA_VIRTUAL_TOKEN: token.dir } });
    const report = doctorReportSchema.parse(JSON.parse(result.stdout));
    expect(report.vendors[0]).toMatchObject({ name: null, finding: 'no-certificate' });
    expect(report.text).toContain('…00a1: 0 certificates');
  });
});
