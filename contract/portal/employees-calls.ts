/** main ⇄ window about employees, invitations and memberships. Part of contract/app-api.ts. */
import * as z from 'zod';
import { bytes, call, isoTime, nothing } from '../define.ts';
import { keyRefSchema } from '../keys.ts';
import {
  employeeOperations,
  employeeSchema,
  membershipSchema,
  pageParams,
  principalSchema,
} from './employees.ts';
import { id, iin, secret } from './model.ts';

/** A record as it was seen: changed only where it is still so. */
const seen = z.object({ id, version: z.number().int() });
const operation = employeeOperations;

/** What the portal made of a wish: the exact text that `…save` and `…accept` sign, kept in main until then. */
export const proposalSchema = z.object({ challenge: id, text: z.string(), expiresAt: isoTime });
export type Proposal = z.infer<typeof proposalSchema>;

/** The PIN as in `signing.sign`. */
const signing = z.object({ challenge: id, key: keyRefSchema, pin: bytes.optional() });

export const employeeCalls = {
  /** For whom the person who is logged in manages employees, with which powers and key. */
  'employees.principal': call(nothing, principalSchema),
  /** The portal gives pages in order of making, and no search: the window has all of them, and searches itself. */
  'employees.page': call(pageParams, operation['employees.page'].response),
  'employees.read': call(id, operation['employees.read'].response),
  'employees.check': call(iin, operation['employees.check'].response),
  'employees.invite': call(operation['employees.invite'].body, employeeSchema),
  'employees.resend': call(seen, employeeSchema),
  'employees.withdraw': call(seen, employeeSchema),
  /** Shows what is to be signed; portal.changed-meanwhile where somebody else was faster. */
  'employees.propose': call(operation['employees.challenge'].body, proposalSchema),
  /** Signs what was proposed, and nothing else: all is saved, or nothing. */
  'employees.save': call(signing, z.array(employeeSchema)),

  /** The enterprises that invited the person who is logged in, in whatever profile. */
  'memberships.list': call(nothing, z.array(membershipSchema)),
  /** By the link of the mail. */
  'memberships.find': call(secret, membershipSchema),
  'memberships.propose': call(z.object({ id }).and(operation['memberships.challenge'].body), proposalSchema),
  'memberships.accept': call(signing, membershipSchema),
  'memberships.decline': call(seen, membershipSchema),
  'memberships.leave': call(seen, membershipSchema),
} as const;
