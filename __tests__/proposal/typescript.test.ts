import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Testing, TerraformStack } from 'cdktf';
import { spawnSync } from 'node:child_process';
import * as library from '../../lib';
import { proposalsCode, proposalsTestCode, propose, writeProposals } from '../../lib/proposal';
import { NOW_MS } from '../support/exceptions';
import { load, MODULES, runTests } from '../support/generated-code';
import { type Block, EXPORT, idOf, incident, OWASP } from './incident';

interface Proposed {
  readonly proposedExceptions: (waf: library.ZoneWaf) => void;
}

const writtenOf = (blocks: readonly Block[]) =>
  writeProposals(propose(incident(...blocks)).proposals, NOW_MS);
const codeOf = (blocks: readonly Block[], authors = {}) => proposalsCode(writtenOf(blocks).written, authors);

/** The exceptions that the code declares in a zone. */
function run(code: string): readonly library.DefinedException[] {
  const stack = new TerraformStack(Testing.app(), 'stack');
  new CloudflareProvider(stack, 'cloudflare');
  const zone = library.Zone.fromId('0123456789abcdef0123456789abcdef');
  const waf = new library.ZoneWaf(stack, 'waf', { zone, namespace: 'team' });
  (load(code) as unknown as Proposed).proposedExceptions(waf);
  return waf.node.children
    .filter((child) => child instanceof library.WafException)
    .map(({ exception }) => exception);
}

const IMAGE: Block = { contributors: [941130, 941170] };

test('the incident as code that a team would write', () => {
  const code = codeOf([IMAGE, IMAGE], { owner: 'creator-tools', ticket: 'OPS-1423' });
  const prettier = ['node_modules/prettier/bin/prettier.cjs', '--stdin-filepath', 'stacks/x.ts'];
  const { stdout } = spawnSync(process.execPath, prettier, { input: code, encoding: 'utf8' });
  expect(stdout).toMatchSnapshot();
});

test('the code makes the exception: this request, these rules, an end', () => {
  expect(run(codeOf([IMAGE]))).toMatchObject([
    {
      phase: 'http_request_firewall_managed',
      request: { hosts: [{ name: EXPORT.host }], methods: ['POST'], paths: [{ text: EXPORT.path }] },
      rule: { action_parameters: { rules: { [OWASP]: [idOf(941130), idOf(941170)] } } },
    },
  ]);
  expect(run(codeOf([IMAGE]))[0]?.request.expiry).toBeDefined();
});

test('an id that ZoneWaf or CDKTF has itself gets a number', () => {
  const paths = ['/constructor', '/custom', '/managed'];
  const blocks = paths.map((path, rule) => ({ rule, request: { path } }));
  expect(run(codeOf(blocks)).map(({ id }) => id)).toEqual(['constructor-2', 'custom-2', 'managed-2']);
});

test('the generated tests pass, and notice an exception that is too wide', () => {
  const blocks = [IMAGE, { ...IMAGE, request: { path: '/other' } }, { rule: 7, request: { path: '/third' } }];
  const { written } = writtenOf(blocks);
  const code = proposalsCode(written, {});
  const tests = proposalsTestCode(written, { exceptions: './proposed', package: 'waf-exceptions' });
  const { passed, failed } = runTests(tests, { ...MODULES, './proposed': load(code) });
  expect(failed).toEqual([]);
  expect(passed.length).toBeGreaterThan(20);
  const wider = code.replace(/Skip\.managedRules\([^;]*?\),\n/, 'Skip.allManagedRules(),\n');
  expect(wider).not.toBe(code);
  expect(runTests(tests, { ...MODULES, './proposed': load(wider) }).failed).not.toEqual([]);
});

const HOSTILE = [
  `'); process.exit(1); ('`,
  '`${process.exit(1)}`',
  '*/ process.exit(1) /*',
  '\n process.exit(1) //',
  '\u2028process.exit(1)//',
  '\u001b[2J',
  '${jndi:ldap://x}',
  '%{ for x in y }',
  '../../etc/passwd',
];

test.each(HOSTILE)('no text of the evidence becomes code: %j', (text) => {
  const fields = ['host', 'method', 'path', 'query', 'clientIp', 'userAgent', 'country'] as const;
  const blocks = fields.map((field, index) => ({
    ...IMAGE,
    day: index,
    request: { [field]: field === 'path' ? `/${text}` : text },
  }));
  const evidence = incident(...blocks);
  const titled = evidence.events.map((event) => ({ ...event, description: text }));
  const { written, unwritable } = writeProposals(propose({ events: titled }).proposals, NOW_MS);
  const code = proposalsCode(written, { owner: text });
  // Whatever it says, it is a module with one function, whose strings are no code: nothing runs when it is loaded.
  expect(Object.keys(load(code))).toEqual(['proposedExceptions']);
  expect(code).not.toContain('\u001b');
  expect(code.split('\n').filter((line) => /^\s*process/.test(line))).toEqual([]);
  for (const { reason } of unwritable) expect(reason).not.toContain('\u001b');
});

test.each<[string, Block['request'], string]>([
  ['a host that is none', { host: 'not a host' }, 'host'],
  ['a method that is no token', { method: 'PO ST' }, 'method'],
])('%s is said, and not written', (_name, request, prop) => {
  const { written, unwritable } = writtenOf([{ rule: 1, request: request ?? {} }]);
  expect(written).toEqual([]);
  expect(unwritable).toMatchObject([{ reason: expect.stringContaining(prop) as unknown }]);
});

test('what somebody must accept does not pass in silence', () => {
  const code = codeOf([{ rule: 1, request: { path: '/index.php' } }]);
  expect(code).toContain("finding: 'front-controller'");
  expect(() => run(code)).toThrow('still to be written');
});

test('plain HTTP is proposed only for who used it', () => {
  expect(codeOf([{ rule: 1 }])).not.toContain('scheme');
  expect(codeOf([{ rule: 1, request: { scheme: 'http' } }])).toContain("scheme: 'any',");
});
