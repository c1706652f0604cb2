import { CUSTOM, reviewOf } from './support/plan';
import { exception } from './support/rules';

const RULES = Array.from({ length: 7 }, (_, index) =>
  exception(`e${index}`, `http.request.uri.path eq "/${index}"`),
);

/** The verdict of a plan that leaves so many exceptions in a zone. */
function verdictOf(before: number, after: number, zonePlan: string) {
  const entryPoint = { phase: CUSTOM, before: RULES.slice(0, before), after: RULES.slice(0, after) };
  return reviewOf({ entryPoints: [entryPoint], zonePlan }).verdict.undecided?.reason;
}

test('more custom rules than the plan of the zone allows could not be deployed', () => {
  expect(verdictOf(5, 6, 'free')).toBe(
    'the plan of the zone allows 5 custom rules, and with 6 Cloudflare may refuse the deploy',
  );
});

test.each<[string, number, number, string]>([
  ['as many as it allows', 4, 5, 'free'],
  ['fewer than before, and still more than it allows', 7, 6, 'free'],
  ['as many as before, and more than it allows', 6, 6, 'free'],
  ['a plan that nobody knows', 5, 6, 'partners_x'],
])('says nothing of the number: %s', (_title, before, after, zonePlan) => {
  expect(verdictOf(before, after, zonePlan) ?? '').not.toContain('custom rules');
});
