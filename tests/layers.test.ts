/** The dependency rule, held against the real imports of every file; and the lint rule's own judgement, case by case. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import layersFile from '../layers.json' with { type: 'json' };
import { judgeImport } from '../tools/lint/layers.ts';
import type { Layers } from '../tools/lint/layers.ts';

const root = join(import.meta.dirname, '..');
const layers = layersFile as Layers;

function sourceFiles(): string[] {
  return Object.keys(layers.folders).flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(ts|mjs|vue)$/.test(name) && !name.endsWith('.d.ts'))
      .map(name => join(root, folder, name)),
  );
}

/** The specifiers that the compiler itself sees, type-only imports and dynamic ones included. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const script = file.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(m => m[1]).join('\n')
    : text;
  return ts.preProcessFile(script, true, true).importedFiles.map(found => found.fileName);
}

const relativePath = (file: string) => relative(root, file).split(sep).join('/');

describe('dependency rule', () => {
  const files = sourceFiles();

  it('is kept by every file', () => {
    const broken = files.flatMap(file =>
      importsOf(file).flatMap(specifier => {
        const message = judgeImport(layers, relativePath(file), specifier);
        return message ? [`${relativePath(file)}: ${specifier}: ${message}`] : [];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('walks files of every layer', () => {
    const seen = new Set(files.map(file => relativePath(file).split('/')[0]));
    expect([...seen].sort()).toEqual(Object.keys(layers.folders).sort());
  });

  it.each([
    ['core/a.ts', 'node:fs', 'does not exist'],
    ['core/a.ts', '../services/index.ts', 'may not import services/'],
    ['contract/a.ts', '@noble/hashes/sha2.js', 'not for this folder'],
    ['services/keys/a.ts', '../../native/token-host.ts', 'may not import native/'],
    ['services/a.ts', 'electron', 'may be named only in'],
    ['services/a.ts', 'left-pad', 'not classified'],
    ['renderer/a.ts', '../core/bytes.ts', 'may not import core/'],
    ['core/a.ts', 'vue', 'is a dom package'],
  ])('%s importing %s is refused', (file, specifier, reason) => {
    expect(judgeImport(layers, file, specifier)).toContain(reason);
  });

  it.each([
    ['core/a.ts', '@noble/curves/abstract/weierstrass.js'],
    ['electron/electron.ts', 'electron'],
    ['services/a.ts', 'node:fs'],
    ['renderer/a.ts', '../contract/keys.ts'],
    ['core/crypto/a.test.ts', 'node:fs'],
  ])('%s may import %s', (file, specifier) => {
    expect(judgeImport(layers, file, specifier)).toBeNull();
  });
});
