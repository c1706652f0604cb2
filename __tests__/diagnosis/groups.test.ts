import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grouper, type Groups } from '../../lib/diagnosis';
import { type EvidenceInput, fileInput, textInput, visitEvidence } from '../../lib/evidence';
import { rounds } from '../support/rounds';
import { row } from './cases/evidence';

async function groupsOf(input: EvidenceInput, isQuick: boolean): Promise<Groups> {
  const { visitor, alike, groups } = grouper();
  await visitEvidence(input, visitor, isQuick ? { alike } : {});
  return groups();
}

const groupsIn = (text: string, isQuick: boolean): Promise<Groups> =>
  groupsOf(textInput('log', text), isQuick);

/** The text in pieces that end anywhere. */
function inPieces(text: string, size: number): EvidenceInput {
  const bytes = Buffer.from(text);
  return {
    name: 'log',
    // eslint-disable-next-line @typescript-eslint/require-await -- as inputs are read
    bytes: async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}

const PASSED = {
  SecurityAction: '',
  SecurityActions: [],
  EdgeResponseStatus: 200,
  OriginResponseStatus: 200,
};

const BLOCKED = { SecurityAction: 'block', SecurityRuleID: 'x', SecurityActions: ['block'] };

/** The row with something else in place of its end, or of any other part. */
const ending = (end: string, members: object = PASSED): string => row(members).slice(0, -1) + end;
const inPlace = (part: string | RegExp, other: string, members: object = PASSED): string => {
  const text = row(members).replace(part, other);
  if (text === row(members)) throw new Error(`no ${String(part)} in ${text}`);
  return text;
};

/** Rows of which most can be read without a parser, and others only look so. */
const ROWS = [
  row(PASSED),
  row({ ...PASSED, SampleInterval: 4 }),
  row({ ...PASSED, SampleInterval: 0.5 }),
  row({ ...PASSED, SampleInterval: '4' }),
  ...['9'.repeat(400), '9'.repeat(20), '1e300'].map((interval) =>
    row({ ...PASSED, SampleInterval: 1234 }).replace('1234', interval),
  ),
  row({ ...PASSED, OriginResponseStatus: 0, CacheCacheStatus: 'hit' }),
  row({ ...PASSED, OriginResponseStatus: 0, CacheCacheStatus: 'STALE' }),
  row({ ...PASSED, OriginResponseStatus: 0, CacheCacheStatus: 'miss' }),
  row({ ...PASSED, CacheCacheStatus: 'hit' }),
  row({ ...PASSED, OriginResponseStatus: 0, WorkerStatus: 'ok' }),
  row({ ...PASSED, OriginResponseStatus: 0, WorkerCPUTime: 500 }),
  row({ ...PASSED, OriginResponseStatus: 0, WorkerSubrequest: true, WorkerSubrequestCount: 2 }),
  row({ ...PASSED, OriginResponseStatus: 0, ParentRayID: '8a1b2c3d4e5f6077' }),
  row({
    ...PASSED,
    OriginResponseStatus: 0,
    EdgePathingOp: 'ban',
    EdgePathingSrc: 'bic',
    EdgePathingStatus: 'x',
  }),
  row({
    ...PASSED,
    OriginResponseStatus: 0,
    EdgePathingOp: 'ban',
    EdgePathingSrc: 'y',
    EdgePathingStatus: 'hot',
  }),
  row({ ...PASSED, OriginResponseStatus: 304 }),
  row({ ...PASSED, EdgeResponseStatus: 403, OriginResponseStatus: 403 }),
  row({ ...PASSED, EdgeResponseStatus: 522, OriginResponseStatus: 0 }),
  row({ ...PASSED, EdgeResponseStatus: '403' }),
  row({ ...PASSED, OriginResponseStatus: '0', WorkerStatus: 'ok' }),
  row({ ...PASSED, OriginResponseStatus: '', WorkerStatus: 'ok' }),
  row({ ...PASSED, EdgeResponseStatus: 1200 }),
  row({ ...PASSED, OriginResponseStatus: 1200, WorkerStatus: 'ok' }),
  row({ ...PASSED, EdgeResponseStatus: null }),
  row({ ...PASSED, EdgeResponseStatus: undefined }),
  row({ ...PASSED, OriginResponseStatus: -1, WorkerStatus: 'ok' }),
  inPlace('"EdgeResponseStatus":200', '"EdgeResponseStatus":2e2'),
  inPlace('"EdgeResponseStatus":200', '"EdgeResponseStatus":200.0'),
  inPlace('"EdgeResponseStatus":200', '"EdgeResponseStatus":0200'),
  inPlace('"EdgeResponseStatus":200', '"EdgeResponseStatus":+200'),
  inPlace('"EdgeResponseStatus":200', '"EdgeResponseStatus":200.'),
  inPlace('"EdgeResponseStatus":200', '"EdgeResponseStatus":-'),
  inPlace('"EdgeResponseStatus":200', '"EdgeResponseStatus":nul'),
  row({ ...PASSED, ClientRequestHost: 'SHOP.example.com:443' }),
  row({ ...PASSED, ClientRequestHost: 'undefined' }),
  row({ ...PASSED, ClientRequestHost: undefined }),
  row({ ...PASSED, ClientRequestHost: undefined, ClientRequestHTTPHost: 'old.example.com' }),
  row({ ...PASSED, ClientRequestPath: '/straße/\u202e' }),
  row({ ...PASSED, ClientRequestPath: '/a"b\\\\c\t\u0000' }),
  inPlace('"ClientRequestPath":"/admin', String.raw`"ClientRequestPath":"\u002Fadmin`),
  inPlace('"ClientRequestPath":"/admin', String.raw`"ClientRequestPath":"\/admin`),
  inPlace('"ClientRequestPath":"/admin', String.raw`"ClientRequestPath":"\u002/admin`),
  inPlace('"ClientRequestPath":"/admin', String.raw`"ClientRequestPath":"\x/admin`),
  inPlace('"ClientRequestPath":"/admin', '"ClientRequestPath":"/\u0001admin'),
  row({ ...PASSED, ClientRequestPath: '' }),
  row({ ...PASSED, ClientRequestPath: '', ClientRequestURI: '/else?x' }),
  row({ ...PASSED, ClientRequestPath: null, ClientRequestURI: 'https://other.example.com/else?x' }),
  row({ ...PASSED, ClientRequestPath: undefined, ClientRequestURI: '/only?uri' }),
  row({ ...PASSED, ClientRequestPath: 'x', ClientRequestURI: '/one' }),
  row({ ...PASSED, ClientRequestPath: `/${'long/'.repeat(600)}` }),
  row({ ...PASSED, ClientRequestPath: `/${'long/'.repeat(6000)}` }),
  row({ ...PASSED, ClientRequestUserAgent: '"ClientRequestHost":"other.example.com"' }),
  row({ ...PASSED, RequestHeaders: { ClientRequestHost: 'other.example.com', SampleInterval: 9 } }),
  row({ ...PASSED, RequestHeaders: { a: [{ b: [] }, {}, 'x'], c: 'y' }, Cookies: [1, -2.5, true, null] }),
  inPlace('"SecurityActions":[]', '"SecurityActions":[,]'),
  inPlace('"SecurityActions":[]', '"SecurityActions":["a"'),
  inPlace('"SecurityActions":[]', '"SecurityActions":{"a"}'),
  inPlace('"SecurityActions":[]', `"SecurityActions":${'['.repeat(60)}${']'.repeat(60)}`),
  row({ ...PASSED, SecurityAction: 'log', SecurityRuleID: 'y' }),
  row({ ...PASSED, SecurityAction: 'unknown' }),
  row(BLOCKED),
  row({ ...BLOCKED, SecurityRuleID: 'z' }),
  row({ ...BLOCKED, SecurityRuleDescription: 'A title' }),
  row({ ...BLOCKED, SecuritySources: ['firewallManaged'], SecurityRuleIDs: ['x'] }),
  row({ ...PASSED, SecurityActions: ['log', 'block'], SecurityRuleIDs: ['x', 'y'] }),
  row({ ...PASSED, SecurityAction: undefined, SecurityActions: undefined }),
  ending(',"SecurityAction":"block"}'),
  ending(',"security_action":"block"}'),
  ending(',"securityaction":"","OriginResponseStatus":0}'),
  ending(String.raw`,"Security\u0041ction":"block"}`),
  ending(',"__proto__":{"SecurityAction":"block"}}'),
  ending(',"Action":"block","Source":"waf"}'),
  ending(',"Action":"allow"}'),
  ending(',"action":"block","status":1,"path":"/","source":"x"}'),
  ending(',"action":"block","status":1,"path":"/","source":"waf"}'),
  ending(',"dimensions":{"action":"block","source":"waf","clientRequestPath":"/g"},"count":7}'),
  ending(',"dimensions":"","count":7}'),
  ending(',"":1}'),
  ending(',}'),
  ending(''),
  ending('}}'),
  ending('} '),
  ending('},'),
  ending('}\r\r'),
  `[${row(PASSED)},`,
  `{"events":[${row(PASSED)},${row(BLOCKED)}]}`,
  row(PASSED).replaceAll('":', '": '),
  row(PASSED).replace('{', '{ '),
  row(PASSED).slice(0, -20),
  `${row(PASSED)}\r`,
  '{}',
  '{',
  '',
  'no JSON',
];

test('rows are counted alike, whether each is parsed or not', async () => {
  // In both directions, so that each row comes before and behind each other kind.
  const text = [...ROWS, ...ROWS.toReversed(), row(PASSED)].join('\n');
  const parsed = await groupsIn(text, false);
  expect(await groupsIn(text, true)).toEqual(parsed);
  expect(parsed.groups.length).toBeGreaterThan(20);
  expect(parsed.skipped.lines).toBeGreaterThan(20);
  for (const size of [3, 1000, 4099]) {
    expect(await groupsOf(inPieces(text, size), true)).toEqual(parsed);
  }
  for (const other of [`\ufeff${text}`, text.replaceAll('\n', '\r\n'), `${text}\n`]) {
    expect(await groupsIn(other, true)).toEqual(await groupsIn(other, false));
  }
});

test('so are rows after each of the others: none of them teaches how to misread', async () => {
  const others = ROWS.slice(0, 20);
  for (const first of ROWS) {
    const text = [row(PASSED), first, first, ...others, first].join('\n');
    expect(await groupsIn(text, true)).toEqual(await groupsIn(text, false));
  }
});

/** Numbers from 0 to below 1, the same ones in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('so are rows that are changed in any place', async () => {
  const random = seeded(13);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const pieces = [
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '0',
    '1',
    '-',
    '.',
    ' ',
    '\t',
    'a',
    'null',
    '""',
    '\u00fc',
  ];
  const lines = Array.from({ length: rounds(1500) }, () => {
    const line = pick(ROWS);
    const at = Math.floor(random() * line.length);
    return line.slice(0, at) + pick(pieces) + line.slice(at + Math.floor(random() * 3));
  });
  const text = lines.flatMap((line) => [line, row(PASSED), line]).join('\n');
  expect(await groupsIn(text, true)).toEqual(await groupsIn(text, false));
});

test('bytes that are no UTF-8 are counted as a parser reads them', async () => {
  const [begin = '', end = ''] = row({ ...PASSED, ClientRequestPath: '@' }).split('@');
  const lines = [[0xff], [0xfe], [0xc3], [0xe2, 0x82], [0x2f, 0x61]].flatMap((path) =>
    [0, 1].map(() => Buffer.concat([Buffer.from(begin), Buffer.from(path), Buffer.from(`${end}\n`)])),
  );
  const bytes = Buffer.concat([Buffer.from(`${row(PASSED)}\n`), ...lines]);
  const quick = await groupsOf(textInput('log', bytes), true);
  expect(quick).toEqual(await groupsOf(textInput('log', bytes), false));
  expect(quick.groups.length).toBeGreaterThan(1);
});

test('a file larger than what is read at once is counted whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waf-groups-'));
  try {
    const file = join(folder, 'log');
    // More of them than the layouts and kinds that are kept.
    const lines = Array.from({ length: 9000 }, (_, index) => [
      row({ ...PASSED, ClientRequestPath: `/${index % 700}` }),
      row({ ...PASSED, [`Field${index % 12}`]: 1 }),
    ]).flat();
    writeFileSync(file, lines.join('\n'));
    const quick = await groupsOf(fileInput(file), true);
    expect(quick).toEqual(await groupsOf(fileInput(file), false));
    expect(quick.groups.reduce((sum, { count }) => sum + count, 0)).toBe(lines.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('only lines that are no rows of a known layout are parsed', async () => {
  const { visitor, alike, groups } = grouper();
  const parsed: unknown[] = [];
  const request = (one: Parameters<typeof visitor.request>[0]): void => {
    parsed.push(one);
    visitor.request(one);
  };
  const lines = [PASSED, { SecurityAction: 'block' }, { ...PASSED, ClientRequestPath: '/a"b' }].map(row);
  const text = `${lines.join('\n')}\n`.repeat(100);
  await visitEvidence(textInput('log', text), { ...visitor, request }, { alike });
  expect(parsed).toHaveLength(1);
  expect(groups().groups.map(({ count }) => count)).toEqual([100, 100, 100]);
});
