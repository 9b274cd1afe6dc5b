/** tanba tokens */
import type { DriverDescription, StoreDescription } from '../../contract/keys.ts';
import { formatPkcs11Uri } from '../../core/tokens/pkcs11-uri.ts';
import type { Command } from '../context.ts';
import { jsonError } from '../output.ts';
import { tableLines } from '../table.ts';
import type { CliWords } from '../words/words.ts';

export const command: Command = {
  options: [],
  async run({ services, words, language }) {
    const tokens = (await services.keys.scan()).filter(({ token }) => token !== null);
    const drivers = services.keys.drivers();
    return {
      text: tokens.length === 0 ? `${words.tokens.none}\n` : tableText(tokens, words.tokens),
      json: {
        tokens: tokens.map(describeToken),
        drivers: drivers.map(({ vendor, error, ...driver }) => ({
          ...driver,
          vendor: vendor?.id ?? null,
          error: error === null ? null : jsonError(error, language),
        })),
      },
      errors: troubles(drivers, tokens),
    };
  },
};

/** A driver that fails is no error for whoever uses the token of another. */
function troubles(drivers: readonly DriverDescription[], tokens: readonly StoreDescription[]) {
  return tokens.length > 0 ? [] : drivers.flatMap(({ error }) => error ?? []);
}

function tableText(stores: readonly StoreDescription[], words: CliWords['tokens']): string {
  const { columns } = words;
  const rows = stores.flatMap(({ token, state, location }) =>
    token === null
      ? []
      : [[token.label, location, words.state[state], words.tries[token.tries], formatPkcs11Uri(token)]],
  );
  return tableLines([[columns.label, columns.vendor, columns.state, columns.tries, columns.uri], ...rows])
    .map(line => `${line}\n`)
    .join('');
}

function describeToken({ ref, state, keys, token }: StoreDescription): Readonly<Record<string, unknown>> {
  return {
    uri: token === null ? null : formatPkcs11Uri(token),
    module: ref.kind === 'token' ? ref.module : null,
    state,
    ...token,
    vendor: token?.vendor?.id ?? null,
    keys,
  };
}
