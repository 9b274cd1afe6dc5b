/** From what people type to what the portal takes; checked here first, so that nothing is sent that cannot be accepted. */
import { TanbaError } from '../../contract/errors/index.ts';
import { fieldFault, isoDate, normalPhone } from '../../contract/fields.ts';
import type { FieldKind } from '../../contract/fields.ts';
import type { FlowForm } from '../../contract/flow.ts';
import { contractKinds } from '../../contract/portal/model.ts';
import type { ProjectContract } from '../../contract/portal/model.ts';
import type { PortalBody } from '../../contract/portal-api.ts';

/** @throws TanbaError portal.bad-request with the field's name */
function field(
  form: FlowForm,
  name: keyof FlowForm & string,
  kind: FieldKind,
  today: string | null = null,
): string {
  const value = form[name];
  const text = typeof value === 'string' ? value.trim() : '';
  if (fieldFault(kind, text, today) !== null) throw badField(name);
  return text;
}

export function badField(name: string): TanbaError {
  return new TanbaError('portal.bad-request', { field: name });
}

export function dataBody(form: FlowForm, now: Date): Omit<PortalBody<'registration.data'>, 'password'> {
  const today = now.toISOString().slice(0, 10);
  return {
    phone: normalPhone(field(form, 'phone', 'phone'))!,
    email: field(form, 'email', 'email'),
    document: {
      number: field(form, 'documentNumber', 'text'),
      issued: isoDate(field(form, 'documentIssued', 'date', today))!,
      issuer: field(form, 'documentIssuer', 'text'),
    },
  };
}

export function contractBody(form: FlowForm): ProjectContract {
  const kind = contractKinds.find(known => known === form.contractKind);
  if (kind === undefined) throw badField('contractKind');
  const parties = (form.contractParties ?? []).map(party => party.trim()).filter(party => party !== '');
  if (parties.length < 2 || parties.some(party => fieldFault('text', party) !== null))
    throw badField('contractParties');
  const participants = (form.contractParticipants ?? []).map(tin => tin.trim()).filter(tin => tin !== '');
  const known = (tin: string): boolean => fieldFault('iin', tin) === null || fieldFault('bin', tin) === null;
  if (!participants.every(known)) throw badField('contractParticipants');
  return {
    kind,
    number: field(form, 'contractNumber', 'text'),
    date: isoDate(field(form, 'contractDate', 'date'))!,
    parties,
    participants,
  };
}

export function emailBody(form: FlowForm): { readonly iin: string; readonly email: string } {
  return { iin: field(form, 'iin', 'iin'), email: field(form, 'newEmail', 'email') };
}

export function passwordRequestBody(form: FlowForm): { readonly iin: string; readonly email: string } {
  return { iin: field(form, 'iin', 'iin'), email: field(form, 'email', 'email') };
}
