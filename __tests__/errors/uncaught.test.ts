import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { linesOf } from '../../lib/errors';
import { InputError } from '../../lib';
import { buildPackage } from '../support/build-package';

const REPOSITORY = resolve(__dirname, '../..');

/** A program of a user: nothing in it knows how errors are printed. */
const PROGRAM = `import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, Aspects, TerraformStack } from 'cdktf';
import { Skip, WafException, Zone, ZoneWaf } from ${JSON.stringify(buildPackage())};
const mistake = process.env['MISTAKE'];
const zone = Zone.fromName(mistake === 'import' ? 'https://example.com' : 'example.com');
const app = new App();
const stack = new TerraformStack(app, 's');
new CloudflareProvider(stack, 'cloudflare', mistake === 'token' ? { apiToken: 'a-secret-value' } : {});
const waf = new ZoneWaf(stack, 'waf', { zone, namespace: 'a', zonePlan: 'pro' });
const add = (id: string, expires = '2999-03-31') =>
  new WafException(waf, id, {
    request: { host: 'app.example.com', method: 'POST', path: '/export' },
    skip: Skip.allManagedRules(),
    reason: 'The export trips the rules',
    owner: 'a',
    expires,
  });
add('x', mistake === 'expired' ? '2020-01-31' : mistake === 'constructor' ? 'soon' : undefined);
if (mistake === 'duplicate') add('x');
if (mistake === 'aspect') Aspects.of(stack).add({ visit: () => void Zone.fromName('*.example.com') });
if (mistake === 'promise') void Promise.resolve().then(() => add('y', 'soon'));
if (mistake === 'defect') throw new TypeError('ours');
if (mistake === 'listener') {
  process.on('uncaughtException', (error) => console.error('caught', error.message));
  add('y', 'soon');
}
app.synth();
`;

const folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-uncaught-'));
writeFileSync(join(folder, 'main.ts'), PROGRAM);
writeFileSync(join(folder, 'tsconfig.json'), '{ "ts-node": { "swc": true } }');
symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly lines: readonly string[];
}

function run(mistake: string, environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const env = { ...process.env, MISTAKE: mistake, ...environment };
  const words = ['-r', 'ts-node/register', 'main.ts'];
  return new Promise((done) => {
    execFile(process.execPath, words, { cwd: folder, env }, (error, _stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ code, lines: stderr.trimEnd().split('\n') });
    });
  });
}

const DATE =
  '`expires` must be a day written as YYYY-MM-DD, or a moment in UTC as YYYY-MM-DDThh:mmZ, got: `soon` [expires/date]\n  help: write the last day (UTC) on which the exception is needed, such as `2027-03-31`';

test.each<[string, string, string]>([
  [
    'while modules are loaded',
    'import',
    'error: `zone` must be one bare lower-case domain name, got: `https://example.com` [host/syntax]\n  help: did you mean `example.com`?\n  at: main.ts:5',
  ],
  ['in a prop', 'constructor', `error: s/waf/x: ${DATE}\n  at: main.ts:11`],
  [
    'of two exceptions with one id',
    'duplicate',
    'error: s/waf/x: there is another construct with this id in the same place, got: `x` [construct/duplicate]\n  help: rename one of the two: ids are unique in their scope\n  at: main.ts:11',
  ],
  [
    'in an aspect',
    'aspect',
    'error: `zone` must be one bare lower-case domain name, got: `*.example.com` [host/syntax]\n  help: name each host: wildcards are not supported\n  at: main.ts:20',
  ],
  ['in a promise', 'promise', `error: s/waf/y: ${DATE}\n  at: main.ts:11`],
  [
    'that time has made',
    'expired',
    'error: [s/waf/x] the exception ended after 2020-01-31 (UTC) [expires/past]\n  help: remove it, or move `expires` if it is still needed\n  at: main.ts:11',
  ],
  [
    'with a token in code, which is not printed',
    'token',
    'error: [s/waf] s/cloudflare: `apiToken` is set in code [provider/in-code]\n  help: remove it and set CLOUDFLARE_API_TOKEN: credentials only ever come from the environment',
  ],
])('a mistake %s ends the process with the cure', async (_title, mistake, expected) => {
  expect(await run(mistake)).toEqual({ code: 1, lines: expected.split('\n') });
});

test('WAF_STACK_TRACE adds the stack trace', async () => {
  const { code, lines } = await run('constructor', { WAF_STACK_TRACE: '1' });
  expect(code).toBe(1);
  expect(lines[0]).toContain('error: s/waf/x: `expires` must be a day');
  expect(lines.join('\n')).toMatch(
    /\n {4}at parseExpiry \(.*lib\/exceptions\/expiry\.js:\d+:\d+\)|\n {4}at /,
  );
});

test('a defect keeps its stack trace', async () => {
  const { code, lines } = await run('defect');
  expect(code).toBe(1);
  expect(lines.join('\n')).toMatch(/TypeError: ours\n {4}at /);
});

test('whoever listens for uncaught errors gets them', async () => {
  const { code, lines } = await run('listener');
  expect(code).toBe(0);
  expect(lines[0]).toBe(
    'caught s/waf/y: `expires` must be a day written as YYYY-MM-DD, or a moment in UTC as YYYY-MM-DDThh:mmZ, got: `soon` [expires/date]',
  );
});

test('names the line of the call, in whatever module system it is written', () => {
  const error = new InputError('a/b', { message: 'no', help: 'do' });
  const stack = (frame: string): void => {
    error.stack = `InputError: no\n    at f (${join(REPOSITORY, 'lib/x.ts')}:1:1)\n    at g (/x/node_modules/y/z.js:2:2)\n    at node:internal/x:3:3\n    at ${frame}`;
  };
  const place = () => linesOf(error)?.[1];
  stack(`h (${join(process.cwd(), 'stacks/a.ts')}:4:4)`);
  expect(place()).toBe('  at: stacks/a.ts:4');
  stack(`file://${join(process.cwd(), 'main.mjs')}:5:5`);
  expect(place()).toBe('  at: main.mjs:5');
  stack('/elsewhere/main.ts:6:6');
  expect(place()).toBe('  at: /elsewhere/main.ts:6');
  stack('node:internal/x:7:7');
  expect(place()).toBeUndefined();
});
