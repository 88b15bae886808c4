import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.tsx'];
const typedScripts = ['tools/setup/**/*.mjs', 'tools/up/**/*.mjs'];
// The console's tests are found by Vitest, as `spec`; the others by Jest.
const tests = ['**/*.test.ts', '**/*.long.ts', '**/*.spec.ts', '**/*.spec.tsx'];
const nodeGlobals = [
  ...['process', 'console', 'Buffer', 'URL', 'fetch', 'globalThis'],
  ...['AbortSignal', 'AbortController', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
];
const commonjsGlobals = ['require', 'module', '__dirname'];

/** A suppression without a reason cannot be judged later: `-- why` is part of it. */
const suppressionReason = {
  meta: { type: 'problem', schema: [], messages: { reason: 'Say why after "--".' } },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (!/^\s*eslint-disable/.test(comment.value)) continue;
        if (!/\s--\s+\S.{9,}/.test(comment.value)) context.report({ loc: comment.loc, messageId: 'reason' });
      }
    },
  }),
};

/** The built-in rule, except that a describe block is a list of tests: its length says nothing about any of them. */
const functionLines = builtinRules.get('max-lines-per-function');
const functionLinesOfTests = {
  meta: functionLines.meta,
  create: (context) =>
    functionLines.create(
      Object.create(context, {
        report: { value: (problem) => (isDescribeBlock(problem.node) ? undefined : context.report(problem)) },
      }),
    ),
};

function isDescribeBlock(node) {
  const call = node.parent;
  if (call?.type !== 'CallExpression' || !call.arguments.includes(node)) return false;
  let callee = call.callee;
  while (callee.type === 'CallExpression' || callee.type === 'MemberExpression')
    callee = callee.callee ?? callee.object;
  return callee.type === 'Identifier' && callee.name === 'describe';
}

const functionLength = { max: 80, skipBlankLines: true, skipComments: true };
const everywhere = {
  'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', functionLength],
  'house/suppression-reason': 'error',
  // `!= null` asks for both kinds of nothing at once.
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
};

/** Names like `test` and `it` are words elsewhere, so this is asked of tests only. */
const allTestsRun = {
  'no-restricted-syntax': [
    'error',
    {
      selector:
        'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(skip|skipIf|runIf|only|todo|failing)$/]',
      message: 'A skipped test shows nothing, an exclusive one silences the rest.',
    },
    {
      selector: 'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
      message: 'A skipped test shows nothing, an exclusive one silences the rest.',
    },
  ],
};

const typed = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  // A `default` that swallows the next member of a union is how an outcome gets lost.
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
  ],
  // Numbers print the same everywhere; objects, null and undefined in words for people stay errors.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // `() => close()` as a callback and `return say(…)` as "tell and leave" are the house style; a void result used as a
  // value is what is looked for.
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidOperator: true, ignoreVoidReturningFunctions: true },
  ],
  // A Nest module is a class whose decorator is all it has.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
};

export default tseslint.config(
  { ignores: ['**/node_modules/', 'dist/', '.data/', 'coverage/', 'test/replay/histories/'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house: { rules: { 'suppression-reason': suppressionReason, 'function-lines': functionLinesOfTests } } },
    rules: everywhere,
  },
  {
    files: [...typescript, ...typedScripts],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      // Named, not found by folder: tools/tsconfig.json is for the scripts only, the .ts beside them are of the root.
      parserOptions: {
        project: [
          './tsconfig.json',
          './apps/console/tsconfig.json',
          './apps/case-file/tsconfig.json',
          './tools/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: typed,
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    ignores: typedScripts,
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])) },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: Object.fromEntries(commonjsGlobals.map((name) => [name, 'readonly'])),
    },
  },
  {
    // What JSDoc says in a cast or of a return type, the linter does not see; `npm run types` does and checks it.
    files: typedScripts,
    rules: {
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    // Nest declares the options of its factory as classes and everybody, its documents too, hands in literals.
    files: ['apps/api/src/**/*.ts', 'apps/worker/src/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    // A stage that ends in one way only is still written as a switch: it reads like its neighbours, and the compiler
    // asks for the second case when there is one.
    files: ['workflows/*/stages/*.ts'],
    rules: { '@typescript-eslint/no-unnecessary-condition': 'off' },
  },
  {
    // The router's way to lead elsewhere is to throw its own object.
    files: ['apps/console/src/app/*.tsx'],
    rules: {
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: '@tanstack/router-core', name: ['Redirect', 'NotFoundError'] }] },
      ],
    },
  },
  {
    files: [...tests, 'test/**', '**/test-setup.ts'],
    rules: allTestsRun,
  },
  {
    files: [...tests, 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'house/function-lines': ['error', functionLength],
      // Stand-ins implement asynchronous interfaces without having to wait for anything.
      '@typescript-eslint/require-await': 'off',
    },
  },
);
