import { spawnSync } from 'node:child_process';
import { buildWaf } from '../support/build-package';

const WAF = buildWaf();

/** Starts `waf` as a user does: the message is commander's, and only the program as a whole adds to it. */
function waf(...words: readonly string[]) {
  return spawnSync(process.execPath, [WAF, ...words], { encoding: 'utf8' });
}

test.each<[string, readonly string[], string]>([
  [
    'an unknown command',
    ['revew'],
    "error: unknown command 'revew'\n(Did you mean review?)\n  help: `waf --help` lists what it accepts\n",
  ],
  [
    'an unknown option',
    ['lint', '--formt', 'json'],
    "error: unknown option '--formt'\n(Did you mean --format?)\n  help: `waf lint --help` lists what it accepts\n",
  ],
  [
    'an unknown command below another',
    ['ci', 'paln'],
    "error: unknown command 'paln'\n(Did you mean plan?)\n  help: `waf ci --help` lists what it accepts\n",
  ],
  [
    'a missing argument',
    ['preflight'],
    "error: missing required argument 'stack'\n  help: `waf preflight --help` lists what it accepts\n",
  ],
  [
    'an option that steers a terminal',
    ['lint', '--a\u001b[2J\u202e\u009b'],
    "error: unknown option '--a\\u{1b}[2J\\u{202e}\\u{9b}'\n  help: `waf lint --help` lists what it accepts\n",
  ],
  [
    'a command that steers a terminal',
    ['\u001b[2J'],
    "error: unknown command '\\u{1b}[2J'\n  help: `waf --help` lists what it accepts\n",
  ],
])('says after %s where the right ones are', (_title, words, message) => {
  const { status, stdout, stderr } = waf(...words);
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: message });
});

test('a reader that has seen enough is no error', () => {
  const script = '"$0" "$1" lint --help | head -n 1';
  const { stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, WAF], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: 'Usage: waf lint [options] [file...]\n', stderr: '' });
});
