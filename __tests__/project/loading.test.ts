import { execFileSync } from 'node:child_process';
import { ROOT } from './source-files';

/** What a synth without a mistake does not need; loading it would cost each one a tenth and more. */
const NOT_AT_SYNTH = [
  '/lib/rules-language/index.ts',
  '/lib/rules-language/parse.ts',
  '/lib/rules-language/evaluate.ts',
  '/lib/rules-language/analyse.ts',
  '/lib/lint/lint.ts',
  '/lib/lint/rules/index.ts',
  '/lib/rulesets/index.ts',
  '/node_modules/re2js/',
];

const SCRIPT = `
  const { Skip, defineException } = require('./lib');
  console.log(JSON.stringify(Object.keys(require.cache)));
`;

test('the library loads neither parser nor evaluator, and of lint what a construct runs', () => {
  const words = ['-r', 'ts-node/register', '-e', SCRIPT];
  const loaded = JSON.parse(
    execFileSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' }),
  ) as string[];
  expect(loaded).toContainEqual(expect.stringContaining('/lib/lint/lint-exception.ts'));
  expect(loaded.filter((path) => NOT_AT_SYNTH.some((part) => path.includes(part)))).toEqual([]);
});
