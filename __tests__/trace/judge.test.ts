import { ExecutionContext } from '../../lib/rules-language';
import type { Rule } from '../../lib/rulesets';
import { judgeOf, type Judgement } from '../../lib/trace';

/** A request with more headers than Cloudflare is sure to show its rules. */
const HEADERS = Array.from({ length: 100 }, (_, index) => [`x-${index}`, ''] as const);
const context = (path: string) =>
  ExecutionContext.fromRequest({
    method: 'POST',
    url: `https://app.example.com${path}`,
    headers: HEADERS,
    ip: '203.0.113.7',
  });
const judgement = (rule: Rule): Judgement => judgeOf([rule], context('/a'))(rule);

test.each<[string, string, readonly string[]]>([
  ['a field', 'ip.src.country eq "T1"', ['ip.src.country']],
  [
    'a field, and why nobody can give it',
    'http.request.headers.truncated',
    ['http.request.headers.truncated (Cloudflare does not say how many headers the rules see)'],
  ],
  ['a list', 'ip.src in $office', ['$office']],
  ['a function', 'uuidv4(cf.random_seed) eq "a"', ['uuidv4()']],
  [
    'a regular expression',
    'http.host matches r"(?u)\\p{age=6.0}"',
    ['the regular expression (?u)\\p{age=6.0}'],
  ],
  ['each once', 'ip.src.country eq "T1" or ip.src.country eq "XX"', ['ip.src.country']],
])('names what would tell whether a rule matches: %s', (_title, expression, needs) => {
  expect(judgement({ expression })).toEqual({ verdict: 'unknown', needs });
});

test('a rule whose expression cannot be read, or is open until the apply, is unknown', () => {
  const problem = { kind: 'type', path: 'rules[0].x', reason: 'r', message: 'm', help: 'h' } as const;
  expect(judgement({ expression: 'http.hots eq "a"' }).verdict).toBe('unknown');
  expect(judgement({ expression: '', problems: [{ ...problem, pattern: 'expression' }] })).toEqual({
    verdict: 'unknown',
    needs: ['a readable rules[0].x'],
  });
  expect(judgement({ expression: '', unknown: ['expression'] })).toEqual({
    verdict: 'unknown',
    needs: ['expression (known after the apply)'],
  });
});

test('the rules of a list are judged anew for each request', () => {
  const rules = [{ expression: 'http.request.uri.path eq "/a"' }, { expression: 'true' }];
  const verdicts = (path: string) => {
    const judge = judgeOf(rules, context(path));
    return rules.map((rule) => judge(rule).verdict);
  };
  expect([verdicts('/a'), verdicts('/b'), verdicts('/a')]).toEqual([
    [true, true],
    [false, true],
    [true, true],
  ]);
});
