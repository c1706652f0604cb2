import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/.venv/',
      'dist/',
      'dist-api/',
      '**/cdktf.out/',
      '**/.waf-sandbox/',
      'coverage/',
      '.mutation/',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in messages are unambiguous; `String(n)` around each adds noise only.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Enum-like classes (private constructor, static members) are the shape that CDK users know.
      '@typescript-eslint/no-extraneous-class': 'off',
      // The index signatures of tsconfig's noPropertyAccessFromIndexSignature need brackets.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // There are no enums, and looking for them takes a fifth of the linter's time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // It follows types that contain each other for ever, and takes another fifth.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A construct registers itself with its scope: `new` is the statement.
      'no-new': 'off',
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportNamedDeclaration > VariableDeclaration[kind!="const"]',
          message: 'Export a constant or a function: the build copies exports once, when a file is loaded.',
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@cdktf/provider-cloudflare',
              message: 'Import /lib/<resource>: the barrel costs 0.3 s.',
            },
          ],
        },
      ],
    },
  },
  {
    // An example has a tsconfig.json of its own, which finds our package only where the example is installed.
    files: ['examples/**/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.json' } },
  },
  { files: ['**/*.mjs', '**/*.cjs', '**/*.js'], ...tseslint.configs.disableTypeChecked },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  prettier,
);
