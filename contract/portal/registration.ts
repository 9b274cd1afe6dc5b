/** Operations of a registration: who it is for, its data, contract, agreement, and the link in the mail. */
import * as z from 'zod';
import { get, post, put, remove } from './define.ts';
import {
  bin,
  categories,
  challengeSchema,
  contractSchema,
  email,
  enteredPassword,
  id,
  identityDocumentSchema,
  iin,
  phone,
  projects,
  registrationSchema,
  secret,
  signedChallengeSchema,
} from './model.ts';

const params = z.object({ id });

/** A person, an entity, or both at once: one proof for each key. */
const proofs = z.array(signedChallengeSchema).min(1).max(2);

export const registrationOperations = {
  'registration.challenge': post({
    path: '/v1/registrations/challenges',
    auth: 'none',
    summary: 'A text to sign that shows who holds the key of step 1',
    body: z.object({ iin, bin: bin.nullable() }),
    response: challengeSchema,
  }),
  'registration.begin': post({
    path: '/v1/registrations',
    auth: 'optional-session',
    summary: 'Step 1: the proofs of the keys and what to register as',
    body: z.object({
      categories: z.array(z.enum(categories)).min(1).max(categories.length),
      project: z.enum(projects).nullable(),
      proofs,
    }),
    response: z.object({ registration: registrationSchema, token: secret }),
  }),
  'registration.read': get({
    path: '/v1/registrations/{id}',
    auth: 'registration',
    summary: 'A registration as it is now',
    params,
    response: registrationSchema,
  }),
  'registration.data': put({
    path: '/v1/registrations/{id}/data',
    auth: 'registration',
    summary: 'Step 2: contact data, password and identity document',
    params,
    body: z.object({
      phone,
      email,
      // The rule of new passwords is checked where there is no account yet.
      password: enteredPassword,
      document: identityDocumentSchema,
    }),
    response: registrationSchema,
  }),
  'registration.contract': put({
    path: '/v1/registrations/{id}/contract',
    auth: 'registration',
    summary: 'The contract of an operator or attorney',
    params,
    body: contractSchema,
    response: registrationSchema,
  }),
  'registration.agreement': post({
    path: '/v1/registrations/{id}/agreement',
    auth: 'registration',
    summary: 'Step 3: the agreement, as the text to sign',
    params,
    body: z.object({ language: z.enum(['kk', 'ru']) }),
    response: z.object({
      title: z.string(),
      language: z.enum(['kk', 'ru']),
      challenges: z.array(challengeSchema).min(1).max(2),
    }),
  }),
  'registration.submit': post({
    path: '/v1/registrations/{id}/submission',
    auth: 'registration',
    summary: 'Step 3: the signed agreement; a link is mailed',
    params,
    body: z.object({ signatures: proofs }),
    response: registrationSchema,
  }),
  'registration.resend': post({
    path: '/v1/registrations/{id}/mail',
    auth: 'registration',
    summary: 'Mails the link again; the one before stops working',
    params,
    response: registrationSchema,
  }),
  'registration.withdraw': remove({
    path: '/v1/registrations/{id}',
    auth: 'registration',
    summary: 'Gives a registration up before it is signed',
    params,
    response: registrationSchema,
  }),
  'registration.confirm': post({
    path: '/v1/registrations/confirmation',
    auth: 'none',
    summary: 'Step 4: the link of the mail was followed',
    body: z.object({ link: secret }),
    response: z.object({ iin, registration: id }),
  }),
} as const;
