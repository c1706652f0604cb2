// Jest's environment for `npm run mutation`: what cannot notice a change any more is not run, and not loaded.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  hasFailed = false;

  constructor(config, context) {
    super(config, context);
    const chosen = config.globalConfig.testNamePattern?.replaceAll('\\', '');
    /** Whether tests of a file are to run: those that reach the change, or all of them at first. */
    this.global.hasTests = (file) => chosen === undefined || chosen.includes(`(${file} `);
  }

  handleTestEvent(event) {
    // One failed test is enough.
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.hasFailed = true;
    if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
  }
};
