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

const OPTIMISE_LATER = `require('./lib/cli/optimise-later').optimiseLater();`;

/** Later versions of V8 have no such option. */
const onNode20 = process.version.startsWith('v20.') ? test : test.skip;

onNode20('V8 leaves what is run a few times as it is, in the process that is running already', () => {
  expect(isOptimised('')).toBe(true);
  expect(isOptimised(OPTIMISE_LATER)).toBe(false);
});

test('no version of Node has anything to say about it', () => {
  const words = ['-r', 'ts-node/register', '-e', OPTIMISE_LATER];
  expect(spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' }).stderr).toBe('');
});
