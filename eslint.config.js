import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';
import vue from 'eslint-plugin-vue';
import vueParser from 'vue-eslint-parser';
import { layerRule } from './tools/lint/layers.ts';

const layers = JSON.parse(readFileSync(new URL('./layers.json', import.meta.url), 'utf8'));

/** Budgets of the house style; blank lines and comments are free, since comments are wanted. */
const budgets = {
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
  'max-depth': ['error', 4],
  complexity: ['error', 20],
};

const correctness = {
  eqeqeq: 'error',
  'no-console': 'error',
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-restricted-globals': ['error', { name: 'event', message: 'Name the parameter.' }],
  'no-var': 'error',
  'prefer-const': 'error',
  'no-unused-private-class-members': 'error',
  'no-promise-executor-return': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/no-non-null-assertion': 'off',
};

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', '**/build/**'] },
  {
    files: ['**/*.ts', '**/*.vue', '**/*.mjs', '**/*.js'],
    languageOptions: { parser: tseslint.parser },
    linterOptions: { noInlineConfig: true },
    plugins: { '@typescript-eslint': tseslint.plugin, tanba: { rules: { layers: layerRule(layers) } } },
    rules: { ...budgets, ...correctness, 'tanba/layers': 'error' },
  },
  ...vue.configs['flat/recommended'].map(config => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.vue'],
    languageOptions: {
      parser: vueParser,
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'] },
    },
    rules: {
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': 'error',
    },
  },
  // The command line, the sandbox's own program and the tools speak on the console by trade.
  { files: ['cli/**', 'tools/**', 'tests/**'], rules: { 'no-console': 'off' } },
  // A describe() block is one function; its tests are counted by the file's budget.
  { files: ['**/*.test.ts', '**/*.spec.ts'], rules: { 'max-lines-per-function': 'off' } },
  // The typed-IPC kit works on schemas of any type; it is the one place where `any` may be needed.
  { files: ['contract/define.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
);
