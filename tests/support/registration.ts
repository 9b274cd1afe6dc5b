/** A registration at the sandbox portal, step by step, for tests of what is taken and refused. */
import type { Category, Project } from '../../contract/portal/model.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { signed } from './portal.ts';
import type { TestPortal } from './portal.ts';

export const document = { number: '012345678', issued: '2015-05-05', issuer: 'МВД РК' };
export const dataFor = (email: string, password = 'Qwerty12x') => ({
  phone: '+77015550101',
  email,
  password,
  document,
});

export async function proof(portal: TestPortal, signer: Signer, iin: string, bin: string | null) {
  return signed(await portal.call('registration.challenge', { iin, bin }), signer);
}

export interface RegistrationWish {
  readonly iin: string;
  readonly bin?: string;
  readonly categories: Category[];
  readonly project?: Project;
  readonly signers: readonly Signer[];
}

export async function begin(
  portal: TestPortal,
  { iin, bin, categories, project, signers }: RegistrationWish,
) {
  const proofs = [];
  for (const signer of signers) {
    const legal = signers.length === 1 ? bin !== undefined : signer !== signers[0];
    proofs.push(await proof(portal, signer, iin, legal ? (bin ?? null) : null));
  }
  return portal.call('registration.begin', { categories, project: project ?? null, proofs });
}

/** All that follows step 1, up to the mail. */
export async function sign(
  portal: TestPortal,
  begun: Awaited<ReturnType<typeof begin>>,
  email: string,
  signers: readonly Signer[],
  password?: string,
) {
  const at = { params: { id: begun.registration.id }, token: begun.token };
  const data = await portal.call('registration.data', dataFor(email, password), at);
  if (data.code !== '') return data;
  const agreement = await portal.call('registration.agreement', { language: 'ru' }, at);
  const signatures = await Promise.all(
    agreement.challenges.map((challenge, index) => signed(challenge, signers[index]!)),
  );
  return portal.call('registration.submit', { signatures }, at);
}
