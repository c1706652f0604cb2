import type { Command } from 'commander';
import { importCommand } from '../../lib/cli/commands/import';
import { explainCommand } from '../../lib/cli/commands/explain';
import { exportCommand } from '../../lib/cli/commands/export';
import { lintCommand } from '../../lib/cli/commands/lint';
import { showCommand } from '../../lib/cli/commands/show';
import { traceCommand } from '../../lib/cli/commands/trace';
import { InputError } from '../../lib/errors';
import { folderWith, run, synthesised } from './stack-folder';

/** Erases a screen, opens an escape in one character, turns text around, breaks lines, hides, and is half a character. */
const HOSTILE = '\u001b[2J\u009b\u202e\u2028\u200b\u0007\r\ud800';
/** Line breaks are the output's own. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The document once for each text and each key in it, with the hostile text behind or in front of that one. */
function* poisoned(value: Json): Generator<Json> {
  if (typeof value === 'string') {
    yield `${value}${HOSTILE}`;
    yield `${HOSTILE}${value}`;
    // Inside of an expression's own text.
    if (value.includes('"')) yield value.replace('"', `"${HOSTILE}`);
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries())
      for (const other of poisoned(item)) yield (value as readonly Json[]).with(index, other);
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    for (const [index, [key, item]] of entries.entries()) {
      for (const other of poisoned(item)) yield Object.fromEntries(entries.with(index, [key, other]));
      yield Object.fromEntries(entries.with(index, [`${key}${HOSTILE}`, item]));
    }
  }
}

/** What the user sees: notes, and standard output or the message of the error. */
async function shownBy(command: Command, ...words: readonly string[]): Promise<string> {
  const note = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    const { stdout } = await run(command, ...words);
    return [...note.mock.calls.map(String), stdout].join('\n');
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  } finally {
    note.mockRestore();
  }
}

const RULE = {
  id: 'a'.repeat(32),
  ref: 'wafx__shop__export',
  description: 'Export',
  action: 'skip',
  action_parameters: { phases: ['http_request_firewall_managed'] },
  enabled: true,
  expression: 'http.host eq "app.example.com" and http.request.uri.path matches r"^/export"',
};
const RULESETS = [
  {
    id: 'b'.repeat(32),
    name: 'default',
    kind: 'zone',
    phase: 'http_request_firewall_custom',
    rules: [RULE, { ...RULE, ref: 'other', action: 'block', action_parameters: {} }],
  },
];
const CLICKED = [{ ...RULESETS[0], rules: [{ ...RULE, ref: 'clicked' }] }] as Json;
const STACK = {
  ...synthesised({
    zone: { name: 'example.com' },
    ownPrefixes: ['wafx__shop__'],
    foreignRules: 'keep',
    limits: { free: 5, pro: 20, business: 100, enterprise: 1000, other: null },
    exceptions: [{ phase: 'http_request_firewall_custom', sentence: 'Skips managed rules.', rule: RULE }],
  }),
  locals: { waf_text: 'a ${local.other["b"]} c' },
  resource: { cloudflare_list: { office: { name: 'office', kind: 'ip', items: [{ ip: '203.0.113.7' }] } } },
} as Json;

const REQUEST = ['--request', 'POST https://app.example.com/export'];

function inStack(content: Json): string {
  process.env['CDKTF_OUTPUT'] = folderWith({ 'stacks/shop/cdk.tf.json': content });
  return 'shop';
}
const inFile = (content: Json): string => `${folderWith({ 'rulesets.json': content })}/rulesets.json`;
afterEach(() => Reflect.deleteProperty(process.env, 'CDKTF_OUTPUT'));

test.each<[string, () => Command, Json, (content: Json) => string, readonly string[]]>([
  ['show', showCommand, STACK, inStack, []],
  ['show --format hcl', showCommand, STACK, inStack, ['--format', 'hcl']],
  ['show --format api-json', showCommand, STACK, inStack, ['--format', 'api-json']],
  ['show --format json', showCommand, STACK, inStack, ['--format', 'json']],
  ['export', exportCommand, STACK, inStack, []],
  ['lint of a stack', lintCommand, STACK, inStack, []],
  ['lint', lintCommand, RULESETS, inFile, []],
  ['lint --format json', lintCommand, RULESETS, inFile, ['--format', 'json']],
  ['lint --format sarif', lintCommand, RULESETS, inFile, ['--format', 'sarif']],
  ['lint --format github', lintCommand, RULESETS, inFile, ['--format', 'github']],
  ['import', importCommand, CLICKED, inFile, []],
  ['trace', traceCommand, RULESETS, inFile, REQUEST],
  ['trace --format json', traceCommand, RULESETS, inFile, [...REQUEST, '--format', 'json']],
  ['trace of a stack', traceCommand, STACK, inStack, REQUEST],
])('waf %s prints nothing that steers a terminal', async (_title, command, content, place, words) => {
  let count = 0;
  for (const poison of poisoned(content)) {
    const shown = await shownBy(command(), place(poison), ...words);
    if (UNSAFE.test(shown)) throw new Error(`${JSON.stringify(shown)}\nfor ${JSON.stringify(poison)}`);
    count++;
  }
  expect(count).toBeGreaterThan(20);
});

const EXPRESSIONS = [
  `http.request.uri.path matches r"${HOSTILE}"`,
  `http.request.uri.path matches "(?u)\\b${HOSTILE.slice(0, -1)}"`,
  `http.request.uri.path wildcard r"${HOSTILE.slice(0, -1)}*"`,
  `http.referer eq "${HOSTILE.slice(0, -1)}"`,
  `http.request.headers["${HOSTILE.slice(0, -1)}"][0] eq "a"`,
  `http.hots${HOSTILE} eq "a"`,
  HOSTILE,
  `ssl and ${HOSTILE}`,
  `nope${HOSTILE}(http.host)`,
  `ip.src in $a${HOSTILE}`,
  `ip.src in {${HOSTILE}}`,
  `http.host in {"a" "${HOSTILE}`,
  `http.host eq ${HOSTILE}`,
  `cf.waf.score eq 1${HOSTILE}`,
  `http.host eq "a" ${HOSTILE}`,
];

test.each(EXPRESSIONS)(
  'waf explain and lint print nothing that steers a terminal: %j',
  async (expression) => {
    const errors: string[] = [];
    const spy = jest.spyOn(console, 'error').mockImplementation((text) => void errors.push(String(text)));
    try {
      const headers = ['--header', `X-A: ${HOSTILE.replaceAll(/[\r\n]/g, '')}`];
      const shown = [
        await shownBy(explainCommand(), expression, ...REQUEST, ...headers),
        await shownBy(explainCommand(), expression, ...REQUEST, '--format', 'json'),
        await shownBy(lintCommand(), '--expression', expression),
        ...errors,
      ];
      for (const text of shown) expect(text).not.toMatch(UNSAFE);
      expect(shown.join('')).not.toBe('');
    } finally {
      spy.mockRestore();
    }
  },
);

test.each([
  [['--request', `POST ${HOSTILE}`]],
  [['--request', `${HOSTILE} https://a.test/`]],
  [[...REQUEST, '--header', HOSTILE]],
  [[...REQUEST, '--header', `${HOSTILE}: a`]],
  [[...REQUEST, '--ip', HOSTILE]],
  [[...REQUEST, '--body', `@/nonexistent/${HOSTILE}`]],
  [[...REQUEST, '--field', HOSTILE]],
  [[...REQUEST, '--field', `${HOSTILE}=1`]],
  [[...REQUEST, '--field', `cf.waf.score=${HOSTILE}`]],
  [[...REQUEST, '--field', `http.referer=${HOSTILE}`]],
  [[...REQUEST, '--list', HOSTILE]],
  [[...REQUEST, '--list', `a=1.2.3.4,${HOSTILE}`]],
])('nor does an error about %j', async (words) => {
  for (const command of [explainCommand(), traceCommand()]) {
    const first = command.name() === 'explain' ? 'ssl' : inFile(RULESETS);
    expect(await shownBy(command, first, ...words)).not.toMatch(UNSAFE);
  }
});
