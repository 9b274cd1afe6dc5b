/**
 * Lint rule: a file imports only from the folders and npm packages that layers.json allows to its folder.
 * The same judgement serves tests/layers.test.ts, which walks the real imports of every file.
 */
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rule } from 'eslint';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Environments in which a package of each class works. */
const usableIn: Readonly<Record<string, readonly string[]>> = {
  pure: ['pure', 'node', 'electron', 'dom', 'any'],
  node: ['node', 'electron', 'any'],
  dom: ['dom', 'any'],
  electron: ['electron', 'any'],
  tool: ['any'],
};

export interface Layer {
  readonly environment: string;
  readonly mayImport: readonly string[];
  /** Where given, the only npm packages of the folder. */
  readonly packages?: readonly string[];
  /** The sentence that tells a newcomer why. */
  readonly teaches: string;
}

export interface Layers {
  readonly folders: Readonly<Record<string, Layer>>;
  readonly packages: Readonly<Record<string, string>>;
  readonly onlyIn: Readonly<Record<string, readonly string[]>>;
}

/**
 * What is wrong with an import, in words that teach; null where nothing is.
 * `file` is relative to the repository with forward slashes, `specifier` as written.
 */
export function judgeImport(layers: Layers, file: string, specifier: string): string | null {
  const folder = file.split('/')[0] ?? '';
  const layer = layers.folders[folder];
  if (!layer) return null;
  if (specifier.startsWith('.')) return judgeNeighbour(layers, layer, file, specifier);
  if (isTest(file)) return null;
  if (specifier.startsWith('node:')) return judgeNode(layer, specifier);
  return judgePackage(layers, layer, file, specifier);
}

/** Tests may use any tool, whatever folder they sit in. */
const isTest = (file: string) => /\.(test|spec)\.ts$/.test(file);

function judgeNeighbour(layers: Layers, layer: Layer, file: string, specifier: string): string | null {
  const target = join(dirname(file), specifier).split(sep).join('/');
  const targetFolder = target.split('/')[0] ?? '';
  if (targetFolder === '..' || isTest(file) || !(targetFolder in layers.folders)) return null;
  if (layer.mayImport.includes(targetFolder)) return null;
  return `${file.split('/')[0]}/ may not import ${targetFolder}/ (allowed: ${layer.mayImport.join(', ')}). ${layer.teaches}`;
}

function judgeNode(layer: Layer, specifier: string): string | null {
  if (!['pure', 'dom'].includes(layer.environment)) return null;
  return `'${specifier}' does not exist in this folder's environment (${layer.environment}). ${layer.teaches}`;
}

function judgePackage(layers: Layers, layer: Layer, file: string, specifier: string): string | null {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const places = layers.onlyIn[name];
  if (places && !places.some(place => file.startsWith(place)))
    return `'${name}' may be named only in ${places.join(', ')}. ${layer.teaches}`;
  if (layer.environment === 'any' || file.startsWith('tools/')) return null;
  if (layer.packages)
    return layer.packages.includes(name)
      ? null
      : `'${name}' is not for this folder (allowed: ${layer.packages.join(', ')}). ${layer.teaches}`;
  if (places) return null;
  const kind = layers.packages[name];
  if (!kind) return `'${name}' is not classified in layers.json: say there whether it is pure, node or dom.`;
  return usableIn[kind]?.includes(layer.environment)
    ? null
    : `'${name}' is a ${kind} package; this folder is ${layer.environment}. ${layer.teaches}`;
}

export function layerRule(layers: Layers): Rule.RuleModule {
  return {
    meta: { type: 'problem', schema: [], docs: { description: 'Imports follow layers.json.' } },
    create(context: Rule.RuleContext) {
      const file = relative(root, context.filename).split(sep).join('/');
      const check = (node: Rule.Node) => {
        const specifier =
          'source' in node && node.source && 'value' in node.source ? node.source.value : null;
        if (typeof specifier !== 'string') return;
        const message = judgeImport(layers, file, specifier);
        if (message) context.report({ node, message });
      };
      return {
        ImportDeclaration: check,
        ExportNamedDeclaration: check,
        ExportAllDeclaration: check,
        ImportExpression: check,
      };
    },
  };
}
