/** Writes docs/portal-openapi.json from contract/portal-api.ts: `node tools/portal-openapi.ts`. A test says when it is behind. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { openApiDocument } from '../contract/portal/openapi.ts';

export const openApiFile = join(import.meta.dirname, '..', 'docs', 'portal-openapi.json');

export function openApiText(): Promise<string> {
  return format(JSON.stringify(openApiDocument()), { parser: 'json', printWidth: 110 });
}

if (import.meta.main) writeFileSync(openApiFile, await openApiText());
