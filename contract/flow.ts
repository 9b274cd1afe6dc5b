/**
 * Flows: what a person does at the portal in several steps, as data. The state of one survives the program; the window sees it as
 * a FlowView and acts through the actions of its step.
 */
import * as z from 'zod';
import { bytes, errorDataSchema } from './define.ts';
import { keyRefSchema } from './keys.ts';
import {
  categories,
  challengeSchema,
  keyRequirementSchema,
  projects,
  registrationSchema,
  secret,
} from './portal/model.ts';
import { portalIds } from './portal/profiles.ts';

export const flowIds = [
  'registration',
  'from-profile',
  'second-enterprise',
  'head-change',
  'recover-email',
  'recover-password',
  'recover-access',
] as const;
export type FlowId = (typeof flowIds)[number];

export const stepIds = [
  'preconditions',
  'certificate',
  'data',
  'contract',
  'agreement',
  'completion',
  'email-request',
  'email-link',
  'password-request',
  'password-link',
  'done',
] as const;
export type StepId = (typeof stepIds)[number];

export const actionNames = [
  'continue',
  'present-key',
  'send-data',
  'send-contract',
  'open-agreement',
  'sign-agreement',
  'resend-mail',
  'follow-link',
  'sign-email',
  'request-password',
  'sign-password',
  'refresh',
] as const;
export type ActionName = (typeof actionNames)[number];

/** What can be done at a step. `withdraw` and `retry` can be done at any. */
export const stepActions: Readonly<Record<StepId, readonly ActionName[]>> = {
  preconditions: ['continue'],
  certificate: ['present-key'],
  data: ['send-data'],
  contract: ['send-contract'],
  agreement: ['open-agreement', 'sign-agreement'],
  completion: ['resend-mail', 'follow-link', 'refresh'],
  'email-request': ['sign-email'],
  'email-link': ['follow-link'],
  'password-request': ['request-password'],
  'password-link': ['follow-link', 'sign-password'],
  done: [],
};

export interface FlowDefinition {
  readonly id: FlowId;
  /** A step with `when` is there only where the flow was started so. */
  readonly steps: readonly { readonly id: StepId; readonly when?: 'project' }[];
  /** What has to be before the first step: somebody is logged in. */
  readonly needsSession: boolean;
  /** Categories to choose from; empty where the flow is not about any. */
  readonly categories: readonly (typeof categories)[number][];
}

const fourSteps: FlowDefinition['steps'] = [
  { id: 'certificate' },
  { id: 'data' },
  { id: 'contract', when: 'project' },
  { id: 'agreement' },
  { id: 'completion' },
];
const email: FlowDefinition['steps'] = [{ id: 'email-request' }, { id: 'email-link' }];
const password: FlowDefinition['steps'] = [{ id: 'password-request' }, { id: 'password-link' }];

function define(id: FlowId, plan: Partial<Omit<FlowDefinition, 'id'>>): FlowDefinition {
  return { id, needsSession: false, categories: [], steps: [], ...plan };
}

export const flowDefinitions: Readonly<Record<FlowId, FlowDefinition>> = {
  registration: define('registration', { steps: fourSteps, categories }),
  'from-profile': define('from-profile', {
    steps: fourSteps,
    needsSession: true,
    categories: categories.filter(category => category !== 'legal'),
  }),
  'second-enterprise': define('second-enterprise', { steps: fourSteps, categories: ['legal'] }),
  'head-change': define('head-change', {
    steps: [{ id: 'preconditions' }, ...fourSteps],
    categories: ['legal'],
  }),
  'recover-email': define('recover-email', { steps: [...email, { id: 'done' }] }),
  'recover-password': define('recover-password', { steps: [...password, { id: 'done' }] }),
  // Who forgot the password and lost the mailbox: the address first, since the link for the password goes there.
  'recover-access': define('recover-access', { steps: [...email, ...password, { id: 'done' }] }),
};

const typed = z.string().max(500);
/** What is typed into the forms of a flow, kept while it is unfinished. Passwords have no place here. */
export const flowFormSchema = z.object({
  phone: typed.optional(),
  email: typed.optional(),
  documentNumber: typed.optional(),
  documentIssued: typed.optional(),
  documentIssuer: typed.optional(),
  iin: typed.optional(),
  newEmail: typed.optional(),
  contractKind: typed.optional(),
  contractNumber: typed.optional(),
  contractDate: typed.optional(),
  contractParties: z.array(typed).max(20).optional(),
  contractParticipants: z.array(typed).max(50).optional(),
});
export type FlowForm = z.infer<typeof flowFormSchema>;

/** A change on its way: sent again with the same key until it is answered. */
export const pendingSchema = z.object({
  operation: z.string(),
  params: z.record(z.string(), z.string()),
  body: z.json().optional(),
  key: z.uuid(),
});
export type PendingChange = z.infer<typeof pendingSchema>;

export const agreementSchema = z.object({
  title: z.string(),
  language: z.enum(['kk', 'ru']),
  challenges: z.array(challengeSchema),
});

export const flowStateSchema = z.object({
  id: z.uuid(),
  flow: z.enum(flowIds),
  portal: z.enum(portalIds),
  step: z.enum(stepIds),
  categories: z.array(z.enum(categories)),
  project: z.enum(projects).nullable(),
  form: flowFormSchema,
  registration: registrationSchema.nullable(),
  /** Opens the registration at the portal; stays with the program. */
  token: secret.nullable(),
  agreement: agreementSchema.nullable(),
  /** Of recovery: whose, the address that the mail went to, and the link that was followed. */
  recovery: z.object({ iin: z.string(), email: z.string(), link: secret.nullable() }).nullable(),
  pending: pendingSchema.nullable(),
  error: errorDataSchema.nullable(),
  finished: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type FlowState = z.infer<typeof flowStateSchema>;

/** A flow as the window sees it. */
export const flowViewSchema = flowStateSchema.omit({ token: true, pending: true, recovery: true }).extend({
  steps: z.array(z.object({ id: z.enum(stepIds), state: z.enum(['done', 'current', 'ahead']) })),
  actions: z.array(z.enum(actionNames)),
  /** Which keys the step's signature takes, one entry for each key to choose; empty where nothing is signed. */
  requirements: z.array(keyRequirementSchema),
  /** Something was sent and not answered yet: `flows.retry` sends it again, and it is done once. */
  waiting: z.boolean(),
  recovery: z.object({ iin: z.string(), email: z.string(), linkFollowed: z.boolean() }).nullable(),
});
export type FlowView = z.infer<typeof flowViewSchema>;

const keyUse = z.object({ key: keyRefSchema, pin: bytes.optional() });

/** What the person does at a step. Passwords and PINs are UTF-8 bytes, which main zeroes. */
export const flowActionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('continue') }),
  z.object({ do: z.literal('present-key'), keys: z.array(keyUse).min(1).max(2) }),
  z.object({ do: z.literal('send-data'), form: flowFormSchema, password: bytes }),
  z.object({ do: z.literal('send-contract'), form: flowFormSchema }),
  z.object({ do: z.literal('open-agreement'), language: z.enum(['kk', 'ru']) }),
  z.object({ do: z.literal('sign-agreement'), keys: z.array(keyUse).min(1).max(2) }),
  z.object({ do: z.literal('resend-mail') }),
  z.object({ do: z.literal('follow-link'), link: secret }),
  z.object({ do: z.literal('sign-email'), form: flowFormSchema, key: keyUse }),
  z.object({ do: z.literal('request-password'), form: flowFormSchema }),
  z.object({ do: z.literal('sign-password'), key: keyUse, password: bytes }),
  z.object({ do: z.literal('refresh') }),
]);
export type FlowAction = z.infer<typeof flowActionSchema>;

export const flowStartSchema = z.object({
  flow: z.enum(flowIds),
  categories: z.array(z.enum(categories)).max(categories.length),
  project: z.enum(projects).nullable(),
});
export type FlowStart = z.infer<typeof flowStartSchema>;

/** The steps that a flow has as it was started. */
export function stepsOf(flow: FlowId, project: string | null): StepId[] {
  const { steps } = flowDefinitions[flow];
  return steps.filter(({ when }) => when !== 'project' || project !== null).map(({ id }) => id);
}
