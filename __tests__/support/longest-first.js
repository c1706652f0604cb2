// eslint-disable-next-line @typescript-eslint/no-require-imports -- Jest loads this file as CommonJS
const Sequencer = require('@jest/test-sequencer').default;

/**
 * What starts Terraform, npm or a browser, or computes for long: begun last, it would keep one core busy and the others idle.
 * Those that are longest, and wait most, come first, as Jest has nothing to know them by: some are small files.
 */
const LONG = [
  /\/(?:lab|packed-package|integration\/workflows|replay)\.test\.ts$/,
  /\/__tests__\/integration\//,
  /\/(?:page|sandbox-signals|oracle|agreement|uncaught|synthesise-stack|state-folder)\.test\.ts$/,
  /\/(?:cli\/status|lint\/rules|project\/(?:docs|examples)|review\/markdown-size)\.test\.ts$/,
];

/** Jest orders by what it knows of earlier runs, and otherwise by the size of the files: a fresh clone has no earlier run. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const rank = ({ path }) => {
      const found = LONG.findIndex((pattern) => pattern.test(path));
      return found === -1 ? LONG.length : found;
    };
    // Which leaves those of one rank as they are.
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
};
