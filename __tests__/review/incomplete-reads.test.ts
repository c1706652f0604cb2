import { reviewPlan } from '../../lib/review';
import { CUSTOM, planJson } from './support/plan';

const RULE = {
  ref: 'blocks',
  id: 'a',
  action: 'block',
  expression: 'ssl',
  action_parameters: { response: { status_code: 403, content: 'no' }, rulesets: ['x', 'y'], id: null },
};
const OTHER = { ref: 'other', action: 'log', expression: 'ssl' };

const drift = (before: object, after: object, type = 'cloudflare_ruleset') => ({
  ...planJson({ entryPoints: [{ phase: CUSTOM, before: [], after: [] }] }),
  resource_drift: [{ address: 'cloudflare_ruleset.a', type, change: { before, after } }],
});
const review = (content: object) => () => reviewPlan({ name: 'plan', content });

test.each<[string, object]>([
  ['has no rules', {}],
  ['has null for the rules', { rules: null }],
  ['leaves a rule out', { rules: [OTHER] }],
  ['leaves a key out', { rules: [{ ...RULE, action_parameters: {} }, OTHER] }],
  [
    'leaves a key deep inside out',
    {
      rules: [
        { ...RULE, action_parameters: { ...RULE.action_parameters, response: { content: 'no' } } },
        OTHER,
      ],
    },
  ],
  [
    'leaves an item out',
    { rules: [{ ...RULE, action_parameters: { ...RULE.action_parameters, rulesets: ['x'] } }, OTHER] },
  ],
])('an answer that %s, in the version of the state, is refused', (_title, after) => {
  expect(review(drift({ version: '7', rules: [RULE, OTHER] }, { version: '7', ...after }))).toThrow(
    'what Cloudflare answered for `cloudflare_ruleset.a` holds less than the state although its version, 7, is the same',
  );
});

test.each<[string, object]>([
  ['of another version', drift({ version: '7', rules: [RULE] }, { version: '8', rules: [] })],
  ['of another type', drift({ version: '7', rules: [RULE] }, { version: '7', rules: [] }, 'x')],
  [
    'that holds more',
    drift(
      { version: '7', rules: [RULE] },
      { version: '7', rules: [{ ...RULE, ratelimit: { period: 60 } }, OTHER] },
    ),
  ],
  [
    'that differs in what is computed',
    drift({ version: '7', rules: [RULE] }, { version: '7', rules: [{ ...RULE, id: 'b' }] }),
  ],
  ['whose version is not known', drift({ rules: [RULE] }, { rules: [] })],
])('an answer %s is not', (_title, plan) => {
  expect(review(plan)).not.toThrow();
});
