import { defineException, type WafExceptionProps, Host, Path, Skip } from '../../lib';
import { define, defineRequest, NOW_MS, PROPS, REQUEST } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

test('becomes a skip rule with every key that the API would fill in', () => {
  expect(define({ ticket: 'OPS-1423' })).toEqual({
    namespace: 'dashboard',
    id: 'export',
    props: { ...PROPS, ticket: 'OPS-1423' },
    request: {
      hosts: [Host.from('app.example.com')],
      methods: ['POST'],
      paths: [Path.exact('/export')],
      query: [],
      isEncrypted: true,
      callers: undefined,
      where: [],
      start: undefined,
      expiry: { lastDay: '2027-03-31', endsAtSeconds: 1806537600 },
    },
    accepted: [],
    replaces: [],
    phase: 'http_request_firewall_custom',
    rule: {
      ref: 'wafx__dashboard__export',
      action: 'skip',
      action_parameters: { phases: ['http_request_firewall_managed'] },
      description:
        '[owner creator-tools | until 2027-03-31 | ticket OPS-1423] The export form trips the rules',
      enabled: true,
      expression:
        '(http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export" and raw.http.request.uri.path eq "/export" and ssl and http.request.timestamp.sec lt 1806537600)',
      logging: { enabled: true },
    },
    warnings: [],
  });
});

test.each<[string, Partial<WafExceptionProps>, object]>([
  ['`enabled: false`', { enabled: false }, { enabled: false, logging: { enabled: true } }],
  ['`enabled: true`', { enabled: true }, { enabled: true, logging: { enabled: true } }],
  ['`logMatches: false`', { logMatches: false }, { enabled: true, logging: { enabled: false } }],
  ['`logMatches: true`', { logMatches: true }, { enabled: true, logging: { enabled: true } }],
])('renders %s', (_title, props, expected) => {
  expect(define(props).rule).toMatchObject(expected);
});

describe('from', () => {
  test.each<[string, WafExceptionProps['request']['from'], string]>([
    ['leaves the caller out for everybody', undefined, ' and ssl and http.request.'],
    ['names one address', ['203.0.113.7'], ' and ssl and ip.src in {203.0.113.7} and http.request.'],
    [
      'keeps the order of addresses and CIDRs of both families',
      ['2001:db8::/32', '203.0.113.0/24', '198.51.100.7'],
      ' and ssl and ip.src in {2001:db8::/32 203.0.113.0/24 198.51.100.7} and http.request.',
    ],
    [
      'drops the prefix of one address',
      ['203.0.113.7/32'],
      ' and ssl and ip.src in {203.0.113.7} and http.request.',
    ],
    ['names a list', { listName: 'office' }, ' and ssl and ip.src in $office and http.request.'],
  ])('%s', (_title, from, expected) => {
    expect(defineRequest(from === undefined ? {} : { from }).rule.expression).toContain(expected);
  });
});

describe('description', () => {
  test.each<[string, Partial<WafExceptionProps>, string]>([
    [
      'is the reason and the facts',
      {},
      '[owner creator-tools | until 2027-03-31] The export form trips the rules',
    ],
    [
      'is written in Unicode NFC, without blanks around',
      { reason: '  Gru\u0308n is blocked  ' },
      '[owner creator-tools | until 2027-03-31] Gr\u00fcn is blocked',
    ],
    [
      'keeps what looks like a Terraform template',
      { reason: 'a form with ${jndi:ldap}' },
      '[owner creator-tools | until 2027-03-31] a form with ${jndi:ldap}',
    ],
  ])('%s', (_title, props, expected) => {
    expect(define(props).rule.description).toBe(expected);
  });

  test('is the reason alone where there are no facts', () => {
    const { request, skip, reason } = PROPS;
    expect(defineException('dashboard', 'export', { request, skip, reason }, NOW_MS).rule.description).toBe(
      reason,
    );
  });
});

describe('texts at their limits', () => {
  test.each<[string, Partial<WafExceptionProps>]>([
    ['a reason of 10 characters', { reason: 'r'.repeat(10) }],
    ['a reason of 400 characters', { reason: 'r'.repeat(400) }],
    ['a reason of 10 characters and blanks around', { reason: ` ${'r'.repeat(10)} ` }],
    ['an owner of 1 character', { owner: 'o' }],
    ['an owner of 60 characters', { owner: 'o'.repeat(60) }],
    ['a ticket of 60 characters', { ticket: 't'.repeat(60) }],
  ])('takes %s', (_title, props) => {
    expect(define(props).rule.ref).toBe('wafx__dashboard__export');
  });

  const cure = { reason: 'say what is blocked and why the request is harmless' };
  test.each<[string, Partial<WafExceptionProps>, string, string, string]>([
    [
      'a reason of 9 characters',
      { reason: 'r'.repeat(9) },
      'reason/length',
      '`reason` must have 10 to 400 characters, got 9: `rrrrrrrrr`',
      cure.reason,
    ],
    [
      'blanks that stretch a reason',
      { reason: 'short    ' },
      'reason/length',
      '`reason` must have 10 to 400 characters, got 5: `short    `',
      cure.reason,
    ],
    [
      'a reason of 401 characters',
      { reason: 'r'.repeat(401) },
      'reason/length',
      `\`reason\` must have 10 to 400 characters, got 401: \`${'r'.repeat(120)}...\``,
      cure.reason,
    ],
    [
      'an empty owner',
      { owner: ' ' },
      'owner/length',
      '`owner` must have 1 to 60 characters, got 0: ` `',
      'shorten `owner` or leave it out',
    ],
    [
      'an owner of 61 characters',
      { owner: 'o'.repeat(61) },
      'owner/length',
      `\`owner\` must have 1 to 60 characters, got 61: \`${'o'.repeat(61)}\``,
      'shorten `owner` or leave it out',
    ],
    [
      'an empty ticket',
      { ticket: '' },
      'ticket/length',
      '`ticket` must have 1 to 60 characters, got 0: ``',
      'shorten `ticket` or leave it out',
    ],
    [
      'a ticket of 61 characters',
      { ticket: 't'.repeat(61) },
      'ticket/length',
      `\`ticket\` must have 1 to 60 characters, got 61: \`${'t'.repeat(61)}\``,
      'shorten `ticket` or leave it out',
    ],
    [
      'a reason of two lines',
      { reason: 'first line\nsecond' },
      'reason/characters',
      '`reason` must be one line without control characters, got: `first line\\u{a}second`',
      'write it as one plain line; link to the ticket for more',
    ],
    [
      'a reason that steers a terminal',
      { reason: 'harmless \u001b[2J text' },
      'reason/characters',
      '`reason` must be one line without control characters, got: `harmless \\u{1b}[2J text`',
      'write it as one plain line; link to the ticket for more',
    ],
    [
      'an owner that turns the text around',
      { owner: 'team\u202e' },
      'owner/characters',
      '`owner` must be one line without control characters, got: `team\\u{202e}`',
      'write it as one plain line; link to the ticket for more',
    ],
  ])('refuses %s', (_title, props, code, message, help) => {
    expect(refusalOf(() => define(props))).toEqual({ code, message, help });
  });
});

describe('what is missing or of another kind', () => {
  const request = "write request: { host: 'app.example.com', method: 'POST', path: '/export' }";
  const skip = 'write skip: Skip.managedRules(...), Skip.managedRulesets(...) or Skip.allManagedRules()';
  const path = "write path: '/admin/export', or Path.under('/prefix/')";
  test.each<[string, Record<string, unknown>, string, string, string]>([
    [
      'no request',
      { request: undefined },
      'request/missing',
      '`request` must say which requests the exception is for, got: `undefined`',
      request,
    ],
    [
      'a null request',
      { request: null },
      'request/missing',
      '`request` must say which requests the exception is for, got: `null`',
      request,
    ],
    [
      'a request as text',
      { request: '/export' },
      'request/missing',
      '`request` must say which requests the exception is for, got: `/export`',
      request,
    ],
    [
      'no skip',
      { skip: undefined },
      'skip/missing',
      '`skip` must say what is skipped, got: `undefined`',
      skip,
    ],
    ['a skip as text', { skip: 'all' }, 'skip/missing', '`skip` must say what is skipped, got: `all`', skip],
    [
      'no host',
      { request: { ...REQUEST, host: undefined } },
      'literal/string',
      '`host` must be a string, got: `undefined`',
      'give `host` a value',
    ],
    [
      'no method',
      { request: { ...REQUEST, method: undefined } },
      'literal/string',
      '`method` must be a string, got: `undefined`',
      'give `method` a value',
    ],
    [
      'no path',
      { request: { ...REQUEST, path: undefined } },
      'path/missing',
      '`path` must be a string or a Path, got: `undefined`',
      path,
    ],
    [
      'a path as a regular expression',
      { request: { ...REQUEST, path: /export/ } },
      'path/missing',
      '`path` must be a string or a Path, got: `{}`',
      path,
    ],
    [
      'no reason',
      { reason: undefined },
      'literal/string',
      '`reason` must be a string, got: `undefined`',
      'give `reason` a value',
    ],
    [
      'an empty list of callers',
      { request: { ...REQUEST, from: [] } },
      'from/empty',
      '`from` must name at least one caller, got: an empty list',
      'leave `from` out to allow every caller',
    ],
    [
      'callers as text',
      { request: { ...REQUEST, from: '203.0.113.7' } },
      'literal/list',
      '`from` must be a list of strings, got: `203.0.113.7`',
      "write from: ['...']",
    ],
    [
      'no callers as null',
      { request: { ...REQUEST, from: null } },
      'literal/list',
      '`from` must be a list of strings, got: `null`',
      "write from: ['...']",
    ],
    [
      'a caller that is no text',
      { request: { ...REQUEST, from: [7] } },
      'literal/string',
      '`from` must be a string, got: `7`',
      'give `from` a value',
    ],
    [
      'a boolean as text',
      { enabled: 'false' },
      'literal/boolean',
      '`enabled` must be true or false, got: `false`',
      'write true or false without quotes',
    ],
    [
      'a logging switch as a number',
      { logMatches: 0 },
      'literal/boolean',
      '`logMatches` must be true or false, got: `0`',
      'write true or false without quotes',
    ],
    [
      'accepted findings as text',
      { accept: 'path-section' },
      'accept/list',
      '`accept` must be a list of findings with reasons, got: `path-section`',
      "write accept: [{ finding: 'path-section', reason: '...' }]",
    ],
    [
      'an accepted finding as text',
      { accept: ['path-section'] },
      'accept/list',
      '`accept` must be a list of findings with reasons, got: `["path-section"]`',
      "write accept: [{ finding: 'path-section', reason: '...' }]",
    ],
  ])('refuses %s', (_title, props, code, message, help) => {
    expect(refusalOf(() => define(props))).toEqual({ code, message, help });
  });
});

describe('length of the expression', () => {
  /** An exception with an expression of this many characters, made longer by its callers. */
  const withLength = (length: number) => {
    const shortest = defineRequest({ from: ['1.1.1.1'] }).rule.expression.length;
    // Each address adds its own length and a blank; the path counts twice, as normalised and as raw path.
    const missing = length - shortest;
    const path = '/export' + 'x'.repeat(Math.floor(missing / 2));
    return defineRequest({
      host: missing % 2 === 0 ? 'app.example.com' : 'app1.example.com',
      path,
      from: ['1.1.1.1'],
    });
  };

  test.each([4095, 4096])('may be %d characters', (length) => {
    expect(withLength(length).rule.expression).toHaveLength(length);
  });

  test.each([4097, 4098])('may not be %d characters', (length) => {
    expect(refusalOf(() => withLength(length))).toEqual({
      code: 'expression/length',
      message: `the expression has ${length} characters, Cloudflare takes at most 4096`,
      help: 'shorten `path`',
    });
  });

  test('advises to shorten the path where no caller is named', () => {
    expect(refusalOf(() => defineRequest({ path: `/${'x'.repeat(2000)}` }))).toEqual({
      code: 'expression/length',
      message: 'the expression has 4189 characters, Cloudflare takes at most 4096',
      help: 'shorten `path`',
    });
  });
});

describe('warnings', () => {
  test.each<[string, Partial<WafExceptionProps>, readonly object[]]>([
    ['none for a careful exception', {}, []],
    [
      'callers that no public client has',
      {
        request: {
          ...REQUEST,
          from: ['10.0.0.0/8', '198.41.128.0/17', '127.0.0.1', 'fe80::/64', '203.0.113.7'],
        },
      },
      [
        {
          id: 'reserved-address',
          severity: 'warning',
          message:
            '`from` holds 10.0.0.0/8 (private), 127.0.0.1 (loopback), fe80::/64 (link-local), 203.0.113.7 (documentation), which no public client has',
          help: 'name the public address that Cloudflare sees, often that of a NAT gateway',
        },
      ],
    ],
    [
      'no events',
      { logMatches: false },
      [
        {
          id: 'no-skip-events',
          severity: 'warning',
          message: '`logMatches: false`: requests that use the exception leave no Security Event',
          help: 'leave it out, or there is no way to know whether the exception is used',
        },
      ],
    ],
    [
      'a prefix of one segment',
      { request: { ...REQUEST, path: Path.under('/admin/') } },
      [
        {
          id: 'path-section',
          severity: 'warning',
          message: "`Path.under('/admin/')` exempts a whole section of the host",
          help: "name a longer prefix or Path.exact, or accept it: accept: [{ finding: 'path-section', reason: '...' }]",
        },
      ],
    ],
  ])('tell of %s', (_title, props, warnings) => {
    expect(define(props).warnings).toEqual(warnings);
  });

  test('tell of a missing owner and a missing end', () => {
    const { request, skip, reason } = PROPS;
    expect(defineException('dashboard', 'export', { request, skip, reason }, NOW_MS).warnings).toEqual([
      {
        id: 'missing-owner',
        severity: 'warning',
        message: 'the exception has no `owner`',
        help: 'name the team that knows whether it is still needed',
      },
      {
        id: 'missing-expiry',
        severity: 'warning',
        message: 'the exception has no `expires`, so it stays until someone removes it',
        help: 'name the last day on which it is needed; extending it later is one line in a pull request',
      },
    ]);
  });
});

test('lands in the phase that its skip needs', () => {
  expect(define({ skip: Skip.allManagedRules() }).phase).toBe('http_request_firewall_custom');
});
