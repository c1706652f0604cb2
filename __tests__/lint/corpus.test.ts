import { lint } from '../../lib/lint/lint';
import type { Rule, RuleList } from '../../lib/rulesets';
import { NOW_MS } from '../support/exceptions';
import corpus from './corpus.json';

/** Rules as people write them, each correct: an alarm on one of them is a false one. */
const ROWS = corpus as unknown as readonly (Rule & Pick<RuleList, 'phase' | 'plan'>)[];

test.each(ROWS.map((row) => [row.action, row.expression, row] as const))(
  'is silent about %s: %s',
  (_action, _expression, { phase, plan, ...rule }) => {
    const findings = lint({ rules: [{ ref: 'r', ...rule }], phase, plan }, NOW_MS);
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  },
);

test('the corpus has at least 200 rules, and no two of the same', () => {
  expect(ROWS.length).toBeGreaterThanOrEqual(200);
  expect(new Set(ROWS.map((row) => JSON.stringify(row))).size).toBe(ROWS.length);
});
