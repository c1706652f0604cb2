import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Testing, TerraformStack } from 'cdktf';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import * as library from '../../lib';
import { fingerprint } from '../../lib/exceptions';
import { importRule, toTypeScript } from '../../lib/import';
import type { Rule } from '../../lib/rulesets';
import { NOW_MS } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';
const EXACT =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/x" and raw.http.request.uri.path eq "/x"';

const codeOf = (rules: readonly Rule[], zoneName = 'example.com'): string =>
  toTypeScript([
    {
      name: zoneName,
      rules: rules.map((rule) => ({
        phase: CUSTOM,
        imported: importRule(rule, { phase: CUSTOM, zoneName, nowMs: NOW_MS }),
      })),
    },
  ]);

const clicked = (changes: Partial<Rule>): Rule => ({
  ref: 'clicked',
  action: 'skip',
  expression: EXACT,
  parameters: { phases: [MANAGED] },
  description: 'Export is blocked',
  ...changes,
});

/** The exceptions that the code makes in a zone. */
function run(code: string): readonly library.DefinedException[] {
  const { outputText } = transpileModule(code, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
    reportDiagnostics: true,
  });
  const exports: { importedExceptions?: (waf: library.ZoneWaf) => void } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the code under test
  new Function('exports', 'require', outputText)(exports, () => library);
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
    .replace("'TODO: the last day on which it is needed'", "'2099-12-31'")
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
  ['expires', /^expires\/date$/],
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

    expect(code).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028\u2029\ud800-\udfff]/u);
    try {
      run(completed(code));
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
      '  // There is none.',
      '}',
      '',
    ].join('\n'),
  );
});
