/*
 * The day on which tests run, whatever the calendar says: the dates in examples, demo and stacks are those that their readers
 * see, and pass. Time goes on from there. It is plain JavaScript, because every Node of a run loads it first: tests by Jest's
 * `setupFiles`, programs that they start by `NODE_OPTIONS`.
 */

/** 2026-06-01, as in `exceptions.ts`. */
const FIRST_DAY_MS = Date.UTC(2026, 5, 1, 12);
const SHIFT = 'WAF_TEST_CLOCK_SHIFT_MS';

/** Sets the clock of the programs that this process will start. */
function setClock() {
  process.env[SHIFT] ??= String(FIRST_DAY_MS - Date.now());
  process.env['NODE_OPTIONS'] =
    `${process.env['NODE_OPTIONS'] ?? ''} --require ${JSON.stringify(__filename)}`;
}

const shift = Number(process.env[SHIFT] ?? 0);
// Nodes of one run agree on the time, and none is shifted twice.
if (shift !== 0 && !('isShifted' in Date)) {
  const Calendar = Date;
  globalThis.Date = class extends Calendar {
    static isShifted = true;

    static now() {
      return Calendar.now() + shift;
    }

    constructor(...given) {
      if (given.length === 0) super(Calendar.now() + shift);
      else super(...given);
    }
  };
}

module.exports = { FIRST_DAY_MS, setClock };
