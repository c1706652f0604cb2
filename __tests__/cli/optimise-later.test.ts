import { spawnSync } from 'node:child_process';
import { ROOT } from '../project/source-files';

/** Runs enough for V8 to optimise it by default, and not for three times as much. */
const SHORT_RUN = `
  function probe(x) { let sum = 0; for (let i = 0; i < 50; i++) sum += i * x; return sum; }
  for (let call = 0; call < 120; call++) probe(call);
`;

/** Whether V8 sets out to optimise the function. */
function isOptimised(before: string): boolean {
  const options = ['--trace-opt', '-r', 'ts-node/register', '-e', before + SHORT_RUN];
  const { status, stdout, stderr } = spawnSync(process.execPath, options, { cwd: ROOT, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return /^\[marking .*<JSFunction probe\b.*TURBOFAN/m.test(stdout);
}

test('V8 leaves what is run a few times as it is, in the process that is running already', () => {
  const optimiseLater = `require('./lib/cli/optimise-later').optimiseLater();`;
  expect(isOptimised('')).toBe(true);
  expect(isOptimised(optimiseLater)).toBe(false);
});
