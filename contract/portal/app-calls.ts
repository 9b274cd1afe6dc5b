/** main ⇄ window about the portal: which one, who is logged in there, and the flows of the person. Part of contract/app-api.ts. */
import * as z from 'zod';
import { bytes, call, errorDataSchema, event, nothing } from '../define.ts';
import { flowActionSchema, flowFormSchema, flowStartSchema, flowViewSchema } from '../flow.ts';
import { keyRefSchema } from '../keys.ts';
import {
  bin,
  categories,
  id,
  iin,
  keyRequirementSchema,
  portalInfoSchema,
  profileSchema,
  projects,
  secret,
  sessionSchema,
  text,
} from './model.ts';
import { portalConnectionSchema } from './profiles.ts';

export const portalStateSchema = z.object({
  connection: portalConnectionSchema,
  /** What the portal says of itself; null where it says nothing, or was not reached. */
  info: portalInfoSchema.nullable(),
  /** Why it was not reached. */
  error: errorDataSchema.nullable(),
  /** Whether people can be registered there from this program. */
  registers: z.boolean(),
  /** What logging in asks of a key; null where that is not known. */
  login: keyRequirementSchema.nullable(),
  session: sessionSchema.nullable(),
});
export type PortalState = z.infer<typeof portalStateSchema>;

export const identifiedSchema = z.object({
  /** Stands for the signed ticket until the password is given. */
  login: secret.or(z.string().max(200)),
  iin,
  name: text,
  /** The key is of an entity that is not registered: it can be, now. */
  offer: z.object({ category: z.enum(categories), bin, name: text }).nullable(),
});
export type Identified = z.infer<typeof identifiedSchema>;

export const portalCalls = {
  /** Asks the portal what it is, where that is not known yet; never fails because of the portal. */
  'portal.state': call(nothing, portalStateSchema),
  'portal.sessionChanged': event(sessionSchema.nullable()),
  /** Signs the portal's ticket with the login key. The PIN as in `signing.sign`. */
  'portal.identify': call(z.object({ key: keyRefSchema, pin: bytes.optional() }), identifiedSchema),
  /** The cabinet's password as UTF-8 bytes; main zeroes them. Profile null: the only one, or none yet. */
  'portal.logIn': call(
    z.object({ login: z.string().max(200), password: bytes, profile: id.nullable() }),
    sessionSchema,
  ),
  'portal.choose': call(id, sessionSchema),
  /** Whether the session is still open; null where it is not. */
  'portal.refresh': call(nothing, sessionSchema.nullable()),
  'portal.logOut': call(nothing, z.void()),
  /** What the person who is logged in could register as in addition. */
  'portal.registrable': call(
    nothing,
    z.object({
      profiles: z.array(profileSchema),
      categories: z.array(z.enum(categories)),
      projects: z.array(z.enum(projects)),
    }),
  ),
  /** Shows the mailbox of the sandbox in the system's browser. */
  'portal.openMailbox': call(nothing, z.void()),

  'flows.list': call(nothing, z.array(flowViewSchema)),
  'flows.start': call(flowStartSchema, flowViewSchema),
  'flows.get': call(id, flowViewSchema),
  /** Keeps what was typed, without sending anything. */
  'flows.save': call(z.object({ id, form: flowFormSchema }), flowViewSchema),
  /** PINs and passwords in the action are zeroed by main. */
  'flows.act': call(z.object({ id, action: flowActionSchema }), flowViewSchema),
  /** Sends again what was not answered; it is done once. */
  'flows.retry': call(id, flowViewSchema),
  /** Gives the flow up, here and at the portal where that is still possible. */
  'flows.discard': call(id, z.void()),
} as const;
