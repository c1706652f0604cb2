import { InputError } from '../../lib/errors';
import { withLiveAdvice } from '../../lib/cli/zones/live-advice';

const refused = async (...words: readonly string[]) => {
  const error = new InputError('a/b', { message: 'no such stack', help: 'run `cdktf synth`' });
  return withLiveAdvice('status', words, () => {
    throw error;
  }).catch((thrown: unknown) => (thrown as InputError).help);
};

test.each(['example.com', 'a.b.example', 'xn--bcher-kva.example', '0123456789abcdef0123456789abcdef'])(
  'the zone %s gets its option',
  async (word) => {
    expect(await refused('shop-waf', word)).toBe(
      `for the live zone, write \`waf status --live ${word}\`; otherwise, run \`cdktf synth\``,
    );
  },
);

test.each(['shop-waf', 'events.json', 'export.har', 'a/b.com', 'README.md-', 'package.json', '-'])(
  '%s is no zone',
  async (word) => {
    expect(await refused(word)).toBe('run `cdktf synth`');
  },
);

test('what is read is given back, and another error stays', async () => {
  expect(await withLiveAdvice('status', ['example.com'], () => 1)).toBe(1);
  const defect = new Error('a defect');
  await expect(withLiveAdvice('status', ['example.com'], () => Promise.reject(defect))).rejects.toBe(defect);
});
