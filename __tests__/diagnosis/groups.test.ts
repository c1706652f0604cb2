import { grouper, type Groups } from '../../lib/diagnosis';
import { textInput, visitEvidence } from '../../lib/evidence';
import { row } from './cases/evidence';

async function groupsIn(text: string, isQuick: boolean): Promise<Groups> {
  const { visitor, plainRow, groups } = grouper();
  await visitEvidence(textInput('log', text), visitor, isQuick ? { plainRow } : {});
  return groups();
}

const PASSED = {
  SecurityAction: '',
  SecurityActions: [],
  EdgeResponseStatus: 200,
  OriginResponseStatus: 200,
};

/** Rows of which some can be read without a parser, and others only look so. */
const ROWS = [
  row(PASSED),
  row({ ...PASSED, SampleInterval: 4 }),
  row({ ...PASSED, SampleInterval: 0.5 }),
  row({ ...PASSED, OriginResponseStatus: 0, CacheCacheStatus: 'hit' }),
  row({ ...PASSED, OriginResponseStatus: 0, CacheCacheStatus: 'STALE' }),
  row({ ...PASSED, OriginResponseStatus: 0, CacheCacheStatus: 'miss' }),
  row({ ...PASSED, OriginResponseStatus: 0, WorkerStatus: 'ok' }),
  row({ ...PASSED, OriginResponseStatus: 304 }),
  row({ ...PASSED, EdgeResponseStatus: 403, OriginResponseStatus: 403 }),
  row({ ...PASSED, EdgeResponseStatus: 522, OriginResponseStatus: 0 }),
  row({ ...PASSED, EdgeResponseStatus: '403' }),
  row({ ...PASSED, EdgeResponseStatus: 1200 }),
  row({ ...PASSED, EdgeResponseStatus: null }),
  row({ ...PASSED, ClientRequestHost: 'SHOP.example.com:443' }),
  row({ ...PASSED, ClientRequestPath: '/straße/\u202e' }),
  row({ ...PASSED, ClientRequestPath: '/a"b\\\\c' }),
  row({ ...PASSED, ClientRequestPath: '' }),
  row({ ...PASSED, ClientRequestPath: `/${'long/'.repeat(600)}` }),
  row({ ...PASSED, ClientRequestUserAgent: '"ClientRequestHost":"other.example.com"' }),
  row({ ...PASSED, RequestHeaders: { ClientRequestHost: 'other.example.com', SampleInterval: 9 } }),
  row({ ...PASSED, SecurityAction: 'log', SecurityRuleID: 'y' }),
  row({ ...PASSED, SecurityAction: 'block', SecurityRuleID: 'x' }),
  row(PASSED).replaceAll('":', '": '),
  row(PASSED).replace('{', '{ '),
  row(PASSED).slice(0, -20),
  `${row(PASSED)}\r`,
  '',
  'no JSON',
];

test('rows are counted alike, whether they are parsed or not', async () => {
  // In both directions, so that each row comes before and behind each other kind.
  const text = [...ROWS, ...ROWS.toReversed(), row(PASSED)].join('\n');
  const [parsed, quick] = [await groupsIn(text, false), await groupsIn(text, true)];
  const sorted = ({ groups, ...rest }: Groups) => ({
    ...rest,
    groups: groups.map((group) => JSON.stringify(group, Object.keys(group).sort())).sort(),
  });
  expect(sorted(quick)).toEqual(sorted(parsed));
  expect(quick.groups).toHaveLength(12);
  expect(quick.skipped.lines).toBe(4);
});

test('a row without an escape, an object or a rule is not parsed', async () => {
  const { visitor, plainRow, groups } = grouper();
  const parsed: unknown[] = [];
  const request = (one: Parameters<typeof visitor.request>[0]): void => {
    parsed.push(one);
  };
  const text = `${row({ SecurityAction: 'block' })}\n${`${row(PASSED)}\n`.repeat(300)}`;
  await visitEvidence(textInput('log', text), { ...visitor, request }, { plainRow });
  expect(parsed).toHaveLength(1);
  expect(groups().groups).toMatchObject([{ count: 300, answeredBy: 'origin', status: 200 }]);
});
