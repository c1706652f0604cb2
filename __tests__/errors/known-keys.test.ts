import { requireKnownKeys } from '../../lib/errors';
import { define } from '../support/exceptions';
import { refusalOf } from '../support/refusal';
import { stackIn, wafIn } from '../support/waf';
import { IpList } from '../../lib';
import { Testing } from 'cdktf';

const REQUEST = { host: 'app.example.com', method: 'POST', path: '/export' } as const;

test.each<[string, () => unknown, string, string, string]>([
  [
    'in a request',
    () => define({ request: { ...REQUEST, ...{ form: ['1.1.1.1'] } } }),
    'request',
    'form',
    'use one of: host, method, path, query, scheme, from, where',
  ],
  [
    'in an exception',
    () => define({ ...({ expire: '2027-03-31' } as object) }),
    'the exception',
    'expire',
    'did you mean `expires`?',
  ],
  [
    'in a ZoneWaf',
    () => wafIn(stackIn(Testing.app()), { ...({ retiredNamespace: ['x'] } as object) }),
    'the ZoneWaf',
    'retiredNamespace',
    'did you mean `retiredNamespaces`?',
  ],
  [
    'in an IpList',
    () =>
      new IpList(stackIn(Testing.app()), 'office', {
        accountId: '0123456789abcdef0123456789abcdef',
        description: 'office',
        items: [{ ip: '1.1.1.1' }],
        ...{ item: [] },
      }),
    'the IpList',
    'item',
    'did you mean `items`?',
  ],
])('a misspelt prop %s is refused', (_title, action, prop, key, help) => {
  expect(refusalOf(action)).toEqual({
    code: 'props/unknown',
    message: `\`${prop}\` has no prop of this name, got: \`${key}\``,
    help,
  });
});

test('a `from` without a value lets nobody in by mistake', () => {
  expect(refusalOf(() => define({ request: { ...REQUEST, ...({ from: undefined } as object) } }))).toEqual({
    code: 'from/undefined',
    message: '`from` is there without a value: a missing setting must not let everybody in',
    help: 'name the callers, or leave `from` out altogether to allow every caller',
  });
});

test('an exception keeps what it was given, whatever happens to the object afterwards', () => {
  const request: { host: string; method: 'POST'; path: string } = { ...REQUEST };
  const exception = define({ request });
  request.host = 'other.example.com';
  expect(exception.props.request.host).toBe('app.example.com');
});

test('known keys pass', () => {
  expect(() => {
    requireKnownKeys<{ a: number; b?: number }>('x', { a: 1 }, { a: true, b: true });
  }).not.toThrow();
});
