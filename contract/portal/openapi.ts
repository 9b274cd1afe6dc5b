/** The API as an OpenAPI 3.1 document, made from the operations: JSON Schema is what zod gives of each. */
import * as z from 'zod';
import type { ErrorCode, ErrorParams } from '../errors/index.ts';
import { operationNames, operationOf } from '../portal-api.ts';
import type { OperationName } from '../portal-api.ts';
import { idempotencyHeader, idempotencyKeySchema, isChange, portalErrorSchema } from './define.ts';
import type { Auth } from './define.ts';

/** A refusal as it is sent. */
export function errorBody(code: ErrorCode, params: ErrorParams): z.infer<typeof portalErrorSchema> {
  return { code, params: { ...params } };
}

type Json = Readonly<Record<string, unknown>>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
}

function content(schema: Json): Json {
  return { 'application/json': { schema } };
}

const SECURITY: Readonly<Record<Auth, readonly Json[]>> = {
  none: [],
  registration: [{ registration: [] }],
  session: [{ session: [] }],
  'optional-session': [{}, { session: [] }],
};

function parametersOf(name: OperationName): Json[] {
  const operation = operationOf(name);
  const path = Object.entries(operation.params.shape).map(([key, schema]) => ({
    name: key,
    in: 'path',
    required: true,
    schema: schemaOf(schema as z.ZodType, 'input'),
  }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'Repeated with the same key and body, a change is answered again and not done again',
    schema: schemaOf(idempotencyKeySchema, 'input'),
  };
  return isChange(operation) ? [...path, key] : path;
}

function operationObject(name: OperationName): Json {
  const operation = operationOf(name);
  const hasBody = !(operation.body instanceof z.ZodUndefined);
  return {
    operationId: name,
    summary: operation.summary,
    parameters: parametersOf(name),
    security: SECURITY[operation.auth],
    ...(hasBody && {
      requestBody: { required: true, content: content(schemaOf(operation.body, 'input')) },
    }),
    responses: {
      200: { description: 'Done', content: content(schemaOf(operation.response, 'output')) },
      default: {
        description: 'Refused: a code of the catalogue with its parameters',
        content: content({ $ref: '#/components/schemas/Error' }),
      },
    },
  };
}

export function openApiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const name of operationNames) {
    const { path, method } = operationOf(name);
    (paths[path] ??= {})[method.toLowerCase()] = operationObject(name);
  }
  const bearer = (description: string): Json => ({ type: 'http', scheme: 'bearer', description });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tanba portal API',
      version: '1.0.0',
      description: `Registration, login and recovery as Tanba speaks them with a portal. Changes carry ${idempotencyHeader}.`,
    },
    paths,
    components: {
      schemas: { Error: schemaOf(portalErrorSchema, 'output') },
      securitySchemes: {
        registration: bearer('The token that beginning a registration answers with'),
        session: bearer('The token that logging in answers with'),
      },
    },
  };
}
