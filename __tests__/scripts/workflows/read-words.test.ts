import { readWords } from '../../../scripts/workflows/read-words';
import { refusalOf } from '../../support/refusal';

const STEPS = { plan: 1, check: 2 };

test('a step and a stack are read', () => {
  const read = { step: 2, stack: 'dashboard-waf' };
  expect(readWords(['check', 'dashboard-waf'], STEPS)).toEqual({ ...read, isSynthesised: false });
  expect(readWords(['check', 'dashboard-waf', '--skip-synth'], STEPS)).toEqual({
    ...read,
    isSynthesised: true,
  });
});

test.each([
  [['plans', 'dashboard-waf'], 'workflow/step', 'did you mean `plan`?'],
  [['__proto__', 'dashboard-waf'], 'workflow/step', 'use one of: plan, check'],
  [['plan'], 'workflow/stack', 'write npm run workflow -- plan <stack> [--skip-synth]'],
  [['plan', '../x'], 'workflow/stack', 'write npm run workflow -- plan <stack> [--skip-synth]'],
  [['plan', 'a -->'], 'workflow/stack', 'write npm run workflow -- plan <stack> [--skip-synth]'],
  [['plan', 'a', 'b'], 'workflow/stack', 'write npm run workflow -- plan <stack> [--skip-synth]'],
])('the words %j are refused', (words, code, help) => {
  expect(refusalOf(() => readWords(words, STEPS))).toMatchObject({ code, help });
});
