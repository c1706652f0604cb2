import { App, TerraformStack } from 'cdktf';
import * as library from '../../lib';
import * as language from '../../lib/rules-language';
import * as testing from '../../lib/testing';
import { publicThings } from './examples';
import { runExample } from './run-example';

const THINGS = publicThings();
const EXAMPLES = THINGS.flatMap(({ name, examples }) => examples.map(({ code }) => [name, code] as const));

/** Runs it as it is compiled: in a stack, beside a `ZoneWaf` named `waf`. */
function run(code: string): ReturnType<typeof runExample> {
  const app = new App();
  const stack = new TerraformStack(app, 'stack');
  const { Zone, ZoneWaf } = library;
  // Not in the stack of the example, which may share the same zone.
  const other = new TerraformStack(app, 'other');
  const waf = new ZoneWaf(other, 'waf', { zone: Zone.fromName('example.com'), namespace: 'shop' });
  return runExample(code, { ...language, ...testing, ...library, app, waf, App, TerraformStack }, stack);
}

test('everything public says what it is, and shows it in an example', () => {
  const isBare = ({ text, examples }: (typeof THINGS)[number]) => text === '' || examples.length === 0;
  expect(THINGS.filter(isBare).map(({ name }) => name)).toEqual([]);
});

test.each(EXAMPLES)('the example of %s runs, and gives what it says', (_name, code) => {
  jest.spyOn(console, 'log').mockReturnValue();
  const results = run(code);
  expect(results.map(({ expression, is }) => `${expression}; // ${is}`)).toEqual(
    results.map(({ expression, said }) => `${expression}; // ${said}`),
  );
});

test('a comment behind an expression is held against its value, wherever the expression is', () => {
  const code = "const one = 1;\none + 1; // 2\nif (one > 0) ['a', 'b']; // nothing\none; \n// no value\n";
  expect(runExample(code, {}, {})).toEqual([
    { expression: 'one + 1', said: '2', is: '2' },
    { expression: "['a', 'b']", said: 'nothing', is: "[ 'a', 'b' ]" },
  ]);
});
