// eslint-disable-next-line @typescript-eslint/no-require-imports -- Jest loads this file as CommonJS
const Sequencer = require('@jest/test-sequencer').default;

/** What starts Terraform, npm or a browser takes longest: begun last, it would keep one core busy and the others idle. */
const LONG = [
  /\/__tests__\/(?:examples|integration)\//,
  /\/(?:page|sandbox-signals|lab|oracle|agreement)\.test\.ts$/,
];

/** Jest orders by what it knows of earlier runs, and otherwise by the size of the files: a fresh clone has no earlier run. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isLong = ({ path }) => LONG.some((pattern) => pattern.test(path));
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
