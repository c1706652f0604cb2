import { verifyCommand } from '../../lib/cli/commands/verify';
import { frames, start, type TestEdge } from '../sandbox/edge/edge';
import { declaring, execute, MANAGED, MANAGED_RULESET, OWASP, RULE } from '../verify/zone';
import { folderWith, run, synthesised } from './stack-folder';

const REQUEST = 'POST https://dashboard.example.com/export';
const BODY = ['--header', 'content-type: application/json', '--body', frames(5)];
const ALSO = '(ip.src in {203.0.113.0/24})';
/** For some callers only. */
const FOR_CALLERS = { ...RULE, expression: `${RULE.expression} and ${ALSO}` };
let edge: TestEdge;

/** A zone with these rules, and a stack that declares these. */
async function deployed(live: readonly object[], declared: readonly object[] = [RULE]): Promise<object> {
  edge = await start([{ phase: MANAGED, rules: live as never }]);
  process.env['CLOUDFLARE_BASE_URL'] = edge.api.baseUrl;
  process.env['CLOUDFLARE_API_TOKEN'] = 'read-token';
  process.env['WAF_SANDBOX_EDGE'] = edge.url;
  return synthesised(declaring(MANAGED, declared));
}

afterEach(() => {
  for (const name of ['CLOUDFLARE_BASE_URL', 'CLOUDFLARE_API_TOKEN', 'WAF_SANDBOX_EDGE'])
    Reflect.deleteProperty(process.env, name);
});

async function verify(content: object, ...words: readonly string[]) {
  const folder = folderWith({ 'stacks/dashboard-waf/cdk.tf.json': content });
  const ended = await run(verifyCommand(), 'dashboard-waf', '--output', folder, '--wait', '0', ...words);
  return { ...ended, lines: ended.stdout.split('\n') };
}

const RUNNING = [execute(MANAGED_RULESET), execute(OWASP)];

test('a request gets through, its near misses do not, and events and Trace bear witness', async () => {
  const stack = await deployed([RULE, ...RUNNING]);
  const { lines, exitCode } = await verify(stack, '--request', REQUEST, ...BODY);
  expect(lines).toEqual([
    'example.com',
    expect.stringMatching(/^ {2}verified: wafx__dashboard__export is live in /) as string,
    `  verified: ${REQUEST} was answered 200, so the edge did not refuse it.`,
    expect.stringMatching(
      /^ {2}verified: \d+ near misses of POST .* are still refused at the edge: .*sibling path/,
    ) as string,
    expect.stringMatching(
      /^ {2}verified: wafx__dashboard__export has matched \d+ requests? since it went live, and managed rules refused none/,
    ) as string,
    '  verified: Cloudflare Trace says that wafx__dashboard__export matches the request.',
    'As far as could be checked, the deploy did what it should: 5 checks verified.',
    '',
  ]);
  expect(exitCode).toBeUndefined();
  // What reached the origin is the request itself, under no other name and to no other host.
  expect(edge.log).toEqual(['POST dashboard.example.com/export']);
});

test('an edge that still refuses the request is told, with the rule that did it', async () => {
  const attack = JSON.stringify({ q: "1' union select password from users --" });
  const stack = await deployed([RULE, ...RUNNING]);
  const { lines, exitCode } = await verify(
    stack,
    '--request',
    REQUEST,
    '--header',
    'content-type: application/json',
    '--body',
    attack,
  );
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^ {2}failed: POST https:\/\/dashboard\.example\.com\/export was answered 403 at the edge by ./,
    ),
  );
  expect(exitCode).toBe(1);
});

test('an exception for callers says nothing of a caller that nobody named', async () => {
  const stack = await deployed([FOR_CALLERS, ...RUNNING], [FOR_CALLERS]);
  const told = await verify(stack, '--request', REQUEST, ...BODY, '--no-near-misses');
  expect(told.lines).toContainEqual(
    expect.stringContaining(
      'cannot tell: POST https://dashboard.example.com/export was answered 403 at the edge',
    ),
  );
  expect(told.lines).toContain("    help: pass this machine's address, as Cloudflare sees it, with --ip");
  expect(told.exitCode).toBeUndefined();
  const strict = await verify(stack, '--request', REQUEST, ...BODY, '--no-near-misses', '--strict');
  expect(strict.exitCode).toBe(2);
  const named = await verify(stack, '--request', REQUEST, ...BODY, '--ip', '203.0.113.7');
  expect(named.lines).toContain(`  verified: ${REQUEST} was answered 200, so the edge did not refuse it.`);
  expect(named.lines).toContain(
    '  cannot tell: Cloudflare Trace says that wafx__dashboard__export does not match the request; it does not know the caller, on which the exception depends.',
  );
  expect(named.exitCode).toBeUndefined();
  const elsewhere = verify(stack, '--request', REQUEST, ...BODY, '--ip', '198.51.100.7');
  await expect(elsewhere).rejects.toMatchObject({ code: 'verify/request' });
});

test('a request that nothing objects to proves nothing of its near misses', async () => {
  const stack = await deployed([RULE, ...RUNNING]);
  const { lines, exitCode } = await verify(stack, '--request', REQUEST);
  expect(lines).toContainEqual(
    expect.stringMatching(/^ {2}cannot tell: from outside, it is not clear .* \d+ near misses of POST /),
  );
  expect(exitCode).toBeUndefined();
});

test.each([
  ['another zone', 'POST https://example.org/export', 'verify/host'],
  ['a name that ends alike', 'POST https://notexample.com/export', 'verify/host'],
  ['a host behind user information', 'POST https://dashboard.example.com@example.org/export', 'verify/host'],
  [
    'a host that programs read in two ways',
    'POST https://example.org\\@dashboard.example.com/export',
    'verify/host',
  ],
  ['no host', 'POST /export', 'context/host'],
  ['a request that no exception is for', 'POST https://dashboard.example.com/other', 'verify/request'],
  ['a host that no exception is for', 'POST https://www.example.com/export', 'verify/request'],
])('nothing is sent to %s', async (_name, request, code) => {
  const stack = await deployed([RULE, ...RUNNING]);
  await expect(verify(stack, '--request', request)).rejects.toMatchObject({ code });
  const both = verify(stack, '--request', REQUEST, '--header', 'Host: example.org');
  await expect(both).rejects.toMatchObject({ code: expect.stringMatching(/^verify\//) as string });
  expect(edge.log).toEqual([]);
});

test('requests of a file are sent, and a file that holds none is refused', async () => {
  const stack = await deployed([RULE, ...RUNNING]);
  const [method, url] = REQUEST.split(' ');
  const headers = { 'Content-Type': 'application/json' };
  const files = folderWith({
    'requests.json': [{ method, url, headers, body: frames(5) }],
    'wrong.json': [{ method, url: 5 }],
  });
  const { lines } = await verify(stack, '--request-file', `${files}/requests.json`);
  expect(lines).toContain(`  verified: ${REQUEST} was answered 200, so the edge did not refuse it.`);
  for (const file of [`${files}/wrong.json`, `${files}/nothing.json`]) {
    await expect(verify(stack, '--request-file', file)).rejects.toMatchObject({
      code: 'verify/request-file',
    });
  }
  await expect(verify(stack, '--body', 'x')).rejects.toMatchObject({ code: 'verify/request-line' });
});

test('without the permission for analytics the rest is still told', async () => {
  const stack = await deployed([RULE, ...RUNNING]);
  const { hostname, port } = new URL(edge.api.baseUrl);
  await fetch(`http://${hostname}:${port}/_sandbox/faults`, {
    method: 'POST',
    headers: { authorization: 'Bearer write-token' },
    body: JSON.stringify({ operation: 'graphql', times: 9, status: 403 }),
  });
  const { lines, exitCode } = await verify(stack);
  expect(lines.slice(1, -2)).toEqual([
    expect.stringMatching(/^ {2}verified: wafx__dashboard__export is live/) as string,
    expect.stringMatching(
      /^ {2}cannot tell: the Security Events could not be read: POST \/graphql answered 403/,
    ) as string,
    expect.stringContaining(
      'help: give the token of CLOUDFLARE_API_TOKEN the permission Analytics Read',
    ) as string,
  ]);
  expect(exitCode).toBeUndefined();
});
