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

test('a step without a stack is about that of the repository', () => {
  const read = { step: 2, stack: 'my-waf', isSynthesised: true };
  expect(readWords(['check', '--skip-synth'], STEPS, 'my-waf')).toEqual(read);
  expect(readWords(['check', 'other', '--skip-synth'], STEPS, 'my-waf')).toEqual({ ...read, stack: 'other' });
  expect(() => readWords(['check'], STEPS, 'a b')).toThrow('takes the name of one stack, got: `a b`');
});

test.each([
  [['plans', 'dashboard-waf'], 'workflow/step', 'did you mean `plan`?'],
  [['__proto__', 'dashboard-waf'], 'workflow/step', 'use one of: plan, check'],
  [
    ['plan'],
    'workflow/stack',
    'write npm run workflow -- plan <stack> [--skip-synth]; without <stack> it is `config.stack` of package.json',
  ],
  [
    ['plan', '../x'],
    'workflow/stack',
    'write npm run workflow -- plan <stack> [--skip-synth]; without <stack> it is `config.stack` of package.json',
  ],
  [
    ['plan', 'a -->'],
    'workflow/stack',
    'write npm run workflow -- plan <stack> [--skip-synth]; without <stack> it is `config.stack` of package.json',
  ],
  [
    ['plan', 'a', 'b'],
    'workflow/stack',
    'write npm run workflow -- plan <stack> [--skip-synth]; without <stack> it is `config.stack` of package.json',
  ],
])('the words %j are refused', (words, code, help) => {
  expect(refusalOf(() => readWords(words, STEPS))).toMatchObject({ code, help });
});
