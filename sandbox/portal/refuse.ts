/** Refusals by code, and the status with which each travels. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorCode, ParamsOf } from '../../contract/errors/index.ts';
import { Refusal } from './context.ts';

/** A refusal, checked by the compiler against the catalogue. */
export function refusal<C extends ErrorCode>(
  code: C,
  params: ParamsOf<C>,
  note: (() => void) | null = null,
): Refusal {
  return new Refusal(new TanbaError(code, params).toData(), note);
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  'portal.bad-request': 400,
  'portal.session-over': 401,
  'portal.not-allowed': 403,
  'portal.registration-gone': 404,
  'portal.no-power': 403,
  'portal.record-gone': 404,
  'portal.changed-meanwhile': 409,
  'portal.wrong-state': 409,
  'portal.poa-known': 409,
  'portal.repeated-otherwise': 409,
  'portal.not-this-step': 409,
  'portal.too-many-attempts': 429,
  'portal.rate-limited': 429,
  'portal.failed': 500,
  'portal.maintenance': 503,
};

/** 422 where the request was understood and the rules forbid it. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code] ?? 422;
}
