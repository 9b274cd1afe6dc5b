/** Operations about employees, invitations and memberships: by whoever manages them, and by the employees themselves. */
import * as z from 'zod';
import { bases } from '../poa/document.ts';
import { get, post } from './define.ts';
import { isoTime } from '../define.ts';
import {
  challengeSchema,
  day,
  email,
  id,
  iin,
  keyRequirementSchema,
  line,
  secret,
  signedChallengeSchema,
  text,
  tin,
} from './model.ts';
import { powers } from './powers.ts';

/** «Отправлен запрос» · accepted, not yet or not any more at work · «Активный» · ended by the employee or by the manager. */
export const employeeStates = ['invited', 'inactive', 'active', 'declined', 'withdrawn', 'left'] as const;
export type EmployeeState = (typeof employeeStates)[number];

const grantedPowerSchema = z.object({ power: z.enum(powers), until: day });

export const employeeSchema = z.object({
  id,
  /** Grows with every change. */
  version: z.number().int(),
  state: z.enum(employeeStates),
  iin,
  name: text,
  position: text,
  /** Of the employee's work here, not of any power. */
  since: day,
  until: day,
  email,
  /** What the employee may do today, and until when each. */
  powers: z.array(grantedPowerSchema),
  /** As the power of attorney names it; null until the invitation is accepted. */
  document: z.object({ number: text, issued: day, issuer: text }).nullable(),
});
export type Employee = z.infer<typeof employeeSchema>;

export const membershipSchema = z.object({
  id,
  version: z.number().int(),
  state: z.enum(employeeStates),
  /** Of the enterprise. */
  tin,
  name: text,
  position: text,
  since: day,
  until: day,
  powers: z.array(grantedPowerSchema),
});
export type Membership = z.infer<typeof membershipSchema>;

const terms = { position: line, since: day, until: day, email };
const inTerm = ({ since, until }: { readonly since: string; readonly until: string }): boolean =>
  since <= until;

/** How many changes one signature covers. */
export const changesAtOnce = 200;

export const employeeChangeSchema = z
  .object({ id, version: z.number().int(), active: z.boolean(), ...terms })
  .refine(inTerm);
export type EmployeeChange = z.infer<typeof employeeChangeSchema>;

/** A page of a list, in order of making; `start` is the first. */
export const pageParams = z.object({ cursor: z.string().regex(/^(start|\d{1,15})$/) });
export const pageSize = 500;

export const historyEntrySchema = z.object({
  at: isoTime,
  iin: iin.nullable(),
  version: z.number().int(),
  what: text,
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

const of = z.object({ id });
const seen = z.object({ version: z.number().int() });
const documentLanguage = z.enum(['kk', 'ru']);

export const principalSchema = z.object({
  tin,
  name: text,
  nameKk: text,
  address: text,
  addressKk: text,
  /** Who is logged in, and on what they act. */
  giver: z.object({ iin, name: text, basis: z.enum(bases) }),
  /** The powers that the giver can hand on, and the last day for each; null: without an end. */
  grants: z.array(z.object({ power: z.enum(powers), until: day.nullable() })),
  /** The key that signs changes and powers of attorney. */
  requirement: keyRequirementSchema,
});
export type Principal = z.infer<typeof principalSchema>;

export const employeeOperations = {
  'principal.read': get({
    path: '/v1/principal',
    auth: 'session',
    summary: 'For whom the caller gives powers, which, and with what key',
    response: principalSchema,
  }),
  'employees.check': post({
    path: '/v1/employees/checks',
    auth: 'session',
    summary: 'Whether the person can be invited: is registered as a physical person, and is not here already',
    body: z.object({ iin }),
    response: z.object({ iin, name: text }),
  }),
  'employees.invite': post({
    path: '/v1/employees',
    auth: 'session',
    summary: 'Invites an employee; a link is mailed',
    body: z.object({ iin, ...terms }).refine(inTerm),
    response: employeeSchema,
  }),
  'employees.page': get({
    path: '/v1/employees/from/{cursor}',
    auth: 'session',
    summary: 'The employees, a page at a time',
    params: pageParams,
    response: z.object({ employees: z.array(employeeSchema), next: z.string().nullable() }),
  }),
  'employees.read': get({
    path: '/v1/employees/{id}',
    auth: 'session',
    summary: 'One employee, with all that happened',
    params: of,
    response: z.object({ employee: employeeSchema, history: z.array(historyEntrySchema) }),
  }),
  'employees.resend': post({
    path: '/v1/employees/{id}/invitation',
    auth: 'session',
    summary: 'Mails the invitation again; the link before ends',
    params: of,
    body: seen,
    response: employeeSchema,
  }),
  'employees.withdraw': post({
    path: '/v1/employees/{id}/withdrawal',
    auth: 'session',
    summary: 'Takes the invitation back',
    params: of,
    body: seen,
    response: employeeSchema,
  }),
  'employees.challenge': post({
    path: '/v1/employees/challenges',
    auth: 'session',
    summary: 'Changes to employees, each difference named, as the text to sign',
    body: z.object({
      changes: z.array(employeeChangeSchema).min(1).max(changesAtOnce),
      language: documentLanguage,
    }),
    response: challengeSchema,
  }),
  'employees.save': post({
    path: '/v1/employees/changes',
    auth: 'session',
    summary: 'The signed changes: all are made, or none',
    body: signedChallengeSchema,
    response: z.object({ employees: z.array(employeeSchema) }),
  }),
  'memberships.list': get({
    path: '/v1/memberships',
    auth: 'session',
    summary: 'The enterprises to which the caller was invited or belongs',
    response: z.object({ memberships: z.array(membershipSchema) }),
  }),
  'memberships.find': post({
    path: '/v1/memberships/invitation',
    auth: 'session',
    summary: 'The invitation of a link from a mail; another person’s is not shown',
    body: z.object({ link: secret }),
    response: membershipSchema,
  }),
  'memberships.challenge': post({
    path: '/v1/memberships/{id}/challenges',
    auth: 'session',
    summary: 'The acceptance, as the text to sign with the personal key',
    params: of,
    body: z.object({ language: documentLanguage }),
    response: challengeSchema,
  }),
  'memberships.accept': post({
    path: '/v1/memberships/{id}/acceptance',
    auth: 'session',
    summary: 'The signed acceptance',
    params: of,
    body: signedChallengeSchema,
    response: membershipSchema,
  }),
  'memberships.decline': post({
    path: '/v1/memberships/{id}/refusal',
    auth: 'session',
    summary: 'Declines the invitation',
    params: of,
    body: seen,
    response: membershipSchema,
  }),
  'memberships.leave': post({
    path: '/v1/memberships/{id}/departure',
    auth: 'session',
    summary: 'Leaves the enterprise; every power there ends at once',
    params: of,
    body: seen,
    response: membershipSchema,
  }),
  'powers.mine': get({
    path: '/v1/powers',
    auth: 'session',
    summary: 'What the caller may do now, in the profile that is chosen',
    response: z.object({ powers: z.array(z.object({ power: z.enum(powers), until: day.nullable() })) }),
  }),
  'powers.use': get({
    path: '/v1/powers/{power}/use',
    auth: 'session',
    summary: 'Stands for any operation that asks for the power: answered where the caller has it now',
    params: z.object({ power: z.enum(powers) }),
    response: z.object({ tin, until: day.nullable() }),
  }),
} as const;
