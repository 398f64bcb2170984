import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import vitest from '@vitest/eslint-plugin';
import tseslint from 'typescript-eslint';

const specs = ['**/*.spec.ts', '**/testing/**/*.ts', 'e2e/**/*.ts'];

/** Imports that would go up or sideways between the floors of a project. */
const arrow = (files, regex, message) => ({
  files,
  ignores: specs,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] },
});

/** What capabilities of the backend stand on, from the ground up. */
const BACKEND_FLOORS = ['runtime', 'database', 'event-store', 'http', 'filter', 'past', 'auth'];
const AUTH_FLOORS = ['discord', 'session', 'tokens', 'role', 'sign-in'];

/** What pages of the frontend stand on, from the ground up. */
const FLOORS = ['ui', 'http', 'session', 'ledger', 'filter', 'changes'];
const FURNITURE = `\\.\\./(?!${FLOORS.join('/|')}/|\\.\\./)`;

/** Each folder knows those before it, and folders of its own. */
const floors = (root, folders, message, own = []) =>
  folders.map((folder, index) =>
    arrow(
      [`${root}/${folder}/**/*.ts`],
      `^(\\.\\./)+(?!(${[...folders.slice(0, index), ...own].join('|')})/)[\\w-]+/`,
      message,
    ),
  );

/** What describes and validates the shapes of the wire. */
const WIRE = ['@nestjs/common', '@nestjs/swagger', 'class-transformer', 'class-validator', 'reflect-metadata'];

/** What reads the files of brokers. */
const FILES = [
  'chardet',
  'csv-parse/sync',
  'fflate',
  'htmlparser2',
  'read-excel-file/universal',
  'saxes',
  '@singularity/domain',
];

const noClock = (selector) => ({ selector, message: 'Time and chance come in with the command.' });

export default tseslint.config(
  { ignores: ['**/dist', '**/.nx', '**/.angular', '**/.data', '**/.cache', '**/test-results'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
        requestAnimationFrame: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          ignoredCircularDependencies: [['backend', 'harness']],
          depConstraints: [
            {
              sourceTag: 'scope:domain',
              onlyDependOnLibsWithTags: [],
              allowedExternalImports: ['decimal.js', 'canonicalize', 'fast-check'],
            },
            {
              sourceTag: 'scope:brokers',
              onlyDependOnLibsWithTags: ['scope:domain'],
              allowedExternalImports: [...FILES, 'fast-check'],
            },
            {
              sourceTag: 'scope:connectors',
              onlyDependOnLibsWithTags: ['scope:brokers'],
              allowedExternalImports: ['jose'],
            },
            { sourceTag: 'scope:contract', onlyDependOnLibsWithTags: ['scope:domain'], allowedExternalImports: WIRE },
            {
              sourceTag: 'scope:backend',
              // The tools are for its specs alone: its build, in which those are not, refuses them.
              onlyDependOnLibsWithTags: [
                'scope:domain',
                'scope:brokers',
                'scope:connectors',
                'scope:contract',
                'scope:local',
                'scope:harness',
              ],
              bannedExternalImports: ['@angular/*', 'decimal.js'],
            },
            { sourceTag: 'scope:local', onlyDependOnLibsWithTags: [] },
            {
              sourceTag: 'scope:push',
              onlyDependOnLibsWithTags: ['scope:connectors', 'scope:brokers'],
              allowedExternalImports: [],
            },
            {
              sourceTag: 'scope:harness',
              onlyDependOnLibsWithTags: ['scope:domain', 'scope:contract', 'scope:backend', 'scope:local'],
            },
            {
              sourceTag: 'scope:frontend',
              onlyDependOnLibsWithTags: ['scope:domain', 'scope:contract'],
              bannedExternalImports: ['@nestjs/*', 'typeorm', 'pg', 'class-validator', 'decimal.js'],
            },
            { sourceTag: 'scope:e2e', onlyDependOnLibsWithTags: ['scope:contract', 'scope:domain'] },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      complexity: ['error', { max: 10, variant: 'modified' }],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: specs,
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      complexity: 'off',
    },
  },
  {
    files: ['**/*.spec.ts'],
    ignores: ['e2e/**'],
    plugins: { vitest },
    rules: {
      'vitest/no-focused-tests': 'error',
      'vitest/no-disabled-tests': 'error',
      'vitest/no-identical-title': 'error',
    },
  },

  // Classes in decorated signatures are values: Nest reads them at run time.
  {
    files: ['backend/src/**/*.ts', 'libs/contract/src/wire/*.ts'],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
  },

  // Floor 0: the rules know no framework, no clock, no chance and no world.
  arrow(
    ['libs/{domain,contract}/**/*.ts'],
    '^(?!\\.|decimal\\.js$|canonicalize$|@singularity/domain$)',
    'libs know no framework.',
  ),
  arrow(['libs/brokers/**/*.ts'], `^(?!\\.|(${FILES.join('|')})$)`, 'Readers know the domain and what opens a file.'),
  arrow(
    ['libs/connectors/**/*.ts'],
    '^(?!\\.|node:crypto$|jose$|@singularity/brokers$)',
    'Connectors know readers, and what signs a request.',
  ),
  // Shapes of the wire carry their decorators, which only the server runs: all others take them as types.
  arrow(
    ['libs/contract/src/wire/*.ts'],
    `^(?!\\./|\\.\\./plain/|@singularity/domain$|(${WIRE.join('|')})$)`,
    'The wire knows what describes and validates it.',
  ),
  {
    files: ['libs/contract/src/{,plain/}*.ts', 'frontend/src/**/*.ts', 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [{ regex: '(^\\.|@singularity/contract)/wire', message: 'Types only.', allowTypeImports: true }],
        },
      ],
    },
  },
  {
    files: ['libs/**/*.ts'],
    // The way out to brokers.
    ignores: [...specs, 'libs/connectors/src/http/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'window', 'localStorage', 'crypto'],
      'no-restricted-syntax': [
        'error',
        noClock("NewExpression[callee.name='Date'][arguments.length=0]"),
        noClock("CallExpression[callee.object.name='Date'][callee.property.name='now']"),
        noClock("CallExpression[callee.object.name='Math'][callee.property.name='random']"),
      ],
    },
  },

  // Capabilities of the backend stand on its floors, and do not know each other.
  arrow(
    ['backend/src/{accounts,trades,stats,history,live,digests,members,market,screenshots}/*.ts'],
    `^\\.\\./(?!(${BACKEND_FLOORS.join('|')})/|config(\\.token)?\\.js$)`,
    'Capabilities do not know each other.',
  ),
  ...floors('backend/src', BACKEND_FLOORS, 'A floor does not know what stands on it.'),
  ...floors('backend/src/auth', AUTH_FLOORS, 'A floor does not know what stands on it.', BACKEND_FLOORS),
  // What is written as a query stands in `*.queries.ts`, from where `queries.ts` has it: none is forgotten.
  {
    files: ['backend/src/**/*.ts'],
    ignores: [...specs, 'backend/src/past/*.ts', 'backend/src/**/*.queries.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportDeclaration[source.value=/ledger-query\\.js$/]',
          message: 'Queries stand in *.queries.ts files.',
        },
      ],
    },
  },
  // Tables are written out whole: one statement after the other, and no more.
  { files: ['backend/src/database/migrations/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['backend/src/**/*.ts'],
    ignores: [...specs, 'backend/src/config.ts', 'backend/src/runtime/told-to-stop.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config.ts reads the environment.' },
      ],
    },
  },

  // Floors of the frontend.
  {
    files: ['frontend/src/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/prefer-on-push-component-change-detection': 'off',
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: 'app', style: 'camelCase' }],
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'app', style: 'kebab-case' }],
    },
  },
  {
    files: ['frontend/src/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
  ...[
    ['{accounts,compare,connections,dashboard,days,explain,history,imports,sign-in,settings,verify,shell}', FURNITURE],
    ['trades', `${FURNITURE}|\\./(?=(list|form|detail)/)`],
    ['trades/*', `\\.\\./${FURNITURE}|\\.\\./(?=(list|form|detail)/)`],
    ['dashboard/charts', `\\.\\./${FURNITURE}|\\.\\./(?!data/|\\.\\./)`],
    ['dashboard/data', `\\.\\./${FURNITURE}|\\.\\./(?!\\.\\./)`],
  ].map(([folder, regex]) =>
    arrow([`frontend/src/app/${folder}/*.ts`], `^(${regex})`, 'Pages do not know each other, nor parts their page.'),
  ),
  ...floors('frontend/src/app', FLOORS, 'Furniture does not know its page.', ['format', 'charts']),
);
