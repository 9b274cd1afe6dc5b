/**
 * The remote API of ИС ЭСФ as this program speaks it, version 1: every operation once, with its schemas. The client
 * (services/portal), the sandbox's server and the OpenAPI document (docs/portal-openapi.json) are made from this value.
 */
import type * as z from 'zod';
import { get } from './portal/define.ts';
import type { BodyOf, Operation, ParamsOf, ResponseOf } from './portal/define.ts';
import { employeeOperations } from './portal/employees.ts';
import { portalInfoSchema } from './portal/model.ts';
import { poaOperations } from './portal/powers-of-attorney.ts';
import { recoveryOperations } from './portal/recovery.ts';
import { registrationOperations } from './portal/registration.ts';
import { sessionOperations } from './portal/session.ts';

export const portalApi = {
  'portal.info': get({
    path: '/v1/info',
    auth: 'none',
    summary: 'Which portal this is, and which keys its steps ask for',
    response: portalInfoSchema,
  }),
  ...registrationOperations,
  ...sessionOperations,
  ...recoveryOperations,
  ...employeeOperations,
  ...poaOperations,
} as const satisfies Readonly<Record<string, Operation<z.ZodObject, z.ZodType, z.ZodType>>>;

export type PortalApi = typeof portalApi;
export type OperationName = keyof PortalApi;
export type PortalParams<N extends OperationName> = ParamsOf<PortalApi[N]>;
export type PortalBody<N extends OperationName> = BodyOf<PortalApi[N]>;
export type PortalResponse<N extends OperationName> = ResponseOf<PortalApi[N]>;

export const operationNames = Object.keys(portalApi) as OperationName[];

/** The operation without the types of its own, for code that handles any. */
export function operationOf(name: OperationName): Operation {
  return portalApi[name] as unknown as Operation;
}

/** The path with its parameters put in. */
export function pathOf(name: OperationName, params: Readonly<Record<string, string>>): string {
  return operationOf(name).path.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(params[key] ?? ''),
  );
}
