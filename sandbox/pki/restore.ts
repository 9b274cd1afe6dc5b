/** The authorities of a folder that `tanba sandbox keys` made, so that their services can speak for them later. */
import * as z from 'zod';
import { restoreAuthority } from '../ca/authorities.ts';
import type { Authority } from '../ca/authorities.ts';
import { randomSource } from '../ca/random.ts';

/** What the authorities know of their certificates, in pki/ of the folder. */
const registerSchema = z.object({
  /** Ids: ca/ID.pem is the certificate, pki/ID.key the private key. */
  authorities: z.array(z.string().regex(/^[a-z0-9-]+$/)),
  /** Serial numbers of all that was issued, lower-case hex. */
  issued: z.array(z.string().regex(/^([0-9a-f]{2})+$/)),
});
export type PkiRegister = z.infer<typeof registerSchema>;

export const registerName = 'register.json';

export interface RestoredPki {
  readonly authorities: readonly Authority[];
  readonly issued: readonly string[];
}

/**
 * @param read the text of a file of the folder, by its path with `/`; what it throws goes on
 * @throws also what tells that a file is not what it was
 */
export async function restorePki(read: (path: string) => Promise<string>): Promise<RestoredPki> {
  const { authorities, issued } = registerSchema.parse(JSON.parse(await read(`pki/${registerName}`)));
  const random = randomSource(null)('signatures of authorities');
  const restored = authorities.map(async id =>
    restoreAuthority(id, await read(`ca/${id}.pem`), await read(`pki/${id}.key`), random),
  );
  return { authorities: await Promise.all(restored), issued };
}
