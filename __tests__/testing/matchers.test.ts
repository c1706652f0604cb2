import { Testing } from 'cdktf';
import { type WafExceptionProps, IpList, ManagedRule, ManagedRuleset, Skip } from '../../lib';
import type { SampleRequest, SkippedRules } from '../../lib/testing';
import '../../lib/testing';
import { NOW_MS } from '../support/exceptions';
import { exceptionIn, stackIn, wafIn } from '../support/waf';

beforeEach(() => jest.useFakeTimers({ now: NOW_MS }));
afterEach(() => jest.useRealTimers());

const REQUEST: SampleRequest = { method: 'POST', url: 'https://app.example.com/export' };
const OWASP = Skip.managedRulesets(ManagedRuleset.OWASP_CORE);
const RULE = Skip.managedRules(ManagedRule.OWASP_949110);
const FROM = { host: 'app.example.com', method: 'POST', path: '/export', from: ['203.0.113.0/24'] } as const;

/** A stack with these exceptions, by their ids. */
function stackWith(
  exceptions: Readonly<Record<string, Partial<WafExceptionProps>>> = { export: {} },
): object {
  const stack = stackIn(Testing.app());
  const waf = wafIn(stack);
  for (const [id, props] of Object.entries(exceptions)) exceptionIn(waf, id, props);
  return stack;
}

/** The message of an assertion that fails. */
function messageOf(assert: () => void): string {
  try {
    assert();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the assertion passed');
}

describe('a subject', () => {
  test('is a stack, a ZoneWaf or a WafException', () => {
    const stack = stackIn(Testing.app());
    const waf = wafIn(stack);
    const exception = exceptionIn(waf);
    for (const subject of [stack, waf, exception]) expect(subject).toSkipManagedRules(REQUEST);
  });

  test.each([[undefined], [{ '//': {} }], ['stack'], [{ node: {} }]])('is not %j', (subject) => {
    expect(() => {
      expect(subject).toInspect(REQUEST);
    }).toThrow('[testing/subject]');
    expect(() => {
      expect(subject).not.toSkipManagedRules(REQUEST);
    }).toThrow('[testing/subject]');
  });

  test('without exceptions inspects everything', () => {
    expect(stackWith({})).toInspect(REQUEST);
    expect(stackWith({})).not.toSkipManagedRules(REQUEST);
  });
});

test.each<[string, SampleRequest, boolean]>([
  ['the request', REQUEST, true],
  ['another method', { ...REQUEST, method: 'PUT' }, false],
  ['the last second', { ...REQUEST, time: new Date('2027-03-31T23:59:59Z') }, true],
  ['after its end', { ...REQUEST, time: new Date('2027-04-01T00:00:00Z') }, false],
])('%s', (_title, request, skips) => {
  const stack = stackWith();
  if (skips) {
    expect(stack).toSkipManagedRules(request);
    expect(stack).not.toInspect(request);
  } else {
    expect(stack).not.toSkipManagedRules(request);
    expect(stack).toInspect(request);
  }
});

test('a request may tell the plan and the limits of the zone', () => {
  const stack = stackWith();
  expect(stack).toSkipManagedRules({
    ...REQUEST,
    zonePlan: 'enterprise',
    bodyLimit: 131_072,
    headerLimit: 100,
  });
  const wrong = { ...REQUEST, zonePlan: 'gold' as never };
  const assert = () => {
    expect(stack).toInspect(wrong);
  };
  expect(messageOf(assert)).toContain('`zonePlan` must be the zone');
});

test('a request without a time is sent now, by the clock of fake timers', () => {
  const stack = stackWith();
  jest.setSystemTime(new Date('2027-04-01T00:00:00Z'));
  expect(stack).toInspect(REQUEST);
});

const EMPTY_AGENT = { rules: [ManagedRule.EMPTY_USER_AGENT] };
test.each<[string, Skip, SkippedRules, boolean]>([
  ['all rules: any', Skip.allManagedRules(), {}, true],
  ['all rules: all', Skip.allManagedRules(), { all: true }, true],
  ['all rules: a ruleset', Skip.allManagedRules(), { rulesets: [ManagedRuleset.OWASP_CORE] }, true],
  ['all rules: a rule', Skip.allManagedRules(), EMPTY_AGENT, true],
  ['a ruleset: any', OWASP, {}, true],
  ['a ruleset: all', OWASP, { all: true }, false],
  ['a ruleset: itself', OWASP, { rulesets: [ManagedRuleset.OWASP_CORE] }, true],
  ['a ruleset: another one', OWASP, { rulesets: [ManagedRuleset.CLOUDFLARE_MANAGED] }, false],
  ['a ruleset: a rule of it', OWASP, { rules: [ManagedRule.OWASP_949110] }, true],
  ['a ruleset: a rule of another one', OWASP, EMPTY_AGENT, false],
  ['a rule: any', RULE, {}, true],
  ['a rule: its ruleset', RULE, { rulesets: [ManagedRuleset.OWASP_CORE] }, false],
  ['a rule: itself', RULE, { rules: [ManagedRule.OWASP_949110] }, true],
  ['a rule: another one', RULE, EMPTY_AGENT, false],
])('an exception from %s', (_title, skip, what, skips) => {
  const stack = stackWith({ export: { skip } });
  const assertion = expect(stack);
  (skips ? assertion : assertion.not).toSkipManagedRules(REQUEST, what);
  expect(() => {
    (skips ? expect(stack).not : expect(stack)).toSkipManagedRules(REQUEST, what);
  }).toThrow('skip');
});

test('an exception from other protections skips no managed rule, and the request is not inspected by all', () => {
  const stack = stackWith({ export: { skip: Skip.features('bic') } });
  expect(stack).not.toSkipManagedRules(REQUEST);
  expect(stack).not.toSkipManagedRules(REQUEST, { all: true });
  expect(stack).not.toInspect(REQUEST);
  expect(
    messageOf(() => {
      expect(stack).toInspect(REQUEST);
    }),
  ).toContain('skips other protections.');
});

test('what is skipped in any case does not hang on a wider exception', () => {
  const stack = stackWith({
    all: { request: { ...FROM, from: { listName: 'office' } }, skip: Skip.allManagedRules() },
    owasp: { request: FROM, skip: OWASP },
  });
  const request = { ...REQUEST, ip: '203.0.113.7' };
  expect(stack).not.toInspect(request);
  expect(stack).toSkipManagedRules(request);
  expect(stack).toSkipManagedRules(request, { rulesets: [ManagedRuleset.OWASP_CORE] });
  expect(stack).toSkipManagedRules(request, { rules: [ManagedRule.OWASP_949110] });
  expect(
    messageOf(() => {
      expect(stack).toSkipManagedRules(request, { rulesets: [ManagedRuleset.CLOUDFLARE_MANAGED] });
    }),
  ).toContain('may skip the Cloudflare Managed Ruleset, which depends on what is not given.');
});

test('of several things, each must be skipped, and after not none', () => {
  const stack = stackWith({ export: { skip: OWASP } });
  const both = { rulesets: [ManagedRuleset.OWASP_CORE, ManagedRuleset.CLOUDFLARE_MANAGED] };
  expect(
    messageOf(() => {
      expect(stack).toSkipManagedRules(REQUEST, both);
    }),
  ).toContain('does not skip the Cloudflare Managed Ruleset.');
  expect(
    messageOf(() => {
      expect(stack).not.toSkipManagedRules(REQUEST, both);
    }),
  ).toContain('skips the Cloudflare OWASP Core Ruleset.');
});

describe('a message', () => {
  test('tells the conditions that decided, and no others', () => {
    expect(
      messageOf(() => {
        expect(stackWith()).toSkipManagedRules({
          method: 'PUT',
          url: 'https://app.example.com//export',
          ip: '203.0.113.7',
        });
      }),
    ).toBe(
      [
        'expect(construct).toSkipManagedRules(request)',
        '',
        'PUT https://app.example.com//export from 203.0.113.7 at 2026-06-01T12:00:00.000Z skips no managed rule.',
        '',
        'wafx__dashboard__export (skips all managed rules of the zone) does not match:',
        '> false    http.request.method eq "POST"   (http.request.method is "PUT")',
        '> false    raw.http.request.uri.path eq "/export"   (raw.http.request.uri.path is "//export")',
      ].join('\n'),
    );
  });

  test('tells what made an exception match', () => {
    expect(
      messageOf(() => {
        expect(stackWith({ export: { request: FROM } })).toInspect({ ...REQUEST, ip: '203.0.113.7' });
      }),
    ).toBe(
      [
        'expect(construct).toInspect(request)',
        '',
        'POST https://app.example.com/export from 203.0.113.7 at 2026-06-01T12:00:00.000Z skips managed rules.',
        '',
        'wafx__dashboard__export (skips all managed rules of the zone) matches:',
        '> true     http.host eq "app.example.com"   (http.host is "app.example.com")',
        '> true     http.request.method eq "POST"   (http.request.method is "POST")',
        '> true     http.request.uri.path eq "/export"   (http.request.uri.path is "/export")',
        '> true     raw.http.request.uri.path eq "/export"   (raw.http.request.uri.path is "/export")',
        '> true     ssl   (ssl is true)',
        '> true     ip.src in {203.0.113.0/24}   (ip.src is 203.0.113.7)',
        '> true     http.request.timestamp.sec lt 1806537600   (http.request.timestamp.sec is 1780315200)',
      ].join('\n'),
    );
  });

  test.each(['toSkipManagedRules', 'toInspect'] as const)(
    'of %s says what to give where it cannot be told',
    (matcher) => {
      const stack = stackWith({ export: { request: FROM } });
      const outcome = [
        '',
        '',
        'POST https://app.example.com/export at 2026-06-01T12:00:00.000Z may skip managed rules, which depends on what is not given.',
        '',
        'wafx__dashboard__export (skips all managed rules of the zone) may match:',
        '> unknown  ip.src in {203.0.113.0/24}   (ip.src is unknown)',
        '',
        "give ip: '203.0.113.7'",
      ].join('\n');
      expect(
        messageOf(() => {
          expect(stack)[matcher](REQUEST);
        }),
      ).toBe(`expect(construct).${matcher}(request)${outcome}`);
      expect(
        messageOf(() => {
          expect(stack).not[matcher](REQUEST);
        }),
      ).toBe(`expect(construct).not.${matcher}(request)${outcome}`);
    },
  );

  test('names the list whose contents decide', () => {
    const listed = stackWith({ export: { request: { ...FROM, from: { listName: 'office' } } } });
    const request = { ...REQUEST, ip: '203.0.113.7' };
    expect(
      messageOf(() => {
        expect(listed).toInspect(request);
      }),
    ).toContain("\ngive lists: { office: ['203.0.113.0/24'] }");
    expect(listed).toSkipManagedRules({ ...request, lists: { office: ['203.0.113.0/24'] } });
    expect(listed).toInspect({ ...request, lists: { office: ['192.0.2.1'] } });
  });

  test('knows the lists that the app makes, in whichever stack', () => {
    const app = Testing.app();
    const accountId = 'fedcba9876543210fedcba9876543210';
    const office = new IpList(stackIn(app, 'lists'), 'office', {
      accountId,
      description: 'Where we work',
      items: [{ ip: '203.0.113.0/24' }],
    });
    const stack = stackIn(app);
    exceptionIn(wafIn(stack), 'export', { request: { ...FROM, from: office } });
    const request = { ...REQUEST, ip: '203.0.113.7' };
    expect(stack).toSkipManagedRules(request);
    expect(stack).toInspect({ ...request, ip: '203.0.114.7' });
    expect(stack).toInspect({ ...request, lists: { office: ['192.0.2.1'] } });

    new IpList(stackIn(app, 'others'), 'office', {
      accountId: accountId.replace(/^f/, 'e'),
      description: 'Another account has one of this name',
      items: [{ ip: '192.0.2.1' }],
    });
    expect(
      messageOf(() => {
        expect(stack).toSkipManagedRules(request);
      }),
    ).toContain('the contents of $office are not given');
  });

  test('explains the three nearest of many exceptions', () => {
    const other = (path: string) => ({ request: { host: 'app.example.com', method: 'GET', path } }) as const;
    const stack = stackWith({
      a: other('/a'),
      b: other('/b'),
      c: other('/c'),
      d: { request: { ...FROM, method: 'PUT', from: ['203.0.113.0/24'] } },
    });
    const message = messageOf(() => {
      expect(stack).toSkipManagedRules({ ...REQUEST, ip: '203.0.113.7' });
    });
    expect(message.match(/^wafx__\S+/gm)).toEqual([
      'wafx__dashboard__d',
      'wafx__dashboard__a',
      'wafx__dashboard__b',
    ]);
    expect(message).toContain('\n\nand 1 more of which more conditions fail');
  });

  test('shows no control characters of the request', () => {
    const message = messageOf(() => {
      expect(stackWith()).toSkipManagedRules({ ...REQUEST, url: 'https://app.example.com/\u001b[2J' });
    });
    expect(message.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  test('says that an exception is switched off', () => {
    expect(
      messageOf(() => {
        expect(stackWith({ export: { enabled: false } })).toSkipManagedRules(REQUEST);
      }),
    ).toContain('is switched off by `enabled: false`');
  });
});

test.each<[string, SampleRequest, string]>([
  ['URL', { method: 'POST', url: 'app.example.com' }, 'context/url'],
  ['address', { ...REQUEST, ip: '203.0.113' }, 'context/address'],
])('a request with a wrong %s is refused', (_title, request, code) => {
  expect(() => {
    expect(stackWith()).not.toSkipManagedRules(request);
  }).toThrow(`[${code}]`);
});

test.each<[string, unknown, string]>([
  ['none', undefined, 'testing/request'],
  ['a text', 'POST https://app.example.com/export', 'testing/request'],
  ['a time that is a text', { ...REQUEST, time: '2026-06-01' }, 'testing/request'],
  ['a time that is none', { ...REQUEST, time: new Date('') }, 'testing/request'],
  ['a misspelt part', { ...REQUEST, header: { a: 'b' } }, 'props/unknown'],
])('what is no request is refused: %s', (_title, request, code) => {
  expect(() => {
    expect(stackWith()).not.toSkipManagedRules(request as SampleRequest);
  }).toThrow(`[${code}]`);
});

test.each<[string, object, string]>([
  ['a misspelt name', { ruleset: [ManagedRuleset.OWASP_CORE] }, 'props/unknown'],
  ['an empty list', { rulesets: [] }, 'testing/skipped-rules'],
  ['another empty list', { rulesets: [ManagedRuleset.OWASP_CORE], rules: [] }, 'testing/skipped-rules'],
])('what would ask about any managed rule by mistake is refused: %s', (_title, what, code) => {
  expect(() => {
    expect(stackWith()).toSkipManagedRules(REQUEST, what);
  }).toThrow(`[${code}]`);
});

test('something that is no managed ruleset is refused', () => {
  expect(() => {
    expect(stackWith()).not.toSkipManagedRules(REQUEST, { rulesets: ['owasp'] as never });
  }).toThrow('[testing/skipped-rules]');
});
