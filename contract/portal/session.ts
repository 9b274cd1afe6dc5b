/** Operations of logging in: a signed ticket, then the cabinet's password, then a profile. */
import * as z from 'zod';
import { get, post, put, remove } from './define.ts';
import { isoTime } from '../define.ts';
import {
  bin,
  categories,
  enteredPassword,
  id,
  iin,
  profileSchema,
  projects,
  secret,
  sessionSchema,
  text,
} from './model.ts';

/** A ticket is XML of a kilobyte, and a signature with a certificate adds some; far from it is not a ticket. */
const xml = z.string().min(1).max(65_536);

export const sessionOperations = {
  'session.ticket': post({
    path: '/v1/session/tickets',
    auth: 'none',
    summary: 'A ticket in XML, to be signed enveloped with the login key',
    body: z.object({ iin }),
    response: z.object({ id, xml, expiresAt: isoTime }),
  }),
  'session.identify': post({
    path: '/v1/session/identification',
    auth: 'none',
    summary: 'The signed ticket; answers whose key it is',
    body: z.object({ ticket: id, signedXml: xml }),
    response: z.object({
      login: secret,
      iin,
      name: text,
      /** The key is of an entity that is not registered: it can be, now. */
      offer: z.object({ category: z.enum(categories), bin, name: text }).nullable(),
    }),
  }),
  'session.open': post({
    path: '/v1/session',
    auth: 'none',
    summary: 'Logs in with the password of the cabinet; ends the session that was open',
    body: z.object({ login: secret, password: enteredPassword, profile: id.nullable() }),
    response: z.object({ token: secret, session: sessionSchema }),
  }),
  'session.choose': put({
    path: '/v1/session/profile',
    auth: 'session',
    summary: 'Chooses the profile to act as',
    body: z.object({ profile: id }),
    response: sessionSchema,
  }),
  'session.read': get({
    path: '/v1/session',
    auth: 'session',
    summary: 'Who is logged in, for whom, and until when',
    response: sessionSchema,
  }),
  'session.close': remove({
    path: '/v1/session',
    auth: 'session',
    summary: 'Logs out',
    response: z.object({ closed: z.literal(true) }),
  }),
  'profile.registrable': get({
    path: '/v1/session/registrable',
    auth: 'session',
    summary: 'What the person is on the register as and could register as in addition',
    response: z.object({
      profiles: z.array(profileSchema),
      categories: z.array(z.enum(categories)),
      projects: z.array(z.enum(projects)),
    }),
  }),
} as const;
