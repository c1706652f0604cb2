// Jest's environment for `npm run mutation`: what cannot notice a change any more is not run, and not loaded.
const { TestEnvironment } = require('jest-environment-node');
const { setClock } = require('../__tests__/support/clock.js');

setClock();

module.exports = class extends TestEnvironment {
  hasFailed = false;

  constructor(config, context) {
    super(config, context);
    const chosen = config.globalConfig.testNamePattern?.replaceAll('\\', '');
    /** Those with tests that reach the change; at first all of them. */
    this.global.testFiles = () =>
      JSON.parse(process.env['WAF_MUTATION_TESTS']).filter(
        ({ name }) => chosen === undefined || chosen.includes(`(${name} `),
      );
  }

  handleTestEvent(event, state) {
    // Stryker would look for the lines of tests in `mutation-tests.cjs`. What has changed it sees by their names.
    if (event.name === 'run_start') state.includeTestLocationInResult = false;
    // One failed test is enough.
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.hasFailed = true;
    if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
  }
};
