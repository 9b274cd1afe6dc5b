/** A key file for every taxpayer of the registry who has none among the demo keys, in a folder that says what each is there for. */
import { randomBytes } from 'node:crypto';
import { utf8ToBytes } from '../../core/bytes.ts';
import { buildPkcs12 } from '../../core/pkcs12/build.ts';
import { keyIdText } from '../ca/authorities.ts';
import type { Authority } from '../ca/authorities.ts';
import { issueKey } from '../ca/issue-key.ts';
import type { SandboxFile } from '../ca/issue-keys.ts';
import { sandboxPassword } from '../ca/password.ts';
import type { Company, Person } from '../ca/people.ts';
import { personalOrder } from '../ca/profiles.ts';
import { entityFor, personFor, registryEntities, registryPeople } from './registry/taxpayers.ts';

interface KeyOwner {
  readonly folder: string;
  readonly person: Person;
  readonly company: Company | null;
}

function owners(): KeyOwner[] {
  const people = registryPeople
    .filter(({ note }) => note !== 'owns demo keys')
    .map(person => ({ folder: `people/${person.note}`, person, company: null }));
  const entities = registryEntities
    .filter(({ note }) => !note.startsWith('owns demo keys'))
    .map(entity => ({
      folder: `entities/${entity.note}`,
      person: registryPeople.find(({ iin }) => iin === entity.head)!,
      company: entity,
    }));
  const unknownHead = {
    folder: 'entities/head replaced, registry not refreshed/new head',
    person: personFor('new head whom the registry does not know yet'),
    company: entityFor('head replaced, registry not refreshed'),
  };
  return [...people, ...entities, unknownHead];
}

/** One file after the other, since making all takes seconds. */
export function* taxpayerKeyFiles(issuing: Authority, now: Date): Generator<SandboxFile> {
  const random = (length: number): Uint8Array => Uint8Array.from(randomBytes(length));
  const day = 24 * 60 * 60_000;
  const term = { notBefore: new Date(now.getTime() - day), notAfter: new Date(now.getTime() + 364 * day) };
  for (const { folder, person, company } of owners()) {
    const order = personalOrder(folder, company === null ? 'individual' : 'head', { person, company });
    const { key, certificateDer } = issueKey(order, issuing, term, random);
    const content = buildPkcs12({
      privateKeyInfo: key.privateKeyDer,
      certificateDer,
      password: utf8ToBytes(sandboxPassword),
      random,
    });
    yield { path: `${folder}/${order.profile.filePrefix}${keyIdText(key)}.p12`, content, secret: true };
  }
}
