/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/__tests__/support/test-environment.js',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: {
    // The example is written against the package by its name.
    '^waf-exceptions$': '<rootDir>/lib/index.ts',
    // Of each value GraphQL asks whether it is from a second copy of its package, unless it is built for production, as ours is.
    '/jsutils/instanceOf\\.js$': '<rootDir>/__tests__/support/instance-of.js',
  },
  globalSetup: '<rootDir>/__tests__/support/before-the-run.ts',
  setupFiles: ['<rootDir>/__tests__/support/clock.js', '<rootDir>/__tests__/support/clean-environment.ts'],
  testSequencer: '<rootDir>/__tests__/support/longest-first.js',
  reporters: [
    'default',
    '<rootDir>/__tests__/support/progress-reporter.js',
    '<rootDir>/__tests__/support/summary-reporter.js',
  ],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/cdktf.out/',
    '<rootDir>/.waf-sandbox/',
    '<rootDir>/.mutation/tmp/',
  ],
  // Ends what hangs, and nothing else: on a busy machine everything takes ten times as long.
  testTimeout: 900_000,
  // More than the two cores of a small machine: one in eight seconds of a worker is spent waiting for Terraform.
  maxWorkers: 3,
};
