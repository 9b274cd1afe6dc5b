/** Work that must not overlap. */

/** @returns what takes on work and does it one after the other, in the order of asking; what failed does not hold up the next */
export function ordered(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };
}
