import { renderMarkdown, renderTerminal } from '../../lib/review';
import { CUSTOM, MANAGED, type PlanParts, reviewOf } from './support/plan';
import { added, changed, custom } from './support/plans';
import { EXACT, exception, EXECUTES } from './support/rules';

/** The bullets of a review for a terminal. */
function factsOf(plan: PlanParts): readonly string[] {
  return [...renderTerminal(reviewOf(plan)).matchAll(/^ {2}- (\w.*)$/gm)].map(([, fact = '']) => fact);
}

test('a description that changes is told once, as it was and as it becomes', () => {
  const facts = factsOf(changed(EXACT, EXACT, { description: 'Old' }, { description: 'New' }));
  expect(facts.filter((fact) => /^description:/i.test(fact))).toEqual(['description: "Old" becomes "New"']);
});

test('a description that stays is told', () => {
  const facts = factsOf(changed(EXACT, `${EXACT} and ssl`, { description: 'Old' }));
  expect(facts.filter((fact) => /^description:/i.test(fact))).toEqual(['Description: Old']);
});

test('a finding begins with its severity and a colon', () => {
  expect(factsOf(added(EXACT, { description: 'Frames' }))).toContain(
    'Warning: the description names no owner [missing-owner]. Help: name the team that knows whether it is still needed: `owner`',
  );
  expect(renderMarkdown(reviewOf(added(EXACT, { description: 'Frames' })))).toContain(
    '- Warning: the description names no owner [missing-owner]. Help: name the team that knows whether it is still needed: `owner`',
  );
});

test('an expression that only the apply shows is not called empty', () => {
  const unknown = { ref: 'wafx__dashboard__export', action_parameters: { products: ['bic'] } };
  const plan = custom([exception('export', EXACT)], [unknown]);
  const facts = factsOf(plan);
  expect(facts.filter((fact) => fact.startsWith('expression'))).toEqual([
    `expression: only the apply shows what becomes of ${JSON.stringify(EXACT)}`,
  ]);
  expect(facts.filter((fact) => /^(?:Warning|ERROR)/.test(fact))).toEqual([]);
  expect(renderTerminal(reviewOf(plan))).not.toMatch(/^Expression/m);
});

test('where the managed rulesets go, no request is called inspected', () => {
  const { zones } = reviewOf({
    entryPoints: [
      { phase: CUSTOM, before: [exception('export', EXACT)], after: undefined },
      { phase: MANAGED, before: EXECUTES, after: undefined },
    ],
  });
  const rows = zones.flatMap(({ entryPoints }) =>
    entryPoints.flatMap(({ changes }) => changes.flatMap(({ requests }) => requests)),
  );
  expect([...new Set(rows.map(({ before, after }) => `${before}, then ${after}`))]).toEqual([
    'skips all managed rules, then no managed rules run',
    'inspected, then no managed rules run',
  ]);
});

test.each([
  ['has ended', 'http.request.timestamp.sec lt 1748736000', 'Ended, or ending soon'],
  ['ends soon', 'http.request.timestamp.sec lt 1780531200', 'Ending soon'],
])('an exception that %s stands under a heading that says so', (_title, end, heading) => {
  expect(renderTerminal(reviewOf(added(`${EXACT} and ${end}`)))).toMatch(new RegExp(`^${heading}$`, 'm'));
});

test('the table of a rule that gets wider begins with a request that is new to it', () => {
  const from = (...ranges: readonly string[]) => `${EXACT} and ip.src in {${ranges.join(' ')}}`;
  const { zones } = reviewOf(changed(from('198.51.100.0/24'), from('198.51.100.0/24', '203.0.113.0/24')));
  const [first] = zones[0]?.entryPoints[0]?.changes[0]?.requests ?? [];
  expect(first).toEqual({
    title: 'a request it is for',
    request: { method: 'POST', url: 'https://app.example.com/export', ip: '203.0.113.7' },
    before: 'inspected',
    after: 'skips all managed rules',
  });
});
