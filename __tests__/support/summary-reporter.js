// eslint-disable-next-line @typescript-eslint/no-require-imports -- Jest loads this file as CommonJS
const { writeFileSync } = require('node:fs');

/**
 * Ends the run with one plain line that CI and people can read: `N passed, N failed, N skipped`. With TEST_SUMMARY_FILE it
 * is written there instead: who started the run prints it last.
 */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const tail = skipped > 0 ? `, ${skipped} skipped` : '';
    const line = `\n${results.numPassedTests} passed, ${failed} failed${tail}\n`;
    const file = process.env['TEST_SUMMARY_FILE'];
    if (file !== undefined) writeFileSync(file, line);
    else {
      // Jest always runs its own summary after the reporters of the configuration: only the exit is later still.
      process.once('exit', () => {
        process.stdout.write(line);
      });
    }
  }
};
