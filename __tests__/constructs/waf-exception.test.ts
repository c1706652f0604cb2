import { TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { Path, WafException, type WafExceptionProps, Zone } from '../../lib';
import { parse } from '../../lib/rules-language';
import { NOW_MS, PROPS, REQUEST } from '../support/exceptions';
import { inputErrorOf } from '../support/refusal';
import { synthStack } from '../support/synth';
import { exceptionIn, stackIn, wafIn } from '../support/waf';

const DAY_MS = 86_400_000;
/** The first moment at which an exception with `expires: '2027-03-31'` no longer works. */
const END_MS = Date.parse('2027-04-01T00:00:00Z');

beforeEach(() => jest.useFakeTimers({ now: NOW_MS }));
afterEach(() => jest.useRealTimers());

const annotationsOf = (props: Partial<WafExceptionProps>) =>
  synthStack((stack) => exceptionIn(wafIn(stack), 'export', props)).annotations;

describe('refuses', () => {
  test.each<[string, string, Partial<WafExceptionProps>, string, string]>([
    [
      'a host outside of the zone',
      'export',
      { request: { ...REQUEST, host: 'app.example.org' } },
      'host/zone',
      '`host` must be in the zone `example.com`, got: `app.example.org`',
    ],
    [
      'an id with upper case',
      'exportMp4',
      {},
      'name/syntax',
      'the id of an exception must be at most 64 lower-case letters, digits and single hyphens, got: `exportMp4`',
    ],
    [
      'a prop, at the place of the construct',
      'export',
      { expires: 'soon' },
      'expires/date',
      '`expires` must be a day written as YYYY-MM-DD, or a moment in UTC as YYYY-MM-DDThh:mmZ, got: `soon`',
    ],
    [
      'a wide path that nobody stands by',
      'export',
      { request: { ...REQUEST, path: Path.contains('export') } },
      'path-contains',
      "`Path.contains('export')` also exempts every other path with that text in it, such as `/wp-login.php/export`",
    ],
  ])('%s', (_title, id, props, code, message) => {
    const error = inputErrorOf(() => exceptionIn(wafIn(stackIn(Testing.app())), id, props));
    expect({ code: error.code, message: error.summary, place: error.place }).toEqual({
      code,
      message,
      place: `stack/waf/${id}`,
    });
    expect(error.message).toBe(`stack/waf/${id}: ${message} [${code}]\n  help: ${error.help}`);
  });

  test('an id that another exception of the zone has, wherever it stands', () => {
    const waf = wafIn(stackIn(Testing.app()));
    const first = exceptionIn(waf);
    const error = inputErrorOf(() => exceptionIn(first, 'export'));
    expect({ code: error.code, message: error.summary, help: error.help, place: error.place }).toEqual({
      code: 'exception/duplicate',
      message: 'the zone has another exception with this id, got: `export`',
      help: 'rename this one: the id is part of the `ref` of its rule',
      place: 'stack/waf/export/export',
    });
  });

  test('an id that another construct has in the same place', () => {
    const waf = wafIn(stackIn(Testing.app()));
    exceptionIn(waf);
    const error = inputErrorOf(() => exceptionIn(waf));
    expect({ code: error.code, message: error.summary, help: error.help, place: error.place }).toEqual({
      code: 'construct/duplicate',
      message: 'there is another construct with this id in the same place, got: `export`',
      help: 'rename one of the two: ids are unique in their scope',
      place: 'stack/waf/export',
    });
    expect(inputErrorOf(() => wafIn(TerraformStack.of(waf))).code).toBe('construct/duplicate');
  });

  test.each(['constructor', 'toString', '__proto__'])('an id that every object has: %s', (id) => {
    const error = inputErrorOf(() => exceptionIn(wafIn(stackIn(Testing.app())), id));
    expect({ code: error.code, message: error.summary }).toEqual({
      code: 'construct/reserved',
      message: `no construct can have this id, got: \`${id}\``,
    });
  });

  test('an id that holds a token', () => {
    const stack = stackIn(Testing.app());
    const { stringValue } = new TerraformVariable(stack, 'x', {});
    expect(inputErrorOf(() => exceptionIn(wafIn(stack), `export-${stringValue}`)).code).toBe('literal/token');
  });
});

describe('lints the rule', () => {
  /** A path of another copy of this package, which builds what ours does not. */
  const foreignPath = (text: string): Path =>
    ({ form: 'exact', text, expression: parse(text).expression, findings: [] }) as unknown as Path;
  const REGEX = { ...REQUEST, path: foreignPath('http.request.uri.path matches "/export"') };
  const reason = 'the pattern is the one of the router';

  test('and throws an error with the place in the expression and the path of the construct', () => {
    const error = inputErrorOf(() =>
      exceptionIn(wafIn(stackIn(Testing.app())), 'export', { request: REGEX }),
    );
    expect(error.message.split('\n')).toEqual([
      'stack/waf/export: the regular expression matches a part of `http.request.uri.path`: anything may surround it [unanchored-regex]',
      '    ...POST" and http.request.uri.path matches "/export" and ssl and http.request.timestamp.sec ...',
      `${' '.repeat(47)}^^^^^^^^^`,
      '  help: begin it with `^` and end it with `$`; put alternatives into a group: `^(?:a|b)$`',
    ]);
  });

  test('and takes an error that somebody stands by', () => {
    expect(annotationsOf({ request: REGEX, accept: [{ finding: 'unanchored-regex', reason }] })).toEqual([]);
  });

  test('and warns with the id and the cure', () => {
    const path = foreignPath('http.request.uri.path eq "/a//b" and raw.http.request.uri.path eq "/a//b"');
    expect(annotationsOf({ request: { ...REQUEST, path } })).toEqual([
      'warn stack/waf/export: `http.request.uri.path` has no `//`: Cloudflare merges slashes, and `/a//b` has it [path-not-normal]. Help: write `/a/b`',
    ]);
  });

  test('and notes what is only worth a look', () => {
    const path = foreignPath(
      'http.request.uri.path eq "/a" and raw.http.request.uri.path eq "/a" and ip.geoip.asnum eq 1',
    );
    expect(annotationsOf({ request: { ...REQUEST, path } })).toEqual([
      'info stack/waf/export: `ip.geoip.asnum` is deprecated [deprecated-field]. Help: use `ip.src.asnum`',
    ]);
  });

  test('and tells of an accept of a lint rule that meets nothing', () => {
    expect(annotationsOf({ accept: [{ finding: 'unanchored-regex', reason }] })).toEqual([
      'warn stack/waf/export: `accept` names `unanchored-regex`, which this exception does not have [unused-accept]. Help: remove it, so that it cannot hide a later mistake',
    ]);
  });

  test('and leaves an accept of what only a list shows to waf lint', () => {
    expect(annotationsOf({ accept: [{ finding: 'duplicate-exception', reason }] })).toEqual([]);
  });

  test('and refuses to accept without saying why', () => {
    const accept = [{ finding: 'unanchored-regex', reason: 'because' }] as const;
    expect(inputErrorOf(() => annotationsOf({ request: REGEX, accept })).code).toBe('accept/reason');
  });
});

test('holds the checked exception as plain data', () => {
  const { exception } = exceptionIn(wafIn(stackIn(Testing.app())));
  expect(exception).toMatchObject({
    namespace: 'dashboard',
    id: 'export',
    phase: 'http_request_firewall_custom',
    rule: { ref: 'wafx__dashboard__export' },
  });
});

test('does not check hosts where the name of the zone is unknown', () => {
  const zone = Zone.fromId('0'.repeat(32));
  expect(() =>
    exceptionIn(wafIn(stackIn(Testing.app()), { zone }), 'export', {
      request: { ...REQUEST, host: 'a.org.uk' },
    }),
  ).not.toThrow();
});

describe('warnings', () => {
  test.each<[string, Partial<WafExceptionProps>, readonly string[]]>([
    ['none for a careful exception', {}, []],
    [
      'of a range that no client has',
      { request: { ...REQUEST, from: ['10.0.0.0/8'] } },
      [
        'warn stack/waf/export: `from` holds 10.0.0.0/8 (private), which no public client has [reserved-address]. Help: name the public address that Cloudflare sees, often that of a NAT gateway',
      ],
    ],
    [
      'of events that are switched off',
      { logMatches: false },
      [
        'warn stack/waf/export: `logMatches: false`: requests that use the exception leave no Security Event [no-skip-events]. Help: leave it out, or there is no way to know whether the exception is used',
      ],
    ],
    [
      'of nothing that is accepted',
      {
        logMatches: false,
        accept: [{ finding: 'no-skip-events', reason: 'the log would hold personal data' }],
      },
      [],
    ],
    [
      'of an accept that meets nothing',
      { accept: [{ finding: 'no-skip-events', reason: 'the log would hold personal data' }] },
      [
        'warn stack/waf/export: `accept` names `no-skip-events`, which this exception does not have [unused-accept]. Help: remove it, so that it cannot hide a later mistake',
      ],
    ],
  ])('tell %s', (_title, props, annotations) => {
    expect(annotationsOf(props)).toEqual(annotations);
  });

  test('tell of a missing owner and a missing end', () => {
    const { request, skip, reason } = PROPS;
    const { annotations } = synthStack(
      (stack) => new WafException(wafIn(stack), 'export', { request, skip, reason }),
    );
    expect(annotations).toEqual([
      'warn stack/waf/export: the exception has no `owner` [missing-owner]. Help: name the team that knows whether it is still needed',
      'warn stack/waf/export: the exception has no `expires`, so it stays until someone removes it [missing-expiry]. Help: name the last day on which it is needed; extending it later is one line in a pull request',
    ]);
  });
});

describe('expiry', () => {
  const soon = (left: string) => [
    `warn stack/waf/export: the exception ends after 2027-03-31 (UTC): ${left} [expires-soon]. Help: fix the cause and remove the exception, or move \`expires\``,
  ];

  test.each<[string, number, readonly string[]]>([
    ['is silent with 31 days left', END_MS - 31 * DAY_MS, []],
    ['is silent until the 31st day is over', END_MS - 30 * DAY_MS - 1, []],
    ['warns with 30 days left', END_MS - 30 * DAY_MS, soon('30 days left')],
    ['warns on the last day', END_MS - DAY_MS, soon('1 day left')],
    ['warns until the last moment', END_MS - 1, soon('1 day left')],
  ])('%s', (_title, now, annotations) => {
    jest.setSystemTime(now);
    expect(annotationsOf({})).toEqual(annotations);
  });

  test.each([
    ['at its end', END_MS],
    ['years later', END_MS + 1000 * DAY_MS],
  ])('fails the synth %s', (_title, now) => {
    jest.setSystemTime(now);
    expect(() => annotationsOf({})).toThrow(
      '[stack/waf/export] the exception ended after 2027-03-31 (UTC) [expires/past]. Help: remove it, or move `expires` if it is still needed. At: ',
    );
  });

  test('fails the synth for one exception of many, whatever it accepts', () => {
    jest.setSystemTime(END_MS);
    expect(() =>
      synthStack((stack) => {
        const waf = wafIn(stack);
        exceptionIn(waf, 'current', { expires: '2028-01-01' });
        exceptionIn(waf, 'past', { accept: [{ finding: 'expires-soon', reason: 'it is needed for ever' }] });
      }),
    ).toThrow('[stack/waf/past] the exception ended after 2027-03-31 (UTC) [expires/past]');
  });
});
