import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Testing, TerraformStack } from 'cdktf';
import { spawnSync } from 'node:child_process';
import * as library from '../../lib';
import { fingerprint } from '../../lib/exceptions';
import { importRule, toTestCode, toTypeScript } from '../../lib/import';
import type { Rule } from '../../lib/rulesets';
import { NOW_MS } from '../support/exceptions';
import { load, MODULES, runTests as runGeneratedTests } from '../support/generated-code';
import { refusalOf } from '../support/refusal';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';
const EXACT =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/x" and raw.http.request.uri.path eq "/x"';

const zonesOf = (rules: readonly Rule[], zoneName = 'example.com') => [
  {
    name: zoneName,
    rules: rules.map((rule) => ({
      phase: CUSTOM,
      imported: importRule(rule, { phase: CUSTOM, zoneName, nowMs: NOW_MS, above: [] }),
    })),
  },
];

const codeOf = (rules: readonly Rule[], zoneName?: string): string => toTypeScript(zonesOf(rules, zoneName));
const testsOf = (rules: readonly Rule[], zoneName?: string): string =>
  toTestCode(zonesOf(rules, zoneName), { exceptions: './imported', package: 'waf-exceptions' });

const clicked = (changes: Partial<Rule>): Rule => ({
  ref: 'clicked',
  action: 'skip',
  expression: EXACT,
  parameters: { phases: [MANAGED] },
  description: 'Export is blocked',
  ...changes,
});

/** Runs the generated tests on the code. */
const runTests = (tests: string, code: string) =>
  runGeneratedTests(tests, { ...MODULES, './imported': load(code) });

interface Imported {
  readonly importedExceptions?: (waf: library.ZoneWaf) => void;
}

/** The exceptions that the code makes in a zone. */
function run(code: string): readonly library.DefinedException[] {
  const exports: Imported = load(code);
  const stack = new TerraformStack(Testing.app(), 'stack');
  new CloudflareProvider(stack, 'cloudflare');
  const waf = new library.ZoneWaf(stack, 'waf', {
    zone: library.Zone.fromName('example.com'),
    namespace: 'team',
  });
  exports.importedExceptions?.(waf);
  return waf.node.children
    .filter((child) => child instanceof library.WafException)
    .map(({ exception }) => exception);
}

/** What somebody writes in place of what is left open. */
const completed = (code: string): string =>
  code
    .replace(/'TODO: the last day on which it is needed'/g, "'2099-12-31'")
    .replace(/'TODO: [^']*'/g, "'Somebody wrote this'");

test('the code makes an exception that says the same, in the place of the rule', () => {
  const rule = clicked({
    expression: `${EXACT} and ip.src in {203.0.113.0/24}`,
    logging: false,
    enabled: false,
  });
  const [exception] = run(completed(codeOf([rule])));
  expect(exception?.rule).toMatchObject({
    expression: `(${EXACT} and ip.src in {203.0.113.0/24} and http.request.timestamp.sec lt 4102444800)`,
    action_parameters: { phases: [MANAGED] },
    enabled: false,
    logging: { enabled: false },
  });
  expect(exception?.id).toBe('export-is-blocked');
  expect(exception?.replaces).toEqual([
    {
      rule: 'clicked',
      sha256: fingerprint({
        action: 'skip',
        enabled: false,
        expression: rule.expression,
        parameters: { phases: [MANAGED] },
      }),
    },
  ]);
});

test.each([
  ['owner', /^owner\/todo$/],
  ['ticket', /^ticket\/todo$/],
  ['expires', /^expires\/todo$/],
])('what is left open does not pass: %s', (prop, code) => {
  const all = codeOf([clicked({})]);
  const others = all
    .split('\n')
    .map((line) => (line.trim().startsWith(`${prop}:`) ? line : completed(line)))
    .join('\n');
  expect(refusalOf(() => run(others)).code).toMatch(code);
});

test('hosts, methods and paths that a rule does not name are left open', () => {
  const code = codeOf([clicked({ expression: 'http.request.uri.path matches "^/x"' })]);
  expect(code).toContain("host: 'TODO: the hosts that need it',");
  expect(code).toContain("method: 'TODO: the methods that need it',");
  expect(code).toContain("path: 'TODO: the paths that need it',");
  expect(code).toContain('where: \'http.request.uri.path matches "^/x"\',');
});

/** The code with each narrower version in the place of the exception above it. */
const narrower = (code: string): string =>
  code
    .replace(/^ {2}new WafException\((?:(?!^ {2}\}\);)[^])*^ {2}\}\);\n\n(?= {2}\/\/ Narrower, )/gm, '')
    .replace(/^ {2}\/\/ new WafException\([^]*?^ {2}\/\/ \}\);$/gm, (block) =>
      block.replace(/^ {2}\/\/ /gm, '  '),
    );

const WIDE = clicked({
  expression:
    'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path contains "/upload"',
});

test('the narrower version compiles in the place of the other one', () => {
  const code = codeOf([WIDE]);
  expect(code).toContain(
    [
      '  // Narrower, to put in its place. These requests are inspected again:',
      '  // - paths other than `/upload` and those below it, such as POST https://app.example.com/uploadx',
      '  // - plain HTTP, such as POST http://app.example.com/upload',
      "  // new WafException(waf, 'export-is-blocked', {",
    ].join('\n'),
  );
  const [exception, ...others] = run(completed(narrower(code)));
  expect(others).toEqual([]);
  expect(exception?.request.paths.map(({ form, text }) => [form, text])).toEqual([
    ['exact', '/upload'],
    ['under', '/upload/'],
  ]);
  expect(exception?.request.isEncrypted).toBe(true);
  expect(exception?.replaces.map(({ rule }) => rule)).toEqual(['clicked']);
});

test('what stops an exception is told, and accepted once somebody says why', () => {
  const code = codeOf([WIDE]);
  expect(code).toContain(
    "// To fix or accept: `Path.contains('/upload')` also exempts every other path with that text in it",
  );
  const others = completed(code.replace("'TODO: why this is right here'", 'WHY'));
  expect(refusalOf(() => run(others.replace('WHY', "'TODO: why this is right here'"))).code).toBe(
    'accept/todo',
  );
  expect(run(completed(code))).toHaveLength(1);
});

test('a formatter changes nothing of what the code says', () => {
  const { stdout } = spawnSync(
    process.execPath,
    [require.resolve('prettier/bin/prettier.cjs'), '--parser', 'typescript', '--single-quote'],
    { input: codeOf([WIDE, clicked({})]), encoding: 'utf8' },
  );
  const words = (code: string) => code.replace(/[\s,]/g, '');
  expect(words(stdout)).toBe(words(codeOf([WIDE, clicked({})])));
});

const NARROW = clicked({ expression: `${EXACT} and ssl and ip.src in {203.0.113.0/24}` });

test('the tests hold both versions against the rule as it was', () => {
  const rules = [
    WIDE,
    NARROW,
    clicked({ ref: 'off', enabled: false }),
    clicked({ parameters: { phases: ['http_ratelimit'] } }),
  ];
  const code = completed(codeOf(rules));
  for (const version of [code, narrower(code)]) {
    const { passed, failed } = runTests(testsOf(rules), version);
    expect(failed).toEqual([]);
    expect(passed.filter((title) => title === 'lets nothing through that the rule did not')).toHaveLength(4);
    expect(passed).toContain('is for POST https://app.example.com/upload');
    expect(passed).toContain('inspects method GET: GET https://app.example.com/x');
    expect(passed.length).toBeGreaterThan(60);
  }
});

test.each([
  ['another path', "path: '/x'", "path: '/y'", 'lets nothing through that the rule did not'],
  [
    'another caller',
    "from: ['203.0.113.0/24']",
    "from: ['203.0.112.0/23']",
    'lets nothing through that the rule did not',
  ],
  ['an exception that is off', 'skip:', 'enabled: false, skip:', undefined],
])('the tests find %s', (_title, before, after, failure) => {
  const code = completed(codeOf([NARROW]));
  expect(code).toContain(before);
  const { failed } = runTests(testsOf([NARROW]), code.replace(before, after));
  expect(failed[0]).toBe(failure);
});

test('without a rule the tests say so', () => {
  expect(testsOf([clicked({ parameters: { ruleset: 'current' } })])).toBe(
    "test.todo('nothing was imported');\n",
  );
});

const HOSTILE = [
  "'); globalThis.evil = 1; ('",
  '*/ globalThis.evil = 1; /*',
  '\n globalThis.evil = 1;',
  '\r\u2028\u2029 globalThis.evil = 1;',
  '${globalThis.evil = 1}`',
  "\\'); globalThis.evil = 1; //",
  '\u202e\u001b[2J\ud83d',
];

test.each(HOSTILE)('nothing of the zone becomes code: %j', (text) => {
  const rules = [
    clicked({ description: text.repeat(2) }),
    clicked({ ref: text }),
    clicked({ expression: `${EXACT} and http.user_agent eq ${JSON.stringify(text)}` }),
    clicked({ parameters: { phases: [text] } }),
    clicked({ parameters: { ruleset: text } }),
  ];
  for (const rule of rules) {
    const code = codeOf([rule], text);
    const tests = testsOf([rule], text);

    expect(code + tests).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028\u2029\ud800-\udfff]/u);
    try {
      run(completed(code));
      run(completed(narrower(code)));
    } catch (error) {
      // A ref that no rule has is refused by the construct; what matters is that it is a text.
      expect(error).toBeInstanceOf(library.InputError);
    }
    expect((globalThis as { evil?: unknown }).evil).toBeUndefined();
  }
});

test('what no exception can say is a comment', () => {
  const code = codeOf([clicked({ parameters: { ruleset: 'current' } })]);
  expect(code).toContain(
    '// Not imported: rule "Export is blocked" (ref clicked) of http_request_firewall_custom: it skips',
  );
  expect(run(code)).toEqual([]);
});

test('a zone without such rules has none', () => {
  expect(codeOf([])).toBe(
    [
      "import { type ZoneWaf } from 'waf-exceptions';",
      '',
      '/** Skip rules of example.com that no code declared. */',
      'export function importedExceptions(waf: ZoneWaf): void {',
      '  // There are none.',
      '}',
      '',
    ].join('\n'),
  );
});
