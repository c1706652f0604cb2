import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type AppFolder, isThere } from './app-folder';

/** A file about a tool, which an app may have already. */
export interface ToolFile {
  readonly path: string;
  readonly text: string;
  /** What the file of the app must have. */
  readonly byHand: string;
}

/** Where else Jest finds its settings: two such files are an error. */
const JEST_CONFIGS = ['js', 'ts', 'mjs', 'cjs', 'json', 'mts', 'cts'].map((end) => `jest.config.${end}`);

/** The place of Jest's settings, if there is one. */
export function jestConfigOf({ path, manifest }: AppFolder): string | undefined {
  if (manifest.jest !== undefined) return '"jest" in package.json';
  return JEST_CONFIGS.find((name) => isThere(join(path, name)));
}

export function cdktfJson(): string {
  return json({
    language: 'typescript',
    app: 'node -r ts-node/register main.ts',
    projectId: randomUUID(),
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
    context: {},
  });
}

export function toolFiles(runner: 'jest' | 'vitest'): readonly ToolFile[] {
  const types = runner === 'jest' ? ['node', 'jest'] : ['node'];
  return [
    {
      path: 'tsconfig.json',
      text: json({
        compilerOptions: {
          target: 'es2022',
          lib: ['es2023'],
          module: 'node16',
          moduleResolution: 'node16',
          types,
          strict: true,
          esModuleInterop: true,
          skipLibCheck: true,
          noEmit: true,
        },
        include: ['**/*.ts'],
        exclude: ['node_modules', 'cdktf.out'],
        'ts-node': { swc: true },
      }),
      byHand: `"types": ${JSON.stringify(types)}, and "ts-node": { "swc": true } or another way to run TypeScript`,
    },
    ...(runner === 'jest' ? [JEST_CONFIG] : []),
    {
      path: '.gitignore',
      text: `${IGNORED.join('\n')}\n`,
      byHand: `the lines ${IGNORED.join(', ')}`,
    },
  ];
}

const JEST_CONFIG: ToolFile = {
  path: 'jest.config.js',
  text: `/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/**/*.test.ts'],
  transform: { '^.+\\\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/cdktf.out/', '<rootDir>/.waf-sandbox/'],
};
`,
  byHand: 'a transform for TypeScript, such as @swc/jest',
};

const IGNORED = ['node_modules/', 'cdktf.out/', '.waf-sandbox/', 'terraform.*.tfstate*'];

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
