/**
 * Names each test file when it starts, where there is no terminal: the slow ones come first, and Jest itself says nothing
 * before one ends. On a terminal Jest shows what runs.
 */
module.exports = class ProgressReporter {
  onRunStart({ numTotalTestSuites: files }) {
    this.isLog = !process.stdout.isTTY;
    if (this.isLog && files > 1) process.stdout.write(`${files} test files\n`);
  }

  onTestFileStart({ path }) {
    if (this.isLog) process.stdout.write(`RUNS ${path.replace(`${process.cwd()}/`, '')}\n`);
  }
};
