import { readWords } from '../../../scripts/workflows/read-words';
import { refusalOf } from '../../support/refusal';

const STEPS = { plan: 1, check: 2 };

test('a step and a stack are read', () => {
  expect(readWords(['check', 'dashboard-waf'], STEPS)).toEqual({ step: 2, stack: 'dashboard-waf' });
});

test.each([
  [['plans', 'dashboard-waf'], 'workflow/step', 'did you mean `plan`?'],
  [['__proto__', 'dashboard-waf'], 'workflow/step', 'use one of: plan, check'],
  [['plan'], 'workflow/stack', 'write npm run workflow -- plan <stack>'],
  [['plan', '../x'], 'workflow/stack', 'write npm run workflow -- plan <stack>'],
  [['plan', 'a -->'], 'workflow/stack', 'write npm run workflow -- plan <stack>'],
  [['plan', 'a', 'b'], 'workflow/stack', 'write npm run workflow -- plan <stack>'],
])('the words %j are refused', (words, code, help) => {
  expect(refusalOf(() => readWords(words, STEPS))).toMatchObject({ code, help });
});
