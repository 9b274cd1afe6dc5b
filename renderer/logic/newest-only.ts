/**
 * For what changes again and again and takes a while to keep or to ask about: `act` begins at once where none is under way, else right
 * after that one, and then with the newest value only.
 *
 * @param act its failures are swallowed: the next change is acted upon all the same
 */
export function newestOnly<T>(act: (value: T) => Promise<unknown>): (value: T) => void {
  let next: { readonly value: T } | null = null;
  let acting = false;

  async function actOnAll(): Promise<void> {
    acting = true;
    while (next) {
      const { value } = next;
      next = null;
      await act(value).catch(() => undefined);
    }
    acting = false;
  }

  return value => {
    next = { value };
    if (!acting) void actOnAll();
  };
}
