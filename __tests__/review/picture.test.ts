import { renderMarkdown } from '../../lib/review';
import { type PlanParts, type PlanRule, reviewOf } from './support/plan';
import { custom, managed } from './support/plans';
import { block, EXACT, exception, EXECUTES, OWASP } from './support/rules';

/** The dotted lines of the picture: from the exception to what it skips. */
function linesOf(plan: PlanParts): readonly string[] {
  return [...renderMarkdown(reviewOf(plan)).matchAll(/^ {2}(\w+) -\. "skips" \.-> (\w+)$/gm)].map(
    ([, from = '', to = '']) => `${from} to ${to}`,
  );
}

const OTHERS = [block('a', 'ssl'), block('b', 'ssl')];
const skipping = (parameters: object) =>
  exception('export', EXACT, { action_parameters: parameters } as Partial<PlanRule>);

test.each<[title: string, parameters: object, lines: readonly string[]]>([
  ['all managed rules', { phases: ['http_request_firewall_managed'] }, ['c1 to managed']],
  ['rate limiting', { phases: ['http_ratelimit'] }, ['c1 to ratelimit']],
  ['the custom rules that follow', { ruleset: 'current' }, ['c1 to c2']],
  ['products alone', { products: ['bic'] }, []],
])('a line leads from a custom rule to %s', (_, parameters, lines) => {
  expect(linesOf(custom(OTHERS, [skipping(parameters), ...OTHERS]))).toEqual(lines);
});

test('none leads to rules that are not there', () => {
  expect(linesOf(custom(OTHERS, [...OTHERS, skipping({ ruleset: 'current' })]))).toEqual([]);
});

test('a line leads from an exception of the managed phase to what runs after it', () => {
  expect(linesOf(managed(EXECUTES, [skipping({ rulesets: [OWASP] }), ...EXECUTES]))).toEqual(['m1 to m2']);
});
