/** What something costs in processor time: a loaded machine does not change that, as it does the time on the clock. */
import { cpuUsage } from 'node:process';

/** Milliseconds of processor time that `act` takes. */
export async function costOf(act: () => unknown): Promise<number> {
  const before = cpuUsage();
  await act();
  const { user, system } = cpuUsage(before);
  return (user + system) / 1_000;
}
