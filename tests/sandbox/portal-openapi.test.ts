import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operationNames, operationOf } from '../../contract/portal-api.ts';
import { openApiDocument } from '../../contract/portal/openapi.ts';
import { openApiFile, openApiText } from '../../tools/portal-openapi.ts';

describe('the OpenAPI document', () => {
  it('in docs/ is made from the operations as they are: node tools/portal-openapi.ts', async () => {
    expect(readFileSync(openApiFile, 'utf8')).toBe(await openApiText());
  });

  it('has every operation, each change with its key', () => {
    const { paths } = openApiDocument() as {
      paths: Record<string, Record<string, { parameters: { name: string }[] }>>;
    };
    for (const name of operationNames) {
      const { path, method } = operationOf(name);
      const keys = paths[path]?.[method.toLowerCase()]?.parameters.map(parameter => parameter.name) ?? [];
      expect(keys.includes('Idempotency-Key'), name).toBe(method !== 'GET');
    }
  });
});
