/** The other readers of XML that we compare ourselves with: xmllint (Debian libxml2-utils) and xmlsec1 (Debian xmlsec1). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ToolResult {
  readonly ok: boolean;
  readonly output: Buffer;
  readonly messages: string;
}

export function run(tool: 'xmllint' | 'xmlsec1', args: readonly string[], input = ''): ToolResult {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { input, maxBuffer: 64 * 1024 * 1024 });
  if (error !== undefined) throw error;
  return { ok: status === 0, output: stdout, messages: stderr.toString() };
}

/** For `describe.skipIf(lacksTool('xmllint', 'libxml2-utils', 12))`: says once how many cases a suite leaves out, and why. */
export function lacksTool(tool: 'xmllint' | 'xmlsec1', debianPackage: string, cases: number): boolean {
  const missing = spawnSync(tool, ['--version']).error !== undefined;
  if (missing)
    console.log(`interop ${tool}: ${cases} cases left out: install the Debian package ${debianPackage}`);
  return missing;
}

/** Runs `use` with files of these contents in a folder of their own, which is removed afterwards. */
export function withFiles<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (path: (name: string) => string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'tanba-xml-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return use(name => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
