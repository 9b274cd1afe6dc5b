/** Operations of recovery: another e-mail address, another password; both are signed. */
import * as z from 'zod';
import { post } from './define.ts';
import { challengeSchema, email, iin, password, secret, signedChallengeSchema } from './model.ts';

export const recoveryOperations = {
  'recovery.email.challenge': post({
    path: '/v1/recovery/email/challenges',
    auth: 'none',
    summary: 'The request for another e-mail address, as the text to sign',
    body: z.object({ iin, email }),
    response: challengeSchema,
  }),
  'recovery.email.submit': post({
    path: '/v1/recovery/email',
    auth: 'none',
    summary: 'The signed request; a link is mailed to the new address',
    body: signedChallengeSchema,
    response: z.object({ email }),
  }),
  'recovery.email.confirm': post({
    path: '/v1/recovery/email/confirmation',
    auth: 'none',
    summary: 'The link was followed: from now on the address is the new one',
    body: z.object({ link: secret }),
    response: z.object({ iin }),
  }),
  'recovery.password.request': post({
    path: '/v1/recovery/password',
    auth: 'none',
    summary: 'Mails a link, where address and IIN belong together; the answer is the same where they do not',
    body: z.object({ iin, email }),
    response: z.object({ sent: z.literal(true) }),
  }),
  'recovery.password.challenge': post({
    path: '/v1/recovery/password/challenges',
    auth: 'none',
    summary: 'The link was followed: the request for another password, as the text to sign',
    body: z.object({ link: secret }),
    response: challengeSchema,
  }),
  'recovery.password.submit': post({
    path: '/v1/recovery/password/submission',
    auth: 'none',
    summary: 'The new password with the signed request; open sessions end',
    body: signedChallengeSchema.extend({ link: secret, password }),
    response: z.object({ iin }),
  }),
} as const;
