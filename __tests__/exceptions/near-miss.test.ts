import { defineException, Path } from '../../lib';
import { and, fields, type Expression } from '../../lib/rules-language';
import { print } from '../../lib/rules-language';
import { NOW_MS, PROPS } from '../support/exceptions';

// A request that differs in one of these is still inspected: each stands in a conjunction of its own, so that none can
// be fulfilled in place of another.
const PATH = '/admin/tiktok-creator/export-mp4';
const CONDITIONS: readonly (readonly [string, Expression, string])[] = [
  ['host', fields.host.eq('dashboard.example.com'), 'http.host eq "dashboard.example.com"'],
  ['method', fields.method.eq('POST'), 'http.request.method eq "POST"'],
  ['path', fields.path.eq(PATH), `http.request.uri.path eq "${PATH}"`],
  ['raw path', fields.rawPath.eq(PATH), `raw.http.request.uri.path eq "${PATH}"`],
  ['encryption', fields.ssl, 'ssl'],
  ['caller', fields.clientAddress.inSet(['203.0.113.0/24']), 'ip.src in {203.0.113.0/24}'],
  ['time', fields.receivedAtSeconds.lt(1806537600), 'http.request.timestamp.sec lt 1806537600'],
];

const incident = defineException(
  'dashboard',
  'export-mp4',
  {
    ...PROPS,
    request: { host: 'dashboard.example.com', method: 'POST', path: PATH, from: ['203.0.113.0/24'] },
  },
  NOW_MS,
);

test('the incident is one conjunction of all its conditions', () => {
  const [first, ...others] = CONDITIONS.map(([, condition]) => condition);
  if (first === undefined) throw new Error('no condition');
  expect(incident.rule.expression).toBe(print(and(first, ...others)));
  expect(incident.rule.expression).toBe(`(${CONDITIONS.map(([, , text]) => text).join(' and ')})`);
});

test.each(CONDITIONS)('the incident needs its %s', (_title, condition, text) => {
  const operands = incident.rule.expression.slice(1, -1).split(' and ');
  expect(operands).toHaveLength(CONDITIONS.length);
  expect(operands.filter((operand) => operand === text)).toHaveLength(1);
  expect(print(condition)).toBe(text);
});

test('a path is a conjunction of its normalised and its raw form', () => {
  expect(Path.exact(PATH).expression).toEqual({
    kind: 'logical',
    operator: 'and',
    operands: [fields.path.eq(PATH), fields.rawPath.eq(PATH)],
  });
});

test('a prefix is a conjunction that excludes each escape from it', () => {
  const { expression } = Path.under('/api/export/');
  expect(expression).toMatchObject({
    kind: 'logical',
    operator: 'and',
    operands: [{ kind: 'truth' }, { kind: 'truth' }, { kind: 'not', operand: { operator: 'or' } }],
  });
});
