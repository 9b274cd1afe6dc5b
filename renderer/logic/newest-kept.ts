/**
 * Writes what changes again and again, the newest of it: a write starts at once where none is under way, else right after that one. What is
 * lost when the program is killed is what came within one write.
 *
 * @param write its failures are swallowed: the next change is written all the same
 */
export function newestKept<T>(write: (value: T) => Promise<unknown>): (value: T) => void {
  let next: { readonly value: T } | null = null;
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    while (next) {
      const { value } = next;
      next = null;
      await write(value).catch(() => undefined);
    }
    writing = false;
  }

  return value => {
    next = { value };
    if (!writing) void writeAll();
  };
}
